// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.refresh.ProvidedOrigins.Answered;

/**
 * What providers have answered in vain. There may be a million such entries: all are
 * counted and the first ones told.
 */
final class SkippedOrigins {

	private static final int MOST_LINES = 20;

	private static final int MOST_CHARACTERS = 100;

	private final ProvidedOrigins answers;

	private final Map<String, Integer> counts = new HashMap<>();

	private final List<String> lines = new ArrayList<>();

	private int count;

	SkippedOrigins(ProvidedOrigins answers) {
		this.answers = answers;
		for (Answered provider : answers.providers()) {
			int unreadable = provider.state().unreadable();
			if (unreadable > 0) {
				add(provider.name(), unreadable,
						String.format(Locale.ROOT,
								"CORS: %,d of the allowed origins of bean '%s' are skipped: they are null, or no text",
								unreadable, provider.name()));
			}
		}
	}

	void add(Problem problem) {
		String provider = this.answers.source(problem.policy(), problem.index());
		add(provider, 1, (this.lines.size() < MOST_LINES) ? line(problem, provider) : "");
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
				+ "\" of bean '" + provider + "' is skipped: " + PrintableValue.of(problem.reason())
				+ " (docs/problems.md#" + problem.code().id() + ")";
	}

	/** Return a line for each of the first entries, and one that counts the others. */
	List<String> lines() {
		List<String> all = new ArrayList<>(this.lines);
		if (this.count > this.lines.size() && this.lines.size() == MOST_LINES) {
			all.add(String.format(Locale.ROOT, "CORS: %,d allowed origins of providers are skipped in all",
					this.count));
		}
		return all;
	}

	/** How many entries were skipped. */
	int count() {
		return this.count;
	}

	/** How many entries of a provider were skipped. */
	int count(String provider) {
		return this.counts.getOrDefault(provider, 0);
	}

}
