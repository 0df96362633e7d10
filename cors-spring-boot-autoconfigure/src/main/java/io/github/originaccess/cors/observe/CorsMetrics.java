// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.Collection;
import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions. Each has its counter before the first request comes, so that counting
 * looks nothing up by name and makes no object; no tag comes from a request. Requests
 * that are no CORS requests are counted only if they are refused.
 */
public final class CorsMetrics implements DecisionObserver, CorsPolicyListener {

	/** Name of the counters. */
	public static final String NAME = "cors.requests";

	/** Stands for policies that a program has made for itself. */
	private static final String OTHER = "other";

	private static final String NO_REASON = "none";

	private final MeterRegistry meters;

	private volatile PolicyCounters counters = PolicyCounters.NONE;

	/**
	 * Register the counters of policies.
	 * @param meters where they are registered
	 * @param policies the policies
	 */
	public CorsMetrics(MeterRegistry meters, Collection<CorsPolicy> policies) {
		this.meters = meters;
		this.counters = this.counters.with(policies, this::counters);
	}

	/**
	 * Register the counters of policies before a request sees them. They are those of the
	 * policies that had the same names before. Requests that see the old policies still
	 * are counted as well.
	 */
	@Override
	public synchronized void prepare(List<CorsPolicy> policies) {
		this.counters = this.counters.with(policies, this::counters);
	}

	private @Nullable Counter[] counters(CorsPolicy policy) {
		List<CorsDecision> decisions = policy.possibleDecisions();
		@Nullable Counter[] ofPolicy = new Counter[decisions.size()];
		decisions.stream()
			.filter(CorsMetrics::isCounted)
			.forEach((decision) -> ofPolicy[decision.index()] = counter(policy.name(), decision));
		return ofPolicy;
	}

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		@Nullable Counter[] ofPolicy = this.counters.of(policy);
		Counter counter = (ofPolicy != null) ? ofPolicy[decision.index()]
				: isCounted(decision) ? counter(OTHER, decision) : null;
		if (counter != null) {
			counter.increment();
		}
	}

	private static boolean isCounted(CorsDecision decision) {
		return decision.kind() != Kind.NOT_CORS || decision.outcome() != Outcome.ALLOWED;
	}

	private Counter counter(String policy, CorsDecision decision) {
		DenialReason reason = decision.reason();
		return Counter.builder(NAME)
			.description("Decisions of CORS policies on requests")
			.tag("policy", policy)
			.tag("kind", (decision.kind() == Kind.PREFLIGHT) ? "preflight" : "actual")
			.tag("outcome", decision.outcome().code())
			.tag("reason", (reason != null) ? reason.code() : NO_REASON)
			.register(this.meters);
	}

}
