// SPDX-License-Identifier: Apache-2.0

/**
 * Log, metrics and explained responses: who is told of decisions. Every stack reports
 * here, and this package knows no stack.
 * <p>
 * A decision: the filter of a stack reports it to {@code DecisionObservers}, which calls
 * each {@code DecisionObserver}. {@code DenialLog} writes denials to the log.
 * {@code CorsMetrics} counts decisions in {@code PolicyCounters}. Where denials are
 * explained, {@code DenialBody} is the body of a refusal. {@code DroppedHeaderLog} says
 * that a guard dropped a header of the application.
 * <p>
 * All types are safe for use by many threads. Counting a decision of a policy in force
 * takes no lock and makes no object.
 */
@NullMarked
package io.github.originaccess.cors.observe;

import org.jspecify.annotations.NullMarked;
