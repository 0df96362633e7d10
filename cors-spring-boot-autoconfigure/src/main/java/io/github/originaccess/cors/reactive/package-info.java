// SPDX-License-Identifier: Apache-2.0

/**
 * The WebFlux stack: carries requests to policies, and decisions to responses.
 * <p>
 * One request: {@code HttpHandlerGuard} decorates its response with a
 * {@code GuardedResponse}, which waits for a decision. {@code CorsPolicyWebFilter}
 * ignores requests of the {@code ManagementServer}. It finds the policy of any other by
 * {@code ReactivePathReader}. The policy decides on a {@code ReactiveCorsRequest}. The
 * guard writes the {@code DecidedExchange} to the response, at once and again when a body
 * begins. The filter then answers itself, or passes the exchange on.
 * {@code RewrittenPathMapping} stands in front of the handlers and decides again if the
 * path has changed.
 * <p>
 * The filter and the mapping are safe for use by many threads once they are set up. A
 * guarded response belongs to one exchange.
 */
@NullMarked
package io.github.originaccess.cors.reactive;

import org.jspecify.annotations.NullMarked;
