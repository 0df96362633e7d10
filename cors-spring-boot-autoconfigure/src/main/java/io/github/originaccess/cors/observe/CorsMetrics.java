// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

	/** Names that stay, whatever policies a registry has. */
	private final Set<String> own;

	/** Counters by name of policy; used by one thread at a time. */
	private final Map<String, Set<Counter>> registered = new HashMap<>();

	private volatile PolicyCounters counters = PolicyCounters.NONE;

	/**
	 * Register the counters of policies, and keep them.
	 * @param meters where they are registered
	 * @param policies the policies
	 */
	public CorsMetrics(MeterRegistry meters, Collection<CorsPolicy> policies) {
		this.meters = meters;
		this.own = policies.stream().map(CorsPolicy::name).collect(Collectors.toUnmodifiableSet());
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

	/**
	 * Remove the counters of names that no policy in force has. A request that still sees
	 * such a policy is not counted.
	 */
	@Override
	public synchronized void settled(List<CorsPolicy> policies) {
		Set<String> names = policies.stream().map(CorsPolicy::name).collect(Collectors.toSet());
		names.addAll(this.own);
		if (names.containsAll(this.registered.keySet())) {
			return;
		}
		this.counters = this.counters.onlyOf(names);
		Set<Counter> gone = identitySet();
		this.registered.forEach((name, counters) -> {
			if (!names.contains(name)) {
				gone.addAll(counters);
			}
		});
		this.registered.keySet().retainAll(names);
		// A filter of the application may have made one counter of several.
		this.registered.values().forEach((kept) -> kept.forEach(gone::remove));
		gone.forEach(this.meters::remove);
	}

	private @Nullable Counter[] counters(CorsPolicy policy) {
		List<CorsDecision> decisions = policy.possibleDecisions();
		@Nullable Counter[] ofPolicy = new Counter[decisions.size()];
		decisions.stream().filter(CorsMetrics::isCounted).forEach((decision) -> {
			Counter counter = counter(policy.name(), decision);
			ofPolicy[decision.index()] = counter;
			this.registered.computeIfAbsent(policy.name(), (name) -> identitySet()).add(counter);
		});
		return ofPolicy;
	}

	private static Set<Counter> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		@Nullable Counter[] ofPolicy = this.counters.of(policy);
		Counter counter = null;
		if (ofPolicy == null) {
			counter = isCounted(decision) ? counter(OTHER, decision) : null;
		}
		else if (ofPolicy.length > 0) {
			counter = ofPolicy[decision.index()];
		}
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
