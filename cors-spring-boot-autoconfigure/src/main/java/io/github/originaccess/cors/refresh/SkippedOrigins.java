// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableValue;

/**
 * The origins of providers that have problems, and so are in no policy. There may be a
 * million of them: all are counted, and the first ones have lines for the log.
 */
final class SkippedOrigins {

	private static final int MOST_LINES = 20;

	private static final int MOST_CHARACTERS = 100;

	private final ProvidedOrigins provided;

	private final Map<String, Integer> counts = new HashMap<>();

	private final List<String> lines = new ArrayList<>();

	private int count;

	/**
	 * Create a collection that holds the unreadable elements of all answers.
	 * @param provided the answers
	 */
	SkippedOrigins(ProvidedOrigins provided) {
		this.provided = provided;
		for (ProviderState state : provided.providers()) {
			int unreadable = state.answer().unreadable();
			if (unreadable > 0) {
				add(state.provider(), unreadable, String.format(Locale.ROOT,
						"CORS: %,d of the allowed origins of bean '%s' are skipped: they are null or not text %s",
						unreadable, state.provider(), Documentation.REFRESH_FAULTS));
			}
		}
	}

	/** Add an origin that has a problem. */
	void add(Problem problem) {
		String provider = this.provided.providerOf(problem.policy(), problem.index());
		add(provider, 1, (this.lines.size() < MOST_LINES) ? line(problem, provider) : "");
	}

	/**
	 * Add all origins for the default policy, which is left out.
	 * @param other the named policy that covers every path
	 */
	void addDefaultPolicy(String other) {
		for (ProviderState state : this.provided.providers()) {
			List<String> origins = state.answer().origins().getOrDefault(CorsPolicyBuilder.DEFAULT_NAME, List.of());
			if (!origins.isEmpty()) {
				add(state.provider(), origins.size(), String.format(Locale.ROOT,
						"CORS policy 'default': %,d of the allowed origins of bean '%s' are skipped: without cors.paths,"
								+ " the policy has the path /** of policy '%s'; set cors.paths, or return null for"
								+ " \"default\" %s",
						origins.size(), state.provider(), PrintableValue.of(other), Documentation.REFRESH_FAULTS));
			}
		}
	}

	private void add(String provider, int further, String line) {
		this.counts.merge(provider, further, Integer::sum);
		this.count += further;
		if (this.lines.size() < MOST_LINES) {
			this.lines.add(line);
		}
	}

	private static String line(Problem problem, String provider) {
		String value = PrintableValue.of(problem.value());
		return "CORS policy '" + PrintableValue.of(problem.policy()) + "': \""
				+ ((value.length() > MOST_CHARACTERS) ? value.substring(0, MOST_CHARACTERS) + "…" : value)
				+ "\" of bean '" + provider + "' is skipped: " + PrintableValue.of(problem.reason()) + " "
				+ Documentation.ofProblem(problem.code().id());
	}

	/** Return lines for the log: one for each of the first origins, and their total. */
	List<String> lines() {
		List<String> all = new ArrayList<>(this.lines);
		if (this.count > this.lines.size() && this.lines.size() == MOST_LINES) {
			all.add(String.format(Locale.ROOT, "CORS: %,d allowed origins of providers are skipped in all %s",
					this.count, Documentation.REFRESH_FAULTS));
		}
		return all;
	}

	/** Return how many origins were skipped. */
	int count() {
		return this.count;
	}

	/** Return how many origins of a provider were skipped. */
	int count(String provider) {
		return this.counts.getOrDefault(provider, 0);
	}

}
