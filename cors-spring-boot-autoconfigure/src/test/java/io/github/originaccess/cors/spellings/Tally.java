// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.originaccess.cors.spellings.Answer.By;
import io.github.originaccess.cors.wire.PersistentConnection.Response;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The counted responses to the requests of one client or of all clients.
 */
final class Tally {

	private static final int EXAMPLES = 3;

	/** The responses that grant too much, and the first of each kind. */
	private final Map<String, Integer> excesses = new TreeMap<>();

	private final Map<String, List<String>> examples = new TreeMap<>();

	private final Map<By, Integer> answers = new EnumMap<>(By.class);

	private int requests;

	private int refused;

	private int granted;

	void count(Probe probe, Response response, RandomPolicies policies) {
		this.requests++;
		this.refused += (response.head().status() == 403) ? 1 : 0;
		Answer answer = Answer.of(response);
		if (answer == null) {
			return;
		}
		this.answers.merge(answer.by(), 1, Integer::sum);
		this.granted += response.head().corsHeaders().isEmpty() ? 0 : 1;
		RandomPolicies.@Nullable Policy policy = policies.of(answer.parsed());
		String excess = probe.excess(response, answer, policy);
		if (excess != null) {
			String kind = answer.by() + ": " + excess;
			this.excesses.merge(kind, 1, Integer::sum);
			List<String> examples = this.examples.computeIfAbsent(kind, (key) -> new ArrayList<>());
			if (examples.size() < EXAMPLES) {
				examples.add("%s%n  %s%n  %s %s%n  Vary: %s%n  its policy: %s%n  %s%n".formatted(probe, answer,
						response.head().status(), response.head().corsHeaders(), response.head().vary(), policy,
						policies));
			}
		}
	}

	void add(Tally other) {
		other.excesses.forEach((kind, count) -> this.excesses.merge(kind, count, Integer::sum));
		other.examples.forEach((kind, some) -> {
			List<String> examples = this.examples.computeIfAbsent(kind, (key) -> new ArrayList<>());
			examples.addAll(some.subList(0, Math.min(some.size(), EXAMPLES - examples.size())));
		});
		other.answers.forEach((by, count) -> this.answers.merge(by, count, Integer::sum));
		this.requests += other.requests;
		this.refused += other.refused;
		this.granted += other.granted;
	}

	void verifyThatNothingIsGrantedBeyondThePolicy(long seed) {
		assertThat(this.excesses).as("seed %d, %s", seed, this.examples).isEmpty();
	}

	/** These checks fail if the server answers nothing. */
	void verifyThatManyAnswered(By... expected) {
		assertThat(this.answers).containsOnlyKeys(expected);
		assertThat(this.answers.values()).allMatch((count) -> count > this.requests / 200);
		assertThat(this.refused).isGreaterThan(this.requests / 50);
		assertThat(this.granted).isGreaterThan(this.requests / 50);
	}

	@Override
	public String toString() {
		return "%d requests, %d refused, %d granted, answered by %s".formatted(this.requests, this.refused,
				this.granted, this.answers);
	}

}
