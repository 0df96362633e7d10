// SPDX-License-Identifier: Apache-2.0

/**
 * Wires the policies into an application: binds {@code cors.*}, registers the filter, and
 * explains a configuration that is refused. Depends on every other package; none depends
 * on it.
 */
@NullMarked
package io.github.originaccess.cors.autoconfigure;

import org.jspecify.annotations.NullMarked;
