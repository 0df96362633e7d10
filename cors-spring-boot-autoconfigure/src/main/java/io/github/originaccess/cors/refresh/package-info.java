// SPDX-License-Identifier: Apache-2.0

/**
 * Policies in force, now and later: typed values and the origins of providers become
 * policies, when the application starts and whenever one of them changes.
 * <p>
 * {@code PolicyLoader} makes {@code LoadedPolicies} of one reading of the properties and
 * of {@code ProvidedOrigins}. {@code PolicyRefresher} loads them, keeps the last
 * configuration without problems, and puts the result in force. {@code Providers} asks
 * each {@code ProviderBean} on a thread of its own, when {@code ProviderSchedule} says
 * so. {@code EnvironmentChanges} refreshes after a change of properties.
 * {@code PolicyLog} writes the log lines, {@code PolicyEvents} publishes the events,
 * {@code RefreshHealth} and {@code RefreshMetrics} show how refreshes went.
 * <p>
 * The registry's lock makes sure that one thread at a time puts policies in force.
 */
@NullMarked
package io.github.originaccess.cors.refresh;

import org.jspecify.annotations.NullMarked;
