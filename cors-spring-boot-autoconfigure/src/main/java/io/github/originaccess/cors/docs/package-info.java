// SPDX-License-Identifier: Apache-2.0

/**
 * The places of the documentation, which reports and log lines name.
 */
@NullMarked
package io.github.originaccess.cors.docs;

import org.jspecify.annotations.NullMarked;
