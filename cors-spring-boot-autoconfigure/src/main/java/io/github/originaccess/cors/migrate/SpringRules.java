// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.layers.CorsLayer.RouteLayer;
import io.github.originaccess.cors.layers.FilterReach;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What Spring's CORS layers do together. Of several filters, the first that has a
 * configuration for a path decides, and the first that sees a preflight answers it.
 * Handler mappings see the requests that no filter decides. A mapping takes the first
 * pattern that matches, and combines its configuration with {@code @CrossOrigin} on the
 * handler.
 * <p>
 * A policy is chosen by the most specific pattern instead. So each pattern of Spring's
 * has a rule, with what all configurations that may decide on its paths have in common.
 * No rule grants what Spring does not grant. Where a policy cannot say the same, a remark
 * tells what is missing.
 */
final class SpringRules {

	private static final Set<BeanKind> FILTERS = Set.of(BeanKind.FILTER, BeanKind.WEB_FILTER, BeanKind.SECURITY_CHAIN);

	private static final Set<BeanKind> MAPPINGS = Set.of(BeanKind.MAPPINGS, BeanKind.HANDLER_MAPPING,
			BeanKind.REPOSITORY_MAPPINGS);

	private final PathPatterns patterns = new PathPatterns();

	/** The paths below which management endpoints are. */
	private final List<String> reserved;

	private final List<BeanLayer> filters;

	/** Handler mappings of URLs that have configurations of their own. */
	private final List<BeanLayer> urlMappings;

	private final Map<String, Mapping> mappings = new LinkedHashMap<>();

	private final AnnotatedHandlers handlers;

	private final Map<String, SpringRule> rules = new LinkedHashMap<>();

	private final Set<String> remarks = new LinkedHashSet<>();

	private SpringRules(Collection<CorsLayer> layers, Collection<String> reserved) {
		this.reserved = List.copyOf(reserved);
		this.filters = layers.stream()
			.filter((layer) -> isKind(layer, FILTERS))
			.map(BeanLayer.class::cast)
			.sorted(Comparator.comparingInt((filter) -> reach(filter).order()))
			.toList();
		this.urlMappings = layers.stream()
			.filter(SpringRules::isUrlMapping)
			.map(BeanLayer.class::cast)
			.sorted(Comparator.comparingInt((mapping) -> reach(mapping).order()))
			.toList();
		this.handlers = new AnnotatedHandlers(layers);
	}

	private static boolean isUrlMapping(CorsLayer layer) {
		return layer instanceof BeanLayer bean && bean.kind() == BeanKind.HANDLER_MAPPING && bean.reach() != null
				&& bean.paths().stream().allMatch((path) -> path.configuration() != null);
	}

	static SpringRules of(Collection<CorsLayer> layers, Collection<String> reserved) {
		SpringRules rules = new SpringRules(layers, reserved);
		rules.filters.forEach(rules::checkReadable);
		layers.stream().filter((layer) -> isKind(layer, Set.of(BeanKind.SOURCE))).forEach(rules::checkUse);
		// The gateway takes the metadata of a route before its global properties.
		// Boot adds the properties of GraphQL behind the mappings of the application.
		layers.stream().filter(RouteLayer.class::isInstance).forEach(rules::addMappings);
		layers.stream()
			.filter((layer) -> layer instanceof CorsLayer.GatewayLayer || isKind(layer, MAPPINGS))
			.filter((layer) -> !isUrlMapping(layer))
			.forEach(rules::addMappings);
		layers.stream().filter(GraphQlLayer.class::isInstance).forEach(rules::addMappings);
		rules.addRules();
		return rules;
	}

	private static boolean isKind(CorsLayer layer, Set<BeanKind> kinds) {
		return layer instanceof BeanLayer bean && kinds.contains(bean.kind());
	}

	private static FilterReach reach(BeanLayer filter) {
		FilterReach reach = filter.reach();
		return (reach != null) ? reach : new FilterReach(0, null, List.of());
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

	private void checkReadable(BeanLayer filter) {
		boolean limited = reach(filter).patterns() == null;
		if (isReadable(filter)) {
			return;
		}
		this.remarks.add(LayerText.of(filter)
				+ (limited ? " applies only to requests that code selects, so it cannot be read."
						: isComparedOtherwise(filter)
								? " has a pattern with {*...}, which it compares by other rules than a policy."
								: " cannot be read, because code chooses its configurations.")
				+ " It is left out, and so is what comes after it on its paths.");
	}

	/**
	 * Whether the patterns of a filter mean something else to a policy. Spring's servlet
	 * filter compares paths as Ant does, where a variable is one segment.
	 */
	private static boolean isComparedOtherwise(BeanLayer filter) {
		return filter.kind() == BeanKind.FILTER
				&& filter.paths().stream().anyMatch((path) -> path.pattern().contains("{*"));
	}

	private static boolean isReadable(BeanLayer filter) {
		return reach(filter).patterns() != null && !isComparedOtherwise(filter)
				&& filter.paths().stream().allMatch((path) -> path.configuration() != null);
	}

	private void addMappings(CorsLayer layer) {
		String place = LayerText.of(layer);
		if (layer.paths().stream().anyMatch((path) -> path.configuration() == null)) {
			this.remarks.add(place + " cannot be read, because code chooses its configurations. It is left out.");
			return;
		}
		if (layer instanceof GraphQlLayer graphQl && graphQl.webSocketPath() != null) {
			this.remarks.add(place + " also decides on WebSocket handshakes at " + graphQl.webSocketPath()
					+ ". Keep these properties.");
		}
		layer.paths().forEach((path) -> {
			CorsConfiguration configuration = path.configuration();
			if (isReserved(path.pattern())) {
				this.remarks.add(place + " has no effect on management endpoints at " + path.pattern()
						+ ". They have management.endpoints.web.cors.*.");
			}
			else if (configuration != null) {
				this.mappings.putIfAbsent(path.pattern(), new Mapping(path.pattern(), configuration, place));
			}
		});
	}

	private void addRules() {
		Set<String> own = new LinkedHashSet<>();
		// Where a filter begins or ends, another configuration may decide.
		Set<String> borders = new LinkedHashSet<>();
		for (BeanLayer filter : this.filters) {
			List<String> reached = reach(filter).patterns();
			if (reached != null) {
				filter.paths().forEach((path) -> own.add(path.pattern()));
				borders.addAll(reached);
				borders.addAll(reach(filter).except());
			}
		}
		for (BeanLayer mapping : this.urlMappings) {
			mapping.paths().forEach((path) -> own.add(path.pattern()));
			borders.addAll(Objects.requireNonNull(reach(mapping).patterns()));
		}
		own.addAll(this.mappings.keySet());
		own.addAll(this.handlers.annotated());
		borders.addAll(this.handlers.others());
		borders.removeAll(own);
		Stream.concat(own.stream(), borders.stream()).forEach((pattern) -> this.rules.put(pattern, rule(pattern)));
		removeSuperfluous(own);
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
			if (same || outer.isEmpty() && rule.settings().allowsNobody() && (border || rule.unreadable())) {
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
		for (BeanLayer filter : this.filters) {
			FilterReach reach = reach(filter);
			if (!mayReach(reach, pattern)) {
				continue;
			}
			if (!isReadable(filter)) {
				return outcomes.unreadable();
			}
			for (LayerPath path : filter.paths()) {
				CorsConfiguration configuration = path.configuration();
				if (configuration != null && decides(path.pattern(), pattern)) {
					outcomes.add(SpringSettings.of(configuration), Set.of(LayerText.of(filter)));
					if (path.known() && PathPatterns.includes(path.pattern(), pattern)
							&& surelyReaches(reach, pattern)) {
						return outcomes.rule();
					}
				}
			}
			// Spring's filter answers all preflights that it sees.
			outcomes.withoutPreflights();
		}
		// Controllers are asked first where the handler mapping has no earlier place.
		boolean mapped = addUrls(outcomes, pattern, true);
		if (!mapped) {
			addMapped(outcomes, pattern);
			addUrls(outcomes, pattern, false);
		}
		return outcomes.rule();
	}

	/**
	 * Add what handler mappings of URLs decide. They know no other configuration than
	 * their own.
	 * @return whether one of them surely decides
	 */
	private boolean addUrls(Outcomes outcomes, String pattern, boolean beforeControllers) {
		for (BeanLayer mapping : this.urlMappings) {
			if (reach(mapping).order() < 0 != beforeControllers || !mayReach(reach(mapping), pattern)) {
				continue;
			}
			boolean sure = false;
			for (LayerPath path : mapping.paths()) {
				CorsConfiguration configuration = path.configuration();
				if (!sure && configuration != null && decides(path.pattern(), pattern)) {
					outcomes.add(SpringSettings.of(configuration), Set.of(LayerText.of(mapping)));
					sure = PathPatterns.includes(path.pattern(), pattern);
				}
			}
			if (!sure) {
				outcomes.add(SpringSettings.NONE, Set.of(LayerText.of(mapping)));
			}
			if (beforeControllers && surelyReaches(reach(mapping), pattern)) {
				return true;
			}
		}
		return false;
	}

	/** Whether one pattern may decide on paths that have the policy of another one. */
	private boolean decides(String each, String pattern) {
		return each.equals(pattern) || PathPatterns.overlap(each, pattern) && !this.patterns.wins(each, pattern);
	}

	private boolean mayReach(FilterReach reach, String pattern) {
		List<String> reached = reach.patterns();
		return reached == null || reached.stream().anyMatch((each) -> decides(each, pattern))
				&& reach.except().stream().noneMatch((each) -> PathPatterns.includes(each, pattern));
	}

	private boolean surelyReaches(FilterReach reach, String pattern) {
		List<String> reached = reach.patterns();
		return reached != null && reached.stream().anyMatch((each) -> PathPatterns.includes(each, pattern))
				&& reach.except().stream().noneMatch((each) -> decides(each, pattern));
	}

	/** Add what handler mappings may decide. */
	private void addMapped(Outcomes outcomes, String pattern) {
		List<@Nullable Mapping> bases = new ArrayList<>();
		boolean sure = false;
		for (Mapping mapping : this.mappings.values()) {
			if (!sure && decides(mapping.pattern(), pattern)) {
				bases.add(mapping);
				sure = PathPatterns.includes(mapping.pattern(), pattern);
			}
		}
		if (!sure) {
			bases.add(null);
		}
		List<String> annotated = this.handlers.at(pattern, this.patterns);
		for (Mapping base : bases) {
			for (String handler : annotated) {
				AnnotatedHandlers.Combined combined = this.handlers.settings(handler,
						(base != null) ? base.configuration() : null);
				if (!combined.alike()) {
					this.remarks.add("The handlers at " + handler + " have different settings for their methods. A"
							+ " policy has the same for all methods of a path, so it has what they have in common.");
				}
				outcomes.add(combined.settings(), this.handlers.sources(handler));
			}
			if (annotated.isEmpty() || !this.handlers.surelyAt(pattern, this.patterns)) {
				outcomes.add((base != null) ? SpringSettings.of(base.configuration()) : SpringSettings.NONE,
						Set.of((base != null) ? base.place() : "handlers without @CrossOrigin"));
			}
		}
	}

	/**
	 * A pattern of a handler mapping.
	 *
	 * @param pattern the pattern
	 * @param configuration its configuration
	 * @param place what has it, in words
	 */
	private record Mapping(String pattern, CorsConfiguration configuration, String place) {

	}

	/** What Spring may do on paths that have the policy of a pattern. */
	private final class Outcomes {

		private final String pattern;

		private final Set<SpringSettings> settings = new LinkedHashSet<>();

		private final Set<String> sources = new LinkedHashSet<>();

		private boolean preflights = true;

		private Outcomes(String pattern) {
			this.pattern = pattern;
		}

		void add(SpringSettings settings, Set<String> sources) {
			this.settings.add(this.preflights ? settings : settings.withoutPreflights());
			this.sources.addAll(sources);
		}

		void withoutPreflights() {
			this.preflights = false;
		}

		SpringRule unreadable() {
			return new SpringRule(this.pattern, SpringSettings.NONE, this.sources, true);
		}

		SpringRule rule() {
			if (this.settings.size() > 1 && this.settings.stream().noneMatch(SpringSettings::allowsNobody)) {
				SpringRules.this.remarks.add("Spring has several configurations for paths of " + this.pattern
						+ ". The policy has what they have in common.");
			}
			return new SpringRule(this.pattern,
					this.settings.stream().reduce(SpringSettings::inCommon).orElse(SpringSettings.NONE), this.sources,
					false);
		}

	}

}
