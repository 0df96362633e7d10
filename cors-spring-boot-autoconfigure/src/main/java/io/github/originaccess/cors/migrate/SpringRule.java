// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Set;

/**
 * What Spring does for the paths of a pattern.
 *
 * @param pattern the path pattern
 * @param settings the settings
 * @param sources what has the settings, in words
 * @param unreadable whether code decides, so that the settings allow nobody
 */
record SpringRule(String pattern, SpringSettings settings, Set<String> sources, boolean unreadable) {

}
