// SPDX-License-Identifier: Apache-2.0

/**
 * The rest of the application, as far as it matters to the policies. All of it is read
 * when the application starts, none of it on a request.
 * <ul>
 * <li>{@code PathMatching} makes the policies match paths like the handler mappings.</li>
 * <li>{@code ManagementPaths} reserves the paths of the management endpoints.
 * {@code EndpointPrefixes} are the paths of the servlets that serve them.</li>
 * <li>{@code ApplicationWarnings} logs warnings when the start ends and when policies
 * change. Most applications have none, so it loads what writes them only where one may
 * hold.</li>
 * <li>{@code EarlierFilters} are the filters that run before the filter of the policies.
 * {@code SecondLayerWarnings} is about other CORS configuration,
 * {@code OwnOriginWarnings} about ways around own origins, {@code IneffectiveSettings}
 * about settings without effect.</li>
 * </ul>
 * A class with nested subclasses has one for each stack or library. A subclass is loaded
 * only if its library is there.
 */
@NullMarked
package io.github.originaccess.cors.application;

import org.jspecify.annotations.NullMarked;
