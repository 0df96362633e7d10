// SPDX-License-Identifier: Apache-2.0

/**
 * The wiring of the policies into an application. It depends on every other package, and
 * none depends on it.
 * <ul>
 * <li>{@link io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration} registers
 * the policies, their refresh, the filter of the stack and the warnings about the rest of
 * the application. It imports {@code ServletDispatcherConfiguration} or
 * {@code ReactiveDispatcherConfiguration}, and {@code ManagementPathsConfiguration} if
 * there may be management endpoints.</li>
 * <li>{@code CorsMetricsAutoConfiguration}, {@code CorsHealthAutoConfiguration} and
 * {@code CorsEndpointAutoConfiguration} come after it, if their libraries are there.</li>
 * <li>{@code OnCorsEnabledCondition} reads {@code cors.enabled}. {@code DisabledCors}
 * reads it again in an application that was processed ahead of time.</li>
 * <li>{@code CorsFailureAnalyzer} reports problems that stop the start.</li>
 * </ul>
 */
@NullMarked
package io.github.originaccess.cors.autoconfigure;

import org.jspecify.annotations.NullMarked;
