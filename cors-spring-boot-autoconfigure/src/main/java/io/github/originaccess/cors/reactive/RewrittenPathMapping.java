// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import reactor.core.publisher.Mono;

import org.springframework.core.PriorityOrdered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * A handler mapping in front of all handlers. It decides again if a filter has changed
 * the path that the {@link CorsPolicyWebFilter} saw. Of two policies the stricter one
 * decides.
 * <p>
 * It is the first of the handler mappings, before all that only have an order. So it runs
 * after all filters and before every handler. It finds no handler, unless the policy
 * itself answers the request.
 */
public final class RewrittenPathMapping implements HandlerMapping, PriorityOrdered {

	/** Handles an exchange whose response is written already. */
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
		Mono<Void> response = this.filter.decideAgain(exchange);
		return (response != null) ? response.thenReturn(ANSWERED) : Mono.empty();
	}

}
