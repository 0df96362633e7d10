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
 * What is known of a provider.
 *
 * @param lastSuccess when it last answered; {@code null} if it never has
 * @param asked the policies that it has answered for
 * @param origins its last good answer by policy; absent if it had nothing to say
 * @param unreadable how many elements of that answer were no text
 * @param failures how often in a row it has failed since
 * @param failure why it failed last, fit for a log; {@code null} if it did not
 */
record ProviderState(@Nullable Instant lastSuccess, Set<String> asked, Map<String, List<String>> origins,
		int unreadable, int failures, @Nullable String failure) {

	static final ProviderState UNKNOWN = new ProviderState(null, Set.of(), Map.of(), 0, 0, null);

	ProviderState failed(String reason) {
		return new ProviderState(this.lastSuccess, this.asked, this.origins, this.unreadable, this.failures + 1,
				reason);
	}

	/**
	 * Return the state after an answer. Of an answer that says nothing new, the lists of
	 * the last one are kept: there may be a million origins, and they are compared once.
	 */
	ProviderState answered(Instant time, Answer answer) {
		Map<String, List<String>> kept = new HashMap<>();
		answer.origins().forEach((policy, fresh) -> {
			List<String> old = this.origins.get(policy);
			kept.put(policy, (old != null && areSame(old, fresh)) ? old : fresh);
		});
		return new ProviderState(time, Set.copyOf(answer.asked()), Map.copyOf(kept), answer.unreadable(), 0, null);
	}

	/** Whether policies would be the same with this. */
	boolean saysTheSameAs(ProviderState other) {
		return this.asked.equals(other.asked) && this.unreadable == other.unreadable
				&& this.origins.keySet().equals(other.origins.keySet())
				&& this.origins.entrySet()
					.stream()
					.allMatch((each) -> other.origins.get(each.getKey()) == each.getValue());
	}

	int size() {
		return this.origins.values().stream().mapToInt(List::size).sum();
	}

	/** A database without {@code ORDER BY} has no order. No element is there twice. */
	private static boolean areSame(List<String> one, List<String> other) {
		return one.equals(other) || one.size() == other.size() && new HashSet<>(one).containsAll(other);
	}

	/**
	 * What a provider has answered.
	 *
	 * @param origins by policy, without repetitions; absent if it had nothing to say
	 * @param unreadable how many elements were no text
	 */
	record Answer(Set<String> asked, Map<String, List<String>> origins, int unreadable) {

	}

}
