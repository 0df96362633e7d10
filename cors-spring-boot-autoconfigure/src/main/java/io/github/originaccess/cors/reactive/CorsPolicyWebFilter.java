// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.PathPolicyResolver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets the policy that covers a request decide on it, answers preflights, and guards the
 * response of every other covered request until it is committed.
 */
public class CorsPolicyWebFilter implements WebFilter, Ordered {

	/**
	 * The place of the filter unless told otherwise: before session and security.
	 * Forwarded headers and observation come before all filters.
	 */
	public static final int DEFAULT_ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

	/**
	 * Name of the exchange attribute that holds the {@link CorsDecision} on a covered
	 * request.
	 */
	public static final String DECISION_ATTRIBUTE = CorsDecision.class.getName();

	private final CorsPolicyRegistry registry;

	private final ForeignHeaderLog foreignHeaders = new ForeignHeaderLog();

	private final DenialLog denials = new DenialLog();

	private int order = DEFAULT_ORDER;

	/**
	 * Create a filter.
	 * @param registry the policies in force
	 */
	public CorsPolicyWebFilter(CorsPolicyRegistry registry) {
		this.registry = registry;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	/**
	 * Set the place of the filter among the others.
	 * @param order the order, {@link #DEFAULT_ORDER} unless set
	 */
	public void setOrder(int order) {
		this.order = order;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		CorsPolicy policy = findPolicy(request.getPath().pathWithinApplication());
		if (policy == null) {
			return chain.filter(exchange);
		}
		ReactiveCorsRequest view = new ReactiveCorsRequest(request);
		CorsDecision decision = policy.decide(view);
		exchange.getAttributes().put(DECISION_ATTRIBUTE, decision);
		this.denials.decided(decision, view);
		GuardedResponse guard = GuardedResponse.guard(exchange.getResponse(), decision, view, this.foreignHeaders);
		guard.writeDecision();
		if (decision.status() != CorsDecision.GO_ON) {
			guard.setRawStatusCode(decision.status());
			return guard.setComplete();
		}
		ServerHttpRequest legible = view.legible();
		ServerWebExchange.Builder guarded = exchange.mutate().response(guard);
		return chain.filter(((legible != request) ? guarded.request(legible) : guarded).build())
			.doOnError((ex) -> guard.enforce());
	}

	/**
	 * Controllers and functional routes are matched with the path as it was sent, static
	 * resources with what is left of it once it is decoded and normalised.
	 */
	private @Nullable CorsPolicy findPolicy(PathContainer path) {
		PathPolicyResolver paths = this.registry.paths();
		CorsPolicy policy = paths.find(path);
		if (policy == null && PathPolicyResolver.isAmbiguous(path.value())) {
			policy = paths.findNormalized(path);
		}
		return policy;
	}

}
