// SPDX-License-Identifier: Apache-2.0

/**
 * Shows the policies in force, and what they decide, to the people who run an
 * application.
 */
@NullMarked
package io.github.originaccess.cors.actuate;

import org.jspecify.annotations.NullMarked;
