// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DecisionObservers;
import io.github.originaccess.cors.observe.DenialBody;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PolicySelection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
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
	 * The place of the filter unless told otherwise: before rate limiters, session and
	 * security. Forwarded headers and observation come before all filters.
	 */
	public static final int DEFAULT_ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

	/**
	 * Name of the exchange attribute that holds the {@link CorsDecision} on a covered
	 * request.
	 */
	public static final String DECISION_ATTRIBUTE = PolicySelection.DECISION_ATTRIBUTE;

	private final ForeignHeaderLog foreignHeaders = new ForeignHeaderLog();

	private PolicySelection selection;

	private DecisionObservers observers = new DecisionObservers();

	private int order = DEFAULT_ORDER;

	/**
	 * Create a filter.
	 * @param registry the policies in force
	 */
	public CorsPolicyWebFilter(CorsPolicyRegistry registry) {
		this.selection = new PolicySelection(registry, null);
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
		this.selection = this.selection.with(policyResolver);
	}

	/**
	 * Set who is told of decisions.
	 * @param observers the observers, a {@link DenialLog} unless set
	 */
	public void setObservers(List<DecisionObserver> observers) {
		this.observers = this.observers.with(observers);
	}

	/**
	 * Set whether responses say why a request was denied, which is for development.
	 * @param explainDenials whether they do, {@code false} unless set
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.observers = this.observers.explainDenials(explainDenials);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (ManagementServer.received(exchange)) {
			return chain.filter(exchange);
		}
		ServerHttpRequest request = exchange.getRequest();
		CorsPolicy policy = this.selection.find(request, ReactivePathReader.INSTANCE);
		if (policy == null) {
			return chain.filter(exchange);
		}
		ReactiveCorsRequest view = new ReactiveCorsRequest(request);
		GuardedResponse guard = GuardedResponse.guard(exchange.getResponse(), view, this.foreignHeaders,
				this.selection.vary());
		Mono<Void> answer = decide(policy, exchange, guard, policy.decide(view));
		guard.writeDecision();
		if (answer != null) {
			return answer;
		}
		ServerHttpRequest legible = view.legible();
		ServerWebExchange.Builder guarded = exchange.mutate().response(guard);
		return chain.filter(((legible != request) ? guarded.request(legible) : guarded).build())
			.doOnError((ex) -> guard.enforce());
	}

	/**
	 * Take a decision on an exchange.
	 * @return what answers the exchange, or null if it goes on to the application
	 */
	private @Nullable Mono<Void> decide(CorsPolicy policy, ServerWebExchange exchange, GuardedResponse guard,
			CorsDecision decision) {
		this.observers.decided(policy, guard.request(), decision);
		Explanation explanation = this.observers.explanation(policy, guard.request(), decision);
		CorsDecision answer = (explanation != null) ? explanation.answer() : decision;
		guard.adopt(answer);
		exchange.getAttributes().put(DECISION_ATTRIBUTE, answer);
		if (answer.status() == CorsDecision.GO_ON) {
			return null;
		}
		return Mono.defer(() -> {
			guard.setRawStatusCode(answer.status());
			return (explanation != null) ? explain(explanation, answer.status(), guard) : guard.setComplete();
		});
	}

	/**
	 * Decide on an exchange whose path may be another one by now.
	 * @return what answers the exchange, or null if it goes on to the handler
	 */
	@Nullable Mono<Void> decideAgain(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		GuardedResponse guard = GuardedResponse.of(exchange.getResponse());
		if (ManagementServer.received(exchange) || guard != null && guard.request().hasPathOf(request)) {
			return null;
		}
		CorsPolicy policy = this.selection.find(request, ReactivePathReader.INSTANCE);
		if (policy == null) {
			return null;
		}
		if (guard == null) {
			GuardedResponse first = GuardedResponse.guard(exchange.getResponse(), new ReactiveCorsRequest(request),
					this.foreignHeaders, this.selection.vary());
			Mono<Void> answer = decide(policy, exchange, first, policy.decide(first.request()));
			first.writeDecision();
			return answer;
		}
		CorsDecision decision = guard.decision().and(policy.decide(guard.request()));
		if (decision == guard.decision()) {
			return null;
		}
		Mono<Void> answer = decide(policy, exchange, guard, decision);
		guard.rewriteDecision();
		return answer;
	}

	private static Mono<Void> explain(Explanation explanation, int status, GuardedResponse response) {
		byte[] body = DenialBody.of(explanation, status);
		response.getHeaders().set(HttpHeaders.CONTENT_TYPE, DenialBody.CONTENT_TYPE);
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

}
