// SPDX-License-Identifier: Apache-2.0

/**
 * The WebFlux stack: carries requests to policies, and decisions to responses.
 * <p>
 * One request: {@code CorsPolicyWebFilter} ignores requests of the
 * {@code ManagementServer}. It finds the policy of any other by
 * {@code ReactivePathReader}. The policy decides on a {@code ReactiveCorsRequest}, and
 * the decision is written to the {@code GuardedResponse}, at once and again when the
 * response is committed. The filter then answers itself, or passes the exchange on.
 * {@code RewrittenPathMapping} stands in front of the handlers and decides again if the
 * path has changed.
 * <p>
 * The filter and the mapping are safe for use by many threads once they are set up. A
 * guarded response belongs to one exchange.
 */
@NullMarked
package io.github.originaccess.cors.reactive;

import org.jspecify.annotations.NullMarked;
