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
import java.util.function.Predicate;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.GatewayLayer;
import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.layers.CorsLayer.RouteLayer;
import io.github.originaccess.cors.layers.FilterReach;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.migrate.Outcomes.Mapped;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What the handler mappings of Spring do. A mapping takes the first pattern that matches,
 * and combines its configuration with {@code @CrossOrigin} on the handler.
 */
final class HandlerMappings {

	private static final Set<BeanKind> MAPPINGS = Set.of(BeanKind.MAPPINGS, BeanKind.HANDLER_MAPPING,
			BeanKind.REPOSITORY_MAPPINGS);

	private final PathPatterns patterns;

	/** Whether management endpoints alone are at the paths of a pattern. */
	private final Predicate<String> reserved;

	private final Collection<String> remarks;

	/** Handler mappings of URLs that have configurations of their own. */
	private final List<UrlMapping> urls;

	private final Map<String, Mapping> mappings = new LinkedHashMap<>();

	private final AnnotatedHandlers handlers;

	/**
	 * Create mappings.
	 * @param layers all layers
	 * @param patterns the relations of patterns
	 * @param reserved whether management endpoints alone are at the paths of a pattern
	 * @param remarks takes what is missing, one sentence each
	 */
	HandlerMappings(Collection<CorsLayer> layers, PathPatterns patterns, Predicate<String> reserved,
			Collection<String> remarks) {
		this.patterns = patterns;
		this.reserved = reserved;
		this.remarks = remarks;
		this.urls = layers.stream()
			.filter(HandlerMappings::isUrlMapping)
			.map((layer) -> urlMapping((BeanLayer) layer))
			.sorted(Comparator.comparingInt((mapping) -> mapping.reach().order()))
			.toList();
		this.handlers = new AnnotatedHandlers(layers, patterns::same);
		// The gateway takes the metadata of a route before its global properties. Boot
		// adds the properties of GraphQL behind the mappings of the application.
		layers.stream().filter(RouteLayer.class::isInstance).forEach(this::add);
		layers.stream()
			.filter((layer) -> layer instanceof GatewayLayer
					|| layer instanceof BeanLayer bean && MAPPINGS.contains(bean.kind()))
			.filter((layer) -> !isUrlMapping(layer))
			.forEach(this::add);
		layers.stream().filter(GraphQlLayer.class::isInstance).forEach(this::add);
	}

	private static boolean isUrlMapping(CorsLayer layer) {
		return layer instanceof BeanLayer bean && bean.kind() == BeanKind.HANDLER_MAPPING && bean.reach() != null
				&& bean.paths().stream().allMatch((path) -> path.configuration() != null);
	}

	private UrlMapping urlMapping(BeanLayer layer) {
		return new UrlMapping(LayerText.of(layer), this.patterns.same(Objects.requireNonNull(layer.reach())),
				this.patterns.same(layer.paths()));
	}

	private void add(CorsLayer layer) {
		String place = LayerText.of(layer);
		if (layer.paths().stream().anyMatch((path) -> path.configuration() == null)) {
			this.remarks.add(place + " cannot be read, because code chooses its configurations. It is left out.");
			return;
		}
		if (layer instanceof GraphQlLayer graphQl && graphQl.webSocketPath() != null) {
			this.remarks.add(place + " also decides on WebSocket handshakes at " + graphQl.webSocketPath()
					+ ". Keep these properties.");
		}
		this.patterns.same(layer.paths()).forEach((path) -> {
			CorsConfiguration configuration = path.configuration();
			if (this.reserved.test(path.pattern())) {
				this.remarks.add(place + " has no effect on management endpoints at " + path.pattern()
						+ ". They have management.endpoints.web.cors.*.");
			}
			else if (configuration != null) {
				this.mappings.putIfAbsent(path.pattern(), new Mapping(path.pattern(), configuration, place));
			}
		});
	}

	/** Return the patterns of configurations. */
	Set<String> own() {
		Set<String> own = new LinkedHashSet<>();
		this.urls.forEach((mapping) -> mapping.paths().forEach((path) -> own.add(path.pattern())));
		own.addAll(this.mappings.keySet());
		own.addAll(this.handlers.annotated());
		return own;
	}

	/** Return the patterns where other configurations may decide. */
	Set<String> borders() {
		Set<String> borders = new LinkedHashSet<>();
		this.urls.forEach((mapping) -> borders.addAll(Objects.requireNonNull(mapping.reach().patterns())));
		borders.addAll(this.handlers.others());
		return borders;
	}

	/** Return what the mappings may do on paths that have the policy of a pattern. */
	List<Mapped> at(String pattern) {
		List<Mapped> outcomes = new ArrayList<>();
		// Controllers are asked first where the handler mapping has no earlier place.
		if (!addUrls(outcomes, pattern, true)) {
			addMappings(outcomes, pattern);
			addUrls(outcomes, pattern, false);
		}
		return outcomes;
	}

	/**
	 * Add what handler mappings of URLs decide. They know no other configuration than
	 * their own.
	 * @return whether one of them surely decides
	 */
	private boolean addUrls(List<Mapped> outcomes, String pattern, boolean beforeControllers) {
		for (UrlMapping mapping : this.urls) {
			if (mapping.reach().order() < 0 != beforeControllers || !this.patterns.mayReach(mapping.reach(), pattern)) {
				continue;
			}
			boolean sure = false;
			for (LayerPath path : mapping.paths()) {
				CorsConfiguration configuration = path.configuration();
				if (!sure && configuration != null && this.patterns.decides(path.pattern(), pattern)) {
					outcomes.add(new Mapped(SpringSettings.of(configuration), Set.of(mapping.text()), true, false));
					sure = PathPatterns.includes(path.pattern(), pattern);
				}
			}
			if (!sure) {
				outcomes.add(new Mapped(SpringSettings.NONE, Set.of(mapping.text()), false, true));
			}
			if (beforeControllers && this.patterns.surelyReaches(mapping.reach(), pattern)) {
				return true;
			}
		}
		return false;
	}

	private void addMappings(List<Mapped> outcomes, String pattern) {
		if (this.reserved.test(pattern)) {
			outcomes.add(new Mapped(SpringSettings.NONE, Set.of("management endpoints"), false, true));
			return;
		}
		HandlersAt handlers = this.handlers.at(pattern, this.patterns);
		for (Mapping base : bases(pattern)) {
			if (handlers.isEmpty()) {
				outcomes.add(new Mapped((base != null) ? SpringSettings.of(base.configuration()) : SpringSettings.NONE,
						Set.of(place(base)), base != null, base == null));
			}
			else {
				HandlersAt.Combined combined = handlers.settings((base != null) ? base.configuration() : null);
				this.remarks.addAll(combined.remarks());
				Set<String> sources = new LinkedHashSet<>(combined.sources());
				if (combined.rest()) {
					sources.add(place(base));
				}
				outcomes.add(new Mapped(combined.settings(), sources, combined.mayExist(), combined.mayBeNone()));
			}
		}
	}

	/** Return the mappings that may match, with null if there may be none. */
	private List<@Nullable Mapping> bases(String pattern) {
		List<@Nullable Mapping> bases = new ArrayList<>();
		for (Mapping mapping : this.mappings.values()) {
			if (this.patterns.decides(mapping.pattern(), pattern)) {
				bases.add(mapping);
				if (PathPatterns.includes(mapping.pattern(), pattern)) {
					return bases;
				}
			}
		}
		bases.add(null);
		return bases;
	}

	private static String place(@Nullable Mapping base) {
		return (base != null) ? base.place() : "handlers without @CrossOrigin";
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

	/**
	 * A handler mapping of URLs.
	 *
	 * @param text what it is, in words
	 * @param reach its URLs
	 * @param paths the paths for which it has a configuration
	 */
	private record UrlMapping(String text, FilterReach reach, List<LayerPath> paths) {

	}

}
