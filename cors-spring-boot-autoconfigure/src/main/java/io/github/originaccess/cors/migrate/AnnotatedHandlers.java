// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.OtherHandler;
import io.github.originaccess.cors.layers.CorsLayer.RepositoryLayer;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.migrate.HandlersAt.Annotation;
import io.github.originaccess.cors.migrate.HandlersAt.MappedHandler;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The handlers with {@code @CrossOrigin}, and the paths of the other handlers.
 */
final class AnnotatedHandlers {

	private final Map<String, List<MappedHandler>> annotated = new LinkedHashMap<>();

	/**
	 * The request methods of the other handlers, empty for any: by pattern, and by
	 * whether they have further conditions.
	 */
	private final Map<String, Map<Boolean, Set<String>>> others = new LinkedHashMap<>();

	private final WidePatterns wide;

	private final WidePatterns wideOthers;

	/**
	 * Create handlers.
	 * @param layers all layers
	 * @param same returns the pattern that stands for all with the same paths
	 */
	AnnotatedHandlers(Collection<CorsLayer> layers, UnaryOperator<String> same) {
		Map<List<OtherHandler>, Boolean> seen = new IdentityHashMap<>();
		// Spring keeps handlers in no order.
		layers.stream()
			.filter(HandlerLayer.class::isInstance)
			.map(HandlerLayer.class::cast)
			.sorted()
			.forEach((each) -> {
				// Many handlers have the same settings.
				add(each, each.methods(), each.conditional(), "@CrossOrigin on " + each.type().getName(), same);
				// All of a handler mapping have the same list.
				if (seen.put(each.others(), true) == null) {
					each.others().forEach((other) -> addOther(same.apply(other.pattern()), other));
				}
			});
		layers.stream()
			.filter(RepositoryLayer.class::isInstance)
			.forEach((layer) -> add(layer, List.of(), false, LayerText.of(layer), same));
		this.wide = new WidePatterns(this.annotated.keySet());
		this.wideOthers = new WidePatterns(this.others.keySet());
	}

	private void addOther(String pattern, OtherHandler other) {
		this.others.computeIfAbsent(pattern, (key) -> new TreeMap<>())
			.merge(other.conditional(), new LinkedHashSet<>(other.methods()), AnnotatedHandlers::ofBoth);
	}

	private static Set<String> ofBoth(Set<String> one, Set<String> other) {
		if (one.isEmpty() || other.isEmpty()) {
			return Set.of();
		}
		Set<String> both = new LinkedHashSet<>(one);
		both.addAll(other);
		return both;
	}

	private void add(CorsLayer layer, List<String> methods, boolean conditional, String source,
			UnaryOperator<String> same) {
		for (LayerPath path : layer.paths()) {
			CorsConfiguration own = path.configuration();
			if (own != null) {
				String pattern = same.apply(path.pattern());
				this.annotated.computeIfAbsent(pattern, (key) -> new ArrayList<>())
					.add(new MappedHandler(pattern, Set.copyOf(methods), conditional,
							new Annotation(own, layer instanceof RepositoryLayer, source)));
			}
		}
	}

	/** Return the patterns of handlers with the annotation. */
	Set<String> annotated() {
		return this.annotated.keySet();
	}

	/**
	 * Return the patterns of other handlers on whose paths a policy for annotated ones
	 * would decide.
	 */
	List<String> others() {
		return this.others.keySet()
			.stream()
			.filter((other) -> !this.annotated.containsKey(other))
			.filter((other) -> this.wide.near(other).stream().anyMatch((each) -> PathPatterns.overlap(each, other)))
			.toList();
	}

	/**
	 * Return the handlers that may be called on paths where the policy of a pattern
	 * decides.
	 * @param pattern the pattern
	 * @param patterns the relations of patterns
	 */
	HandlersAt at(String pattern, PathPatterns patterns) {
		List<MappedHandler> found = new ArrayList<>();
		near(pattern, this.annotated.keySet(), this.wide, patterns)
			.forEach((each) -> found.addAll(this.annotated.getOrDefault(each, List.of())));
		if (!found.isEmpty()) {
			near(pattern, this.others.keySet(), this.wideOthers, patterns)
				.forEach((each) -> this.others.getOrDefault(each, Map.of())
					.forEach((conditional, methods) -> found.add(new MappedHandler(each, methods, conditional, null))));
		}
		return new HandlersAt(pattern, found, patterns);
	}

	private static Stream<String> near(String pattern, Set<String> all, WidePatterns wide, PathPatterns patterns) {
		return Stream.concat(Stream.of(pattern).filter(all::contains),
				wide.near(pattern).stream().filter((each) -> !each.equals(pattern) && patterns.decides(each, pattern)));
	}

}
