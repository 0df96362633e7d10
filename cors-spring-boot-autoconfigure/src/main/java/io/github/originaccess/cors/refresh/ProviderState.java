// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a provider: its last answer, and the failures since.
 *
 * @param provider name of the provider's bean
 * @param lastSuccess when it last answered; {@code null} if it never has
 * @param answer its last answer; {@link Answer#NONE} if it never has answered
 * @param failures how many calls in a row have failed since
 * @param failure why the last call failed, fit for a log; {@code null} if it did not fail
 */
record ProviderState(String provider, @Nullable Instant lastSuccess, Answer answer, int failures,
		@Nullable String failure) {

	/** Return the state of a provider that was never asked. */
	static ProviderState unasked(String provider) {
		return new ProviderState(provider, null, Answer.NONE, 0, null);
	}

	/** Return the state after a failure. */
	ProviderState failed(String reason) {
		return new ProviderState(this.provider, this.lastSuccess, this.answer, this.failures + 1, reason);
	}

	/** Return the state after an answer. */
	ProviderState answered(Instant time, Answer answer) {
		return new ProviderState(this.provider, time, answer.reusing(this.answer), 0, null);
	}

	/**
	 * The answer of a provider.
	 *
	 * @param policies names of the policies that it was asked about
	 * @param origins the origins by policy, without repetitions; a policy is absent if
	 * the provider returned null for it
	 * @param unreadable how many elements are null or not text
	 */
	record Answer(Set<String> policies, Map<String, List<String>> origins, int unreadable) {

		static final Answer NONE = new Answer(Set.of(), Map.of(), 0);

		Answer {
			policies = Set.copyOf(policies);
			origins = Map.copyOf(origins);
		}

		/**
		 * Return this answer, with each list of an older answer that holds the same
		 * origins. A list may hold a million origins. So two lists are compared once,
		 * here, and by identity later.
		 */
		private Answer reusing(Answer older) {
			Map<String, List<String>> reused = new HashMap<>();
			this.origins.forEach((policy, list) -> {
				List<String> old = older.origins.get(policy);
				reused.put(policy, (old != null && haveSameElements(old, list)) ? old : list);
			});
			return new Answer(this.policies, reused, this.unreadable);
		}

		/**
		 * A database returns rows in any order without {@code ORDER BY}. No element is in
		 * a list twice.
		 */
		private static boolean haveSameElements(List<String> one, List<String> other) {
			return one.equals(other) || one.size() == other.size() && new HashSet<>(one).containsAll(other);
		}

		/** Return whether the same policies result from both answers. */
		boolean isSameAs(Answer other) {
			return this.policies.equals(other.policies) && this.unreadable == other.unreadable
					&& this.origins.keySet().equals(other.origins.keySet())
					&& this.origins.entrySet()
						.stream()
						.allMatch((each) -> other.origins.get(each.getKey()) == each.getValue());
		}

		/** Return how many origins there are, over all policies. */
		int size() {
			return this.origins.values().stream().mapToInt(List::size).sum();
		}

	}

}
