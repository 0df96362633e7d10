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
import java.util.stream.Stream;

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
 * The counters of decisions. Each possible decision of a policy in force has its counter
 * before the first request, so counting looks up no name and makes no object. A policy
 * that a program gives out without a registry is looked up. No tag comes from a request.
 * Requests that are no CORS requests are counted only if they are denied. Safe for use by
 * many threads.
 */
public final class CorsMetrics implements DecisionObserver, CorsPolicyListener {

	/** Name of the counters. */
	public static final String NAME = "cors.requests";

	/**
	 * The tag of policies that a program gives out without a registry, and of further
	 * policies if there are many.
	 */
	private static final String OTHER = "other";

	/** The number of policies that have a tag of their own, such as those of tenants. */
	static final int MOST_POLICIES = 1_000;

	/** Shares its counters with every policy that does not exist. */
	private static final CorsPolicy MISSING = CorsPolicy.missing("");

	private static final String NO_REASON = "none";

	private final MeterRegistry meters;

	/** Names whose counters stay, whatever policies a registry has. */
	private final Set<String> kept;

	/** Counters by name of policy. Guarded by this object's monitor. */
	private final Map<String, Set<Counter>> registered = new HashMap<>();

	private volatile PolicyCounters counters = PolicyCounters.NONE;

	/**
	 * Create the counters of policies, and keep them even if a registry has no such
	 * policies.
	 * @param meters where the counters are registered
	 * @param policies the policies whose counters are never removed
	 */
	public CorsMetrics(MeterRegistry meters, Collection<CorsPolicy> policies) {
		this.meters = meters;
		this.kept = Stream.concat(policies.stream().map(CorsPolicy::name), Stream.of(OTHER, MISSING.name()))
			.collect(Collectors.toUnmodifiableSet());
		this.counters = this.counters.with(policies, (policy) -> counters(policy, policy.name()));
	}

	/**
	 * Register the counters of policies before a request sees them. Policies of the same
	 * name share their counters. Requests that still see the old policies are counted
	 * too.
	 */
	@Override
	public synchronized void prepare(List<CorsPolicy> policies) {
		Set<String> tagged = policies.stream()
			.limit(MOST_POLICIES)
			.map(CorsPolicy::name)
			.collect(Collectors.toUnmodifiableSet());
		this.counters = this.counters.with(policies,
				(policy) -> counters(policy, tagged.contains(policy.name()) ? policy.name() : OTHER));
	}

	/**
	 * Remove the counters of names that no policy in force has. Requests that still see
	 * such a policy are not counted.
	 */
	@Override
	public synchronized void settled(List<CorsPolicy> policies) {
		Set<String> names = policies.stream().map(CorsPolicy::name).collect(Collectors.toSet());
		names.addAll(this.kept);
		if (names.containsAll(this.registered.keySet())) {
			return;
		}
		this.counters = this.counters.onlyOf(names);
		Set<Counter> gone = identitySet();
		this.registered.forEach((name, ofName) -> {
			if (!names.contains(name)) {
				gone.addAll(ofName);
			}
		});
		this.registered.keySet().retainAll(names);
		// A meter filter of the application may have made one counter of several.
		this.registered.values().forEach((ofName) -> ofName.forEach(gone::remove));
		gone.forEach(this.meters::remove);
	}

	private @Nullable Counter[] counters(CorsPolicy policy, String tag) {
		List<CorsDecision> decisions = policy.possibleDecisions();
		@Nullable Counter[] ofPolicy = new Counter[decisions.size()];
		decisions.stream().filter(CorsMetrics::isCounted).forEach((decision) -> {
			Counter counter = counter(tag, decision);
			ofPolicy[decision.index()] = counter;
			this.registered.computeIfAbsent(tag, (name) -> identitySet()).add(counter);
		});
		return ofPolicy;
	}

	private synchronized @Nullable Counter @Nullable [] countersOfMissing() {
		this.counters = this.counters.with(List.of(MISSING), (policy) -> counters(policy, policy.name()));
		return this.counters.of(MISSING);
	}

	private static Set<Counter> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		@Nullable Counter[] ofPolicy = this.counters.of(policy);
		if (ofPolicy == null && policy.isMissing()) {
			ofPolicy = countersOfMissing();
		}
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
