// SPDX-License-Identifier: Apache-2.0

/**
 * Holds the policies in force and finds the one that covers a path. Knows path patterns,
 * but no web stack.
 */
@NullMarked
package io.github.originaccess.cors.registry;

import org.jspecify.annotations.NullMarked;
