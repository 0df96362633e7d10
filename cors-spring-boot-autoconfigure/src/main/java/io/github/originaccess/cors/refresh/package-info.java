// SPDX-License-Identifier: Apache-2.0

/**
 * The way from typed values and the origins of providers to the policies in force, when
 * the application starts and after each change.
 * <p>
 * {@code PolicyLoader} holds one reading of the properties. It makes
 * {@code LoadedPolicies} of them and of {@code ProvidedOrigins}, the last answers of all
 * providers; {@code SkippedOrigins} are those that have problems. {@code LoadFailure}
 * makes the exceptions for properties that have problems. {@code PolicyRefresher} keeps
 * the last configuration without problems, loads it, and puts the result in force.
 * <p>
 * {@code ProviderSchedule} decides when providers are asked. {@code Providers} asks them
 * at the same time, each {@code ProviderBean} on a thread of its own. A
 * {@code ProviderState} holds the last answer, and the failures since.
 * {@code RefreshSettings} are the interval, the time-out and the delays after failures.
 * {@code EnvironmentChanges} refreshes after a change of properties.
 * <p>
 * {@code PolicyLog} writes log lines, {@code PolicyEvents} publishes events, and
 * {@code RefreshHealth} and {@code RefreshMetrics} show how refreshes went.
 * {@code LineLimit} keeps repeated lines out of the log.
 * <p>
 * Refreshes come from several threads. The lock of the registry lets one of them at a
 * time put policies in force.
 */
@NullMarked
package io.github.originaccess.cors.refresh;

import org.jspecify.annotations.NullMarked;
