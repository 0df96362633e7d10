// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What Spring may do on paths that have the policy of a pattern, while filters and
 * handler mappings are asked one after the other. Not safe for use by many threads.
 */
final class Outcomes {

	/** Stands for filters that are in no security chain. */
	private static final String NO_CHAIN = "";

	private final String pattern;

	private final Set<SpringSettings> settings = new LinkedHashSet<>();

	private final Set<String> sources = new LinkedHashSet<>();

	/** The chains that may have answered a preflight. */
	private final Set<String> answering = new LinkedHashSet<>();

	/** Whether a filter with a configuration of its own may have answered one. */
	private boolean answered;

	/** Whether a filter that may have answered one may not have seen it. */
	private boolean unsure;

	/** Whether that made settings narrower. */
	private boolean narrowed;

	/** Whether each preflight has been answered, and what it was told is added. */
	private boolean settled;

	Outcomes(String pattern) {
		this.pattern = pattern;
	}

	/**
	 * Add what a filter may do.
	 * @param settings the settings
	 * @param sources what has them, in words
	 * @param chain the chain of the filter; {@code null} if it is in none
	 */
	void add(SpringSettings settings, Set<String> sources, @Nullable String chain) {
		// A request goes to one chain alone.
		boolean preflights = this.answering.stream()
			.allMatch((each) -> chain != null && !each.equals(NO_CHAIN) && !each.equals(chain));
		add(settings, sources, preflights);
	}

	private void add(SpringSettings settings, Set<String> sources, boolean preflights) {
		SpringSettings left = (preflights || this.settled) ? settings : settings.withoutPreflights();
		this.narrowed |= this.unsure && !left.equals(settings);
		this.settings.add(left);
		this.sources.addAll(sources);
	}

	/**
	 * Let no preflight pass any more, because a filter with a configuration of its own
	 * answers them.
	 * @param chain the chain of the filter; {@code null} if it is in none
	 * @param all whether the filter surely sees all requests
	 */
	void withoutPreflights(@Nullable String chain, boolean all) {
		answer(chain, all);
		this.answered = true;
	}

	private void answer(@Nullable String chain, boolean all) {
		this.answering.add((chain != null) ? chain : NO_CHAIN);
		this.unsure |= !all;
	}

	/**
	 * Add what a filter does that asks the handler mappings.
	 * @param mapped what they do
	 * @param filter the filter
	 * @param all whether it surely sees all requests
	 * @return whether it surely decides on the requests that it sees
	 */
	boolean addMapped(List<Mapped> mapped, SpringFilter filter, boolean all) {
		boolean mayBeNone = false;
		for (Mapped each : mapped) {
			mayBeNone |= each.mayBeNone();
			if (each.mayExist()) {
				add(each.settings(), each.sources(), filter.chain());
			}
		}
		boolean preflightsAlone = filter.role() == SpringFilter.Role.PREFLIGHTS_OF_MAPPINGS;
		if (mayBeNone || !preflightsAlone) {
			answer(filter.chain(), all);
		}
		this.settled |= preflightsAlone && all && !mayBeNone;
		return !mayBeNone && !preflightsAlone;
	}

	/** Add what the handler mappings do with requests that no filter decides. */
	void end(List<Mapped> mapped) {
		// A filter that asks them has let pass what they let pass.
		mapped.forEach((each) -> add(each.settings(), each.sources(), !this.answered));
	}

	/** Return the rule if code decides. */
	SpringRule unreadable() {
		return new SpringRule(this.pattern, SpringSettings.NONE, this.sources, true);
	}

	/**
	 * Return the rule.
	 * @param remarks takes what it does not have, one sentence each
	 */
	SpringRule rule(Collection<String> remarks) {
		SpringSettings common = this.settings.stream().reduce(SpringSettings::inCommon).orElse(SpringSettings.NONE);
		if ((this.settings.size() > 1 || this.narrowed) && PathPatterns.matches(this.pattern)
				&& !this.settings.stream().allMatch(SpringSettings::allowsNobody)) {
			remarks.add(several(this.pattern, common));
		}
		return new SpringRule(this.pattern, common, this.sources, false);
	}

	/** Return a sentence about paths that have several configurations. */
	static String several(String pattern, SpringSettings common) {
		return "Spring has several configurations for paths of " + pattern
				+ ((common.allowsNobody() || common.methods().isEmpty())
						? ". They have nothing in common, so nobody is allowed there."
						: ". The policy has what they have in common.");
	}

	/**
	 * What handler mappings may do.
	 *
	 * @param settings the settings
	 * @param sources what has them, in words
	 * @param mayExist whether there may be a configuration
	 * @param mayBeNone whether there may be none
	 */
	record Mapped(SpringSettings settings, Set<String> sources, boolean mayExist, boolean mayBeNone) {

	}

}
