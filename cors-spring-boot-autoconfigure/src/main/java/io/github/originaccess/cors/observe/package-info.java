// SPDX-License-Identifier: Apache-2.0

/**
 * Tells the people who run an application what happens to its requests. Every stack
 * reports here; nothing here knows a stack.
 */
@NullMarked
package io.github.originaccess.cors.observe;

import org.jspecify.annotations.NullMarked;
