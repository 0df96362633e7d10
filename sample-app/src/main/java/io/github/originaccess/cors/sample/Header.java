// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

/**
 * One header line.
 *
 * @param name the name as it was sent
 * @param value the value
 */
record Header(String name, String value) {
}
