// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialBody;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
import io.github.originaccess.cors.registry.AmbiguousPath;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PathPolicyResolver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
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
	public static final String DECISION_ATTRIBUTE = "io.github.originaccess.cors.CorsDecision";

	private final CorsPolicyRegistry registry;

	private final ForeignHeaderLog foreignHeaders = new ForeignHeaderLog();

	private @Nullable CorsPolicyResolver policyResolver;

	/** Names of the request headers that policies are chosen by, if any. */
	private @Nullable String vary;

	private DecisionObserver[] observers = { new DenialLog() };

	private boolean explainDenials;

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

	/**
	 * Set what chooses policies before the path does.
	 * @param policyResolver the resolver; {@code null}, as it is unless set, to leave it
	 * to the path
	 */
	public void setPolicyResolver(@Nullable CorsPolicyResolver policyResolver) {
		this.policyResolver = policyResolver;
		List<String> vary = (policyResolver != null) ? policyResolver.requestHeaders() : List.of();
		this.vary = vary.isEmpty() ? null : String.join(", ", vary);
	}

	/**
	 * Set who is told of decisions.
	 * @param observers the observers, a {@link DenialLog} unless set
	 */
	public void setObservers(List<DecisionObserver> observers) {
		this.observers = observers.toArray(DecisionObserver[]::new);
	}

	/**
	 * Set whether responses say why a request was denied, which is for development.
	 * @param explainDenials whether they do, {@code false} unless set
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.explainDenials = explainDenials;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		CorsPolicy policy = findPolicy(request);
		if (policy == null) {
			return chain.filter(exchange);
		}
		ReactiveCorsRequest view = new ReactiveCorsRequest(request);
		CorsDecision decision = policy.decide(view);
		// An array: a list's iterator would be one object per request.
		for (DecisionObserver observer : this.observers) {
			observer.decided(policy, view, decision);
		}
		Explanation explanation = null;
		if (this.explainDenials && decision.reason() != null) {
			explanation = Explanation.of(policy, view, decision);
			decision = explanation.answer();
		}
		exchange.getAttributes().put(DECISION_ATTRIBUTE, decision);
		GuardedResponse guard = GuardedResponse.guard(exchange.getResponse(), decision, view, this.foreignHeaders,
				this.vary);
		guard.writeDecision();
		if (decision.status() == CorsDecision.GO_ON) {
			ServerHttpRequest legible = view.legible();
			ServerWebExchange.Builder guarded = exchange.mutate().response(guard);
			return chain.filter(((legible != request) ? guarded.request(legible) : guarded).build())
				.doOnError((ex) -> guard.enforce());
		}
		guard.setRawStatusCode(decision.status());
		return (explanation != null) ? explain(explanation, decision.status(), guard) : guard.setComplete();
	}

	private static Mono<Void> explain(Explanation explanation, int status, GuardedResponse response) {
		byte[] body = DenialBody.of(explanation, status);
		response.getHeaders().set(HttpHeaders.CONTENT_TYPE, DenialBody.CONTENT_TYPE);
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	/**
	 * Controllers and functional routes are matched with the path as it was sent, static
	 * resources with what is left of it once it is decoded and normalised.
	 */
	private @Nullable CorsPolicy findPolicy(ServerHttpRequest request) {
		PathContainer path = request.getPath().pathWithinApplication();
		PathPolicyResolver paths = this.registry.paths();
		CorsPolicy policy = (this.policyResolver != null && !paths.isReserved(path.value(), ""))
				? this.policyResolver.resolve(new ReactiveCorsRequest(request)) : null;
		if (policy != null) {
			return policy;
		}
		policy = paths.find(path);
		return paths.isInDoubt(path.value(), policy)
				? AmbiguousPath.stricter(policy, paths.findNormalized(path), new ReactiveCorsRequest(request)) : policy;
	}

}
