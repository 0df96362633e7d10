// SPDX-License-Identifier: Apache-2.0

/**
 * The properties under {@code cors.*}: text becomes typed values with their places, or
 * problems.
 * <p>
 * {@link io.github.originaccess.cors.properties.BoundProperties} is the result of reading
 * an environment once. {@code CorsPropertiesBinder} binds all values into
 * {@code CorsProperties} and collects those that cannot be converted.
 * {@code SharedPropertySource} hides from it the variables of other programs.
 * {@code PropertyPlaces} remembers where each value was set.
 * <p>
 * A {@code CorsKey} is a key under {@code cors.}: which policy and setting it names, and
 * whether there is such a property. {@code UnknownCorsProperties} finds keys that set
 * nothing, and {@code UnknownKey} says which key was meant.
 * {@code RepeatedCorsProperties} finds properties that one file sets twice, and
 * {@code UnboundNames} names that are nearly ours. {@code WrittenNames} says which of
 * these searches are needed.
 * <p>
 * All problems are {@code PropertyProblem}s, each at a {@code PropertyPlace}.
 * {@code ConfigurationReport} writes them for a terminal or a log, where
 * {@code PrintableValue} and {@code PrintableMessage} hide passwords.
 * <p>
 * This package depends on the core alone. Its objects belong to one reading and one
 * thread.
 */
@NullMarked
package io.github.originaccess.cors.properties;

import org.jspecify.annotations.NullMarked;
