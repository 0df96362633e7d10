// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.originaccess.cors.CorsPolicy;
import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The counters of policies, found by the identity of the policy. The reference to a
 * policy is weak: a replaced policy has counters while a request may still use it, but it
 * may have a million origins and must not stay in memory. A policy whose name is gone
 * stays known without counters, so that requests under way are not counted as another
 * policy's. Immutable.
 */
final class PolicyCounters {

	static final PolicyCounters NONE = new PolicyCounters(List.of());

	private static final @Nullable Counter[] GONE = new @Nullable Counter[0];

	/** Open addressing, at most half full. */
	private final @Nullable Entry[] table;

	private PolicyCounters(Collection<Entry> entries) {
		this.table = new Entry[Integer.highestOneBit(Math.max(1, entries.size())) * 4];
		for (Entry entry : entries) {
			int index = entry.hash & this.table.length - 1;
			while (this.table[index] != null) {
				index = index + 1 & this.table.length - 1;
			}
			this.table[index] = entry;
		}
	}

	/**
	 * Return these counters and those of further policies. A policy without counters,
	 * since its name was gone, gets counters again.
	 */
	PolicyCounters with(Collection<CorsPolicy> policies, Function<CorsPolicy, @Nullable Counter[]> counters) {
		Set<CorsPolicy> further = Collections.newSetFromMap(new IdentityHashMap<>());
		for (CorsPolicy policy : policies) {
			@Nullable Counter[] ofPolicy = of(policy);
			if (ofPolicy == null || ofPolicy == GONE) {
				further.add(policy);
			}
		}
		Set<CorsPolicy> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
		further.forEach((policy) -> replaced.add(key(policy)));
		List<Entry> entries = new ArrayList<>();
		for (Entry entry : this.table) {
			CorsPolicy policy = (entry != null) ? entry.policy.get() : null;
			if (policy != null && !replaced.contains(policy)) {
				entries.add(entry);
			}
		}
		for (CorsPolicy policy : further) {
			CorsPolicy key = key(policy);
			entries.add(new Entry(System.identityHashCode(key), new WeakReference<>(key), policy.name(),
					counters.apply(policy)));
		}
		return new PolicyCounters(entries);
	}

	/** Return these counters without those of policies with other names. */
	PolicyCounters onlyOf(Set<String> names) {
		List<Entry> entries = new ArrayList<>();
		for (Entry entry : this.table) {
			if (entry != null && !entry.policy.refersTo(null)) {
				entries.add(names.contains(entry.name) ? entry : new Entry(entry.hash, entry.policy, entry.name, GONE));
			}
		}
		return new PolicyCounters(entries);
	}

	/**
	 * Find the counters of a policy.
	 * @return the counters by index of the decision; empty if the policy's name is gone;
	 * {@code null} if the policy never had counters
	 */
	@Nullable Counter @Nullable [] of(CorsPolicy policy) {
		CorsPolicy key = key(policy);
		int hash = System.identityHashCode(key);
		int index = hash & this.table.length - 1;
		for (Entry entry = this.table[index]; entry != null; entry = this.table[index]) {
			if (entry.hash == hash && entry.policy.refersTo(key)) {
				return entry.counters;
			}
			index = index + 1 & this.table.length - 1;
		}
		return null;
	}

	/** Return the object that a policy shares with its variants that grant less. */
	private static CorsPolicy key(CorsPolicy policy) {
		return policy.withoutGrants();
	}

	/** A policy and its counters. The hash is that of the policy's key. */
	private static final class Entry {

		private final int hash;

		private final WeakReference<CorsPolicy> policy;

		private final String name;

		private final @Nullable Counter[] counters;

		Entry(int hash, WeakReference<CorsPolicy> policy, String name, @Nullable Counter[] counters) {
			this.hash = hash;
			this.policy = policy;
			this.name = name;
			this.counters = counters;
		}

	}

}
