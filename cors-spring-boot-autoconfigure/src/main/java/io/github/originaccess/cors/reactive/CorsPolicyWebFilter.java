// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DecisionObservers;
import io.github.originaccess.cors.observe.DenialBody;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.DroppedHeaderLog;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PolicySelection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * The web filter of CORS policies. The policy that covers a request decides on it. The
 * filter answers preflights and refusals, and guards the response of every other covered
 * request until it is committed.
 */
public class CorsPolicyWebFilter implements WebFilter, Ordered {

	/**
	 * Default order of the filter: before rate limiters, session and security. Forwarded
	 * headers and observation come before all web filters.
	 */
	public static final int DEFAULT_ORDER = PolicySelection.FILTER_ORDER;

	/**
	 * Name of the exchange attribute that holds the {@link CorsDecision} on a covered
	 * request.
	 */
	public static final String DECISION_ATTRIBUTE = PolicySelection.DECISION_ATTRIBUTE;

	private final DroppedHeaderLog droppedHeaders = new DroppedHeaderLog();

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
	 * Set the order of the filter, for an application that publishes it as a bean of its
	 * own.
	 * @param order the order; {@link #DEFAULT_ORDER} if this method is not called
	 */
	public void setOrder(int order) {
		this.order = order;
	}

	/**
	 * Set what chooses policies before the path does.
	 * @param policyResolver the resolver; {@code null}, the default, if only the path
	 * chooses
	 */
	public void setPolicyResolver(@Nullable CorsPolicyResolver policyResolver) {
		this.selection = this.selection.with(policyResolver);
	}

	/**
	 * Set the observers of decisions.
	 * @param observers the observers; a {@link DenialLog} if this method is not called
	 */
	public void setObservers(List<DecisionObserver> observers) {
		this.observers = this.observers.with(observers);
	}

	/**
	 * Set the places of settings, which explanations of denials name.
	 * @param places the places; without this call, the properties of each policy
	 */
	public void setSettingPlaces(SettingPlaces places) {
		this.observers = this.observers.with(places);
	}

	/**
	 * Set whether responses say why a request was denied. This is for development.
	 * @param explainDenials whether they do; the default is {@code false}
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.observers = this.observers.explainDenials(explainDenials);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (ManagementServer.received(exchange)) {
			return chain.filter(exchange);
		}
		CorsPolicy policy = find(exchange, null);
		if (policy == null) {
			if (this.observers.explainDenials()) {
				explainUncovered(exchange);
			}
			return chain.filter(exchange);
		}
		GuardedResponse guard = guard(exchange);
		Mono<Void> response = adopt(policy, exchange, guard, policy.decide(guard.request()));
		if (response != null) {
			return response;
		}
		ServerHttpRequest request = exchange.getRequest();
		ServerHttpRequest visible = guard.request().visible();
		ServerWebExchange.Builder guarded = exchange.mutate().response(guard);
		return chain.filter(((visible != request) ? guarded.request(visible) : guarded).build())
			.doOnError((ex) -> guard.enforce());
	}

	/**
	 * Find the policy of a request. If a resolver fails, so does the request, with a
	 * decision that allows nobody.
	 * @param earlier the guard that has a decision on the request, or null if there is
	 * none
	 */
	private @Nullable CorsPolicy find(ServerWebExchange exchange, @Nullable GuardedResponse earlier) {
		try {
			return this.selection.find(exchange.getRequest(), ReactivePathReader.INSTANCE);
		}
		catch (RuntimeException ex) {
			GuardedResponse guard = (earlier != null) ? earlier : guard(exchange);
			CorsDecision decision = this.selection.decideOnFailure(guard.request());
			write((earlier != null) ? earlier.decision().and(decision) : decision, guard, exchange);
			throw ex;
		}
	}

	private void explainUncovered(ServerWebExchange exchange) {
		String sentence = this.selection.explainUncovered(exchange.getRequest(), ReactivePathReader.INSTANCE,
				this.observers.places().ofPolicies());
		if (sentence != null && !exchange.getResponse().isCommitted()) {
			exchange.getResponse().getHeaders().set(Explanation.HEADER, Explanation.NOT_COVERED + ": " + sentence);
		}
	}

	private GuardedResponse guard(ServerWebExchange exchange) {
		return GuardedResponse.guard(exchange.getResponse(), new ReactiveCorsRequest(exchange.getRequest()),
				this.selection, this.droppedHeaders);
	}

	/**
	 * Write a decision, and report it. If an observer fails, so does the request, with
	 * the decision.
	 * @return what answers the exchange, or null if it goes on to the application
	 */
	private @Nullable Mono<Void> adopt(CorsPolicy policy, ServerWebExchange exchange, GuardedResponse guard,
			CorsDecision decision) {
		write(decision, guard, exchange);
		Explanation explanation = this.observers.decided(policy, guard.request(), decision);
		CorsDecision written = (explanation != null) ? explanation.writtenDecision() : decision;
		if (written != decision) {
			write(written, guard, exchange);
		}
		if (written.status() == CorsDecision.GO_ON) {
			return null;
		}
		return Mono.defer(() -> {
			guard.setRawStatusCode(written.status());
			guard.forgetBody();
			return (explanation != null) ? explain(explanation, written.status(), guard) : guard.setComplete();
		});
	}

	private static void write(CorsDecision decision, GuardedResponse guard, ServerWebExchange exchange) {
		guard.adopt(decision);
		exchange.getAttributes().put(DECISION_ATTRIBUTE, decision);
	}

	/**
	 * Decide on an exchange that may have another path than the filter saw.
	 * @return what answers the exchange, or null if it goes on to the handler
	 */
	@Nullable Mono<Void> decideAgain(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		GuardedResponse guard = GuardedResponse.of(exchange.getResponse());
		if (ManagementServer.received(exchange) || guard != null && guard.request().hasPathOf(request)) {
			return null;
		}
		CorsPolicy policy = find(exchange, guard);
		if (policy == null) {
			return null;
		}
		if (guard == null) {
			GuardedResponse first = guard(exchange);
			return adopt(policy, exchange, first, policy.decide(first.request()));
		}
		CorsDecision decision = guard.decision().and(policy.decide(guard.request()));
		return (decision != guard.decision()) ? adopt(policy, exchange, guard, decision) : null;
	}

	private static Mono<Void> explain(Explanation explanation, int status, GuardedResponse response) {
		byte[] body = DenialBody.of(explanation, status);
		response.getHeaders().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	/**
	 * Return a constant text. Spring asks for it on each request, and has it in stack
	 * traces.
	 */
	@Override
	public String toString() {
		return "CorsPolicyWebFilter";
	}

}
