// SPDX-License-Identifier: Apache-2.0

/**
 * The servlet stack: carries requests to policies, and decisions to responses.
 * <p>
 * One request: {@code CorsPolicyFilter} finds its policy by {@code ServletPathReader} and
 * wraps it as a {@code GuardedRequest}. This is a {@code ServletCorsRequest}: the policy
 * decides on it, and the application gets it. The decision is written to the
 * {@code GuardedResponse}. The filter then answers itself, or passes both on.
 * {@code RewrittenPathFilter} stands in front of Spring's dispatcher and decides again if
 * the path has changed. Later dispatches come back to {@code CorsPolicyFilter}, which
 * keeps the first decision.
 * <p>
 * The filters are safe for use by many threads once they are set up. A guarded request
 * and its response belong to one request.
 */
@NullMarked
package io.github.originaccess.cors.servlet;

import org.jspecify.annotations.NullMarked;
