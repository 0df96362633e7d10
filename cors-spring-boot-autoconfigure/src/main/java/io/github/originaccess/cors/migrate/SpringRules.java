// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What Spring's CORS layers do together. Of several filters, the first that has a
 * configuration for a path decides, and the first that sees a preflight answers it.
 * Handler mappings see the requests that no filter decides. A filter that asks them
 * decides as they do, at its own place. A mapping takes the first pattern that matches,
 * and combines its configuration with {@code @CrossOrigin} on the handler.
 * <p>
 * A policy is chosen by the most specific pattern instead. So each pattern of Spring's
 * has a rule, with what all configurations that may decide on its paths have in common.
 * No rule grants what Spring does not grant. Where a policy cannot say the same, a remark
 * tells what is missing.
 */
final class SpringRules {

	/** The most paths that have rules because two patterns meet there. */
	private static final int MOST_MEETINGS = 1_000;

	private final PathPatterns patterns = new PathPatterns();

	/** The paths below which management endpoints are. */
	private final List<String> reserved;

	private final List<SpringFilter> filters;

	private final HandlerMappings mappings;

	private final Map<String, SpringRule> rules = new LinkedHashMap<>();

	private final Set<String> remarks = new LinkedHashSet<>();

	private SpringRules(Collection<CorsLayer> layers, Collection<String> reserved) {
		this.reserved = List.copyOf(reserved);
		this.filters = SpringFilter.of(layers, this.patterns);
		this.filters.stream()
			.filter((filter) -> !filter.isReadable())
			.forEach((filter) -> this.remarks.add(filter.problem()));
		layers.stream()
			.filter((layer) -> layer instanceof BeanLayer bean && bean.kind() == BeanKind.SOURCE)
			.forEach(this::checkUse);
		this.mappings = new HandlerMappings(layers, this.patterns, this::isReserved, this.remarks);
	}

	static SpringRules of(Collection<CorsLayer> layers, Collection<String> reserved) {
		SpringRules rules = new SpringRules(layers, reserved);
		rules.addRules();
		return rules;
	}

	/** Whether management endpoints alone are at the paths of a pattern. */
	boolean isReserved(String pattern) {
		return ExposedEndpoints.areAt(pattern, this.reserved);
	}

	/** Return what is missing, one sentence each. */
	Collection<String> remarks() {
		return this.remarks;
	}

	/** Return the rules, at most one for each pattern. */
	List<SpringRule> all() {
		return List.copyOf(this.rules.values());
	}

	/** Say that a source has no effect, unless a filter uses it. */
	private void checkUse(CorsLayer source) {
		List<@Nullable CorsConfiguration> configurations = source.paths()
			.stream()
			.<@Nullable CorsConfiguration>map(LayerPath::configuration)
			.toList();
		boolean used = this.filters.stream()
			.flatMap((filter) -> filter.paths().stream())
			.anyMatch((path) -> configurations.contains(path.configuration()));
		if (!used) {
			this.remarks.add(LayerText.of(source) + " is used by no CORS filter of Spring's, so it is left out.");
		}
	}

	private void addRules() {
		Set<String> own = new LinkedHashSet<>();
		// Where a filter begins or ends, another configuration may decide.
		Set<String> borders = new LinkedHashSet<>();
		for (SpringFilter filter : this.filters) {
			List<String> reached = filter.reach().patterns();
			if (reached != null) {
				filter.paths().forEach((path) -> own.add(path.pattern()));
				borders.addAll(reached);
				borders.addAll(filter.reach().except());
			}
		}
		own.addAll(this.mappings.own());
		borders.addAll(this.mappings.borders());
		borders.addAll(meetings(own, borders));
		borders.removeAll(own);
		this.patterns.single(own);
		this.patterns.single(borders);
		Stream.concat(own.stream(), borders.stream()).forEach((pattern) -> this.rules.put(pattern, rule(pattern)));
		removeSuperfluous(own);
	}

	/**
	 * Return the single paths at which two patterns meet, so that they need not agree.
	 */
	private static Set<String> meetings(Set<String> own, Set<String> borders) {
		Set<String> paths = new LinkedHashSet<>();
		WidePatterns wide = new WidePatterns(Stream.concat(own.stream(), borders.stream()).distinct().toList());
		for (String pattern : wide.all()) {
			for (String each : wide.near(pattern)) {
				String path = (each.compareTo(pattern) > 0 && PathPatterns.overlap(each, pattern))
						? PathPatterns.meeting(each, pattern) : null;
				if (path != null && paths.size() < MOST_MEETINGS) {
					paths.add(path);
				}
			}
		}
		return paths;
	}

	/** Remove rules for paths that have the same settings without them. */
	private void removeSuperfluous(Set<String> own) {
		WidePatterns wide = new WidePatterns(this.rules.keySet());
		for (SpringRule rule : List.copyOf(this.rules.values())) {
			List<String> outer = wide.near(rule.pattern())
				.stream()
				.filter((each) -> !each.equals(rule.pattern()) && this.rules.containsKey(each)
						&& PathPatterns.overlap(each, rule.pattern()) && !this.patterns.wins(each, rule.pattern()))
				.toList();
			boolean border = !own.contains(rule.pattern());
			boolean same = !outer.isEmpty() && outer.stream().allMatch((each) -> isSame(rule, this.rules.get(each)))
					&& outer.stream().anyMatch((each) -> PathPatterns.includes(each, rule.pattern()));
			// The default policy covers no management endpoints.
			boolean alone = outer.isEmpty()
					|| border && isReserved(rule.pattern()) && outer.stream().noneMatch(this::isReserved);
			if (same || alone && rule.settings().allowsNobody() && (border || rule.unreadable())) {
				this.rules.remove(rule.pattern());
			}
		}
	}

	private static boolean isSame(SpringRule rule, @Nullable SpringRule other) {
		return other != null && rule.settings().equals(other.settings());
	}

	/** Return the rule of a pattern, where no more specific one matches. */
	private SpringRule rule(String pattern) {
		Outcomes outcomes = new Outcomes(pattern);
		for (SpringFilter filter : this.filters) {
			if (!this.patterns.mayReach(filter.reach(), pattern)) {
				continue;
			}
			if (!filter.isReadable()) {
				return outcomes.unreadable();
			}
			boolean all = this.patterns.surelyReaches(filter.reach(), pattern);
			boolean decided = (filter.role() == SpringFilter.Role.OWN) ? addOwn(filter, pattern, outcomes, all)
					: outcomes.addMapped(this.mappings.at(pattern), filter, all);
			if (decided && all) {
				return outcomes.rule(this.remarks);
			}
		}
		outcomes.end(this.mappings.at(pattern));
		return outcomes.rule(this.remarks);
	}

	/**
	 * Add what the configurations of a filter decide.
	 * @return whether they surely decide on the requests that the filter sees
	 */
	private boolean addOwn(SpringFilter filter, String pattern, Outcomes outcomes, boolean all) {
		for (LayerPath path : filter.paths()) {
			CorsConfiguration configuration = path.configuration();
			if (configuration != null && this.patterns.decides(path.pattern(), pattern)) {
				outcomes.add(SpringSettings.of(configuration), Set.of(filter.text()), filter.chain());
				if (path.known() && PathPatterns.includes(path.pattern(), pattern)) {
					return true;
				}
			}
		}
		// Spring's filter answers all preflights that it sees.
		outcomes.withoutPreflights(filter.chain(), all);
		return false;
	}

}
