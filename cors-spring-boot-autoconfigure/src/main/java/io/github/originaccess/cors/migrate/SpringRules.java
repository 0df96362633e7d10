// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.RepositoryLayer;
import io.github.originaccess.cors.layers.CorsLayer.RouteLayer;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.registry.PatternOverlap;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What Spring's CORS layers do together. Of several filters, the first that has a
 * configuration for a path decides. Handler mappings see the requests that no filter
 * decides. A mapping takes the first pattern that matches, and combines its configuration
 * with {@code @CrossOrigin} on the handler.
 * <p>
 * No rule grants what Spring does not grant. Where a policy cannot say the same, a remark
 * tells what is missing.
 */
final class SpringRules {

	private static final Set<BeanKind> FILTERS = Set.of(BeanKind.FILTER, BeanKind.WEB_FILTER, BeanKind.SECURITY_CHAIN);

	private final Map<String, SpringRule> filters = new LinkedHashMap<>();

	private final Map<String, LayerPath> mappings = new LinkedHashMap<>();

	private final Map<String, SpringRule> handlers = new LinkedHashMap<>();

	private final Map<String, String> places = new LinkedHashMap<>();

	private final Set<String> remarks = new LinkedHashSet<>();

	private SpringRules() {
	}

	static SpringRules of(Collection<CorsLayer> layers) {
		SpringRules rules = new SpringRules();
		List<CorsLayer> filters = layers.stream().filter((layer) -> isKind(layer, FILTERS)).toList();
		filters.forEach(rules::addFilter);
		layers.stream()
			.filter((layer) -> isKind(layer, Set.of(BeanKind.SOURCE)))
			.forEach((source) -> rules.checkUse(source, filters));
		// The gateway takes the metadata of a route before its global properties. The
		// properties of GraphQL are for its path alone.
		layers.stream()
			.filter((layer) -> layer instanceof RouteLayer || layer instanceof GraphQlLayer)
			.forEach(rules::addMappings);
		layers.stream().filter(SpringRules::isMapping).forEach(rules::addMappings);
		rules.addHandlers(layers);
		return rules;
	}

	private static boolean isKind(CorsLayer layer, Set<BeanKind> kinds) {
		return layer instanceof BeanLayer bean && kinds.contains(bean.kind());
	}

	private static boolean isMapping(CorsLayer layer) {
		return layer instanceof CorsLayer.GatewayLayer
				|| isKind(layer, Set.of(BeanKind.MAPPINGS, BeanKind.HANDLER_MAPPING, BeanKind.REPOSITORY_MAPPINGS));
	}

	/** Return what is missing, one sentence each. */
	Collection<String> remarks() {
		return this.remarks;
	}

	/** Return the rules, at most one for each pattern. */
	List<SpringRule> all() {
		Map<String, SpringRule> all = new LinkedHashMap<>(this.filters);
		this.mappings.forEach((pattern, path) -> add(all, new SpringRule(pattern, settings(path), placeOf(pattern))));
		this.handlers.values().forEach((rule) -> add(all, rule));
		return List.copyOf(all.values());
	}

	/** Add a rule of a handler mapping, unless a filter decides on its paths. */
	private void add(Map<String, SpringRule> all, SpringRule rule) {
		if (this.filters.isEmpty()) {
			all.put(rule.pattern(), rule);
		}
		else if (first(this.filters.keySet(), rule.pattern()) == null) {
			// Spring's filter answers all preflights. It refuses those for whose path it
			// has no configuration.
			all.put(rule.pattern(),
					new SpringRule(rule.pattern(), rule.settings().withoutPreflights(), rule.sources()));
		}
	}

	private Set<String> placeOf(String pattern) {
		return Set.of(this.places.getOrDefault(pattern, ""));
	}

	private static SpringSettings settings(LayerPath path) {
		CorsConfiguration configuration = path.configuration();
		return (configuration != null) ? SpringSettings.of(configuration) : SpringSettings.NONE;
	}

	private void addFilter(CorsLayer layer) {
		if (!isReadable(layer)) {
			return;
		}
		String place = LayerText.of(layer);
		for (LayerPath path : layer.paths()) {
			if (first(this.filters.keySet(), path.pattern()) == null) {
				this.filters.put(path.pattern(), new SpringRule(path.pattern(), settings(path), Set.of(place)));
			}
		}
	}

	/** Say that a source has no effect, unless a filter uses it. */
	private void checkUse(CorsLayer source, List<CorsLayer> filters) {
		List<@Nullable CorsConfiguration> configurations = source.paths()
			.stream()
			.<@Nullable CorsConfiguration>map(LayerPath::configuration)
			.toList();
		boolean used = filters.stream()
			.flatMap((filter) -> filter.paths().stream())
			.anyMatch((path) -> configurations.contains(path.configuration()));
		if (!used) {
			this.remarks.add(LayerText.of(source) + " is used by no CORS filter of Spring's, so it is left out.");
		}
	}

	private void addMappings(CorsLayer layer) {
		if (!isReadable(layer)) {
			return;
		}
		String place = LayerText.of(layer);
		if (layer instanceof GraphQlLayer graphQl && graphQl.webSocketPath() != null) {
			this.remarks.add(place + " also decides on WebSocket handshakes at " + graphQl.webSocketPath()
					+ ". Keep these properties.");
		}
		for (LayerPath path : layer.paths()) {
			if (first(this.mappings.keySet(), path.pattern()) == null) {
				this.mappings.put(path.pattern(), path);
				this.places.put(path.pattern(), place);
			}
		}
	}

	private boolean isReadable(CorsLayer layer) {
		boolean limited = layer instanceof BeanLayer bean && bean.limited();
		if (limited || layer.paths().stream().anyMatch((path) -> path.configuration() == null)) {
			this.remarks.add(
					LayerText.of(layer)
							+ (limited ? " is for some requests only, which cannot be read"
									: " cannot be read, because code chooses its configurations")
							+ ". It is left out.");
			return false;
		}
		return true;
	}

	/** Return the first of several patterns that matches all paths of another one. */
	private static @Nullable String first(Collection<String> patterns, String inner) {
		return patterns.stream().filter((each) -> PatternOverlap.includes(each, inner, true)).findFirst().orElse(null);
	}

	private void addHandlers(Collection<CorsLayer> layers) {
		Map<String, List<Handled>> annotated = new LinkedHashMap<>();
		Set<String> others = new LinkedHashSet<>();
		for (CorsLayer layer : layers) {
			if (layer instanceof HandlerLayer handler) {
				handler.others().forEach((path) -> others.add(path.pattern()));
				handler.paths().forEach((path) -> add(annotated, handler, handler.methods(), path));
			}
			if (layer instanceof RepositoryLayer repository) {
				repository.paths().forEach((path) -> add(annotated, repository, List.of(), path));
			}
		}
		annotated.forEach((pattern, handled) -> this.handlers.put(pattern, rule(pattern, handled, others)));
		others.removeAll(annotated.keySet());
		List<String> wide = annotated.keySet().stream().filter(SpringRules::matchesSeveralPaths).toList();
		for (String other : others) {
			// A policy for the pattern of an annotated handler covers the paths of
			// another handler, too, unless these have a policy of their own.
			if (first(wide, other) != null) {
				LayerPath global = global(other);
				this.handlers.put(other,
						new SpringRule(other, (global != null) ? settings(global) : SpringSettings.NONE,
								Set.of((global != null) ? String.join("", placeOf(global.pattern()))
										: "handlers without @CrossOrigin")));
			}
		}
	}

	private static boolean matchesSeveralPaths(String pattern) {
		return pattern.indexOf('*') >= 0 || pattern.indexOf('{') >= 0 || pattern.indexOf('?') >= 0;
	}

	private void add(Map<String, List<Handled>> annotated, CorsLayer layer, List<String> methods, LayerPath path) {
		CorsConfiguration own = path.configuration();
		LayerPath global = global(path.pattern());
		CorsConfiguration base = (global != null) ? global.configuration() : null;
		CorsConfiguration combined = (base != null) ? base.combine(own) : own;
		if (combined != null) {
			annotated.computeIfAbsent(path.pattern(), (key) -> new ArrayList<>())
				.add(new Handled(methods, SpringSettings.of(combined).forMethods(methods), text(layer)));
		}
	}

	/** Return the words for a layer. Many handlers have the same settings. */
	private static String text(CorsLayer layer) {
		return (layer instanceof HandlerLayer handler) ? "@CrossOrigin on " + handler.type().getName()
				: LayerText.of(layer);
	}

	private @Nullable LayerPath global(String pattern) {
		String first = first(this.mappings.keySet(), pattern);
		return (first != null) ? this.mappings.get(first) : null;
	}

	/** Return the rule of a pattern to which several handlers may be mapped. */
	private SpringRule rule(String pattern, List<Handled> handled, Set<String> others) {
		List<SpringSettings> each = new ArrayList<>(handled.stream().map(Handled::settings).toList());
		Set<String> sources = new LinkedHashSet<>(handled.stream().map(Handled::source).toList());
		LayerPath global = global(pattern);
		if (others.contains(pattern) && global != null) {
			SpringSettings rest = settings(global)
				.withoutMethods(handled.stream().flatMap((one) -> one.methods().stream()).toList());
			if (!rest.methods().isEmpty()) {
				each.add(rest);
				sources.addAll(placeOf(global.pattern()));
			}
		}
		boolean alike = each.stream().allMatch((one) -> one.isLike(each.get(0)));
		if (!alike) {
			this.remarks.add("The handlers at " + pattern + " have different settings for their methods. A policy has"
					+ " the same for all methods of a path, so it has what they have in common.");
		}
		SpringSettings all = each.stream()
			.reduce(alike ? SpringSettings::withMethodsOf : SpringSettings::and)
			.orElse(SpringSettings.NONE);
		return new SpringRule(pattern, all, sources);
	}

	/**
	 * The settings of a handler.
	 *
	 * @param methods the methods that it is mapped to; empty for any
	 * @param settings the settings for these methods
	 * @param source what has the settings, in words
	 */
	private record Handled(List<String> methods, SpringSettings settings, String source) {

	}

}
