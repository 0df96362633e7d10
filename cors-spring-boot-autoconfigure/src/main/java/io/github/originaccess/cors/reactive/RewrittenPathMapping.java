// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import reactor.core.publisher.Mono;

import org.springframework.core.PriorityOrdered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Decides again on an exchange that reaches Spring's dispatcher with another path than
 * the {@link CorsPolicyWebFilter} saw, since a filter behind it mutated the request. Of
 * two policies the stricter one decides.
 * <p>
 * It is the first of the handler mappings, before all that only have an order, and finds
 * no handler, so that it runs behind all filters and before every handler; only if the
 * policy answers the request, it maps it.
 */
public final class RewrittenPathMapping implements HandlerMapping, PriorityOrdered {

	/** The response has been written when the exchange gets here. */
	private static final WebHandler ANSWERED = (exchange) -> Mono.empty();

	private final CorsPolicyWebFilter filter;

	/**
	 * Create a mapping.
	 * @param filter the filter that decides on requests when they arrive
	 */
	public RewrittenPathMapping(CorsPolicyWebFilter filter) {
		this.filter = filter;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		Mono<Void> answer = this.filter.decideAgain(exchange);
		return (answer != null) ? answer.thenReturn(ANSWERED) : Mono.empty();
	}

}
