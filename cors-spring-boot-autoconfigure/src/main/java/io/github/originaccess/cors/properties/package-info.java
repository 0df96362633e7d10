// SPDX-License-Identifier: Apache-2.0

/**
 * The properties under {@code cors.*}: text becomes typed values with their places, or
 * problems.
 * <p>
 * {@link io.github.originaccess.cors.properties.BoundProperties} is the result of one
 * reading of an environment. {@code CorsPropertiesBinder} binds the values, and
 * {@code PropertyPlaces} knows where each was set. {@code UnknownCorsProperties} finds
 * misspelt keys, {@code RepeatedCorsProperties} keys that stand twice in one file.
 * {@code ConfigurationReport} writes the problems down.
 * <p>
 * This package depends on the core alone. Its objects belong to one reading and to one
 * thread.
 */
@NullMarked
package io.github.originaccess.cors.properties;

import org.jspecify.annotations.NullMarked;
