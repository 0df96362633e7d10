// SPDX-License-Identifier: Apache-2.0

/**
 * The rest of the application, as far as it matters to the policies. All of it is read
 * when the application starts, none of it on a request.
 * <ul>
 * <li>{@code PathMatching} makes the policies match paths like the handler mappings.
 * {@code DispatcherServlets} finds the servlets that need a second decision if the path
 * was rewritten.</li>
 * <li>{@code ManagementPaths} reserves the paths of the management endpoints.
 * {@code EndpointPrefixes} are the paths of the servlets that serve them.</li>
 * <li>{@code EarlierFilters} finds filters that run before the filter of the policies.
 * {@code LayerLines} says what becomes of other CORS configuration.</li>
 * <li>{@code SecondLayerWarnings} and {@code ApplicationWarnings} log warnings about what
 * was found. {@code OwnOriginWarnings} is about ways around own origins.</li>
 * </ul>
 * A class with nested subclasses has one for each stack or library. A subclass is loaded
 * only if its library is there.
 */
@NullMarked
package io.github.originaccess.cors.application;

import org.jspecify.annotations.NullMarked;
