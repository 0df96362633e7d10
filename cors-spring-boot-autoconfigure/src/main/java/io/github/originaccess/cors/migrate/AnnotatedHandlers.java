// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.OtherHandler;
import io.github.originaccess.cors.layers.CorsLayer.RepositoryLayer;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The handlers with {@code @CrossOrigin}, and the paths of the other handlers.
 */
final class AnnotatedHandlers {

	private final Map<String, List<Handler>> annotated = new LinkedHashMap<>();

	/** The request methods of the other handlers, by pattern; empty for any. */
	private final Map<String, Set<String>> others = new LinkedHashMap<>();

	private final WidePatterns wide;

	private final WidePatterns wideOthers;

	AnnotatedHandlers(Collection<CorsLayer> layers) {
		Map<List<OtherHandler>, Boolean> seen = new IdentityHashMap<>();
		// Spring keeps handlers in no order.
		layers.stream()
			.filter(HandlerLayer.class::isInstance)
			.map(HandlerLayer.class::cast)
			.sorted()
			.forEach((each) -> {
				// All of a handler mapping have the same list.
				if (seen.put(each.others(), true) == null) {
					each.others().forEach(this::addOther);
				}
				// Many handlers have the same settings.
				add(each, each.methods(), "@CrossOrigin on " + each.type().getName());
			});
		layers.stream()
			.filter(RepositoryLayer.class::isInstance)
			.forEach((layer) -> add(layer, List.of(), LayerText.of(layer)));
		this.wide = new WidePatterns(this.annotated.keySet());
		this.wideOthers = new WidePatterns(this.others.keySet());
	}

	private void addOther(OtherHandler other) {
		Set<String> known = this.others.get(other.pattern());
		if (other.methods().isEmpty() || known != null && known.isEmpty()) {
			this.others.put(other.pattern(), Set.of());
		}
		else {
			this.others.computeIfAbsent(other.pattern(), (key) -> new LinkedHashSet<>()).addAll(other.methods());
		}
	}

	private void add(CorsLayer layer, List<String> methods, String source) {
		for (LayerPath path : layer.paths()) {
			CorsConfiguration own = path.configuration();
			if (own != null) {
				this.annotated.computeIfAbsent(path.pattern(), (key) -> new ArrayList<>())
					.add(new Handler(methods, own, layer instanceof RepositoryLayer, source));
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
	 * Return the patterns of annotated handlers that may be called on paths where the
	 * policy of a pattern decides.
	 * @param pattern the pattern
	 * @param patterns the relations of patterns
	 */
	List<String> at(String pattern, PathPatterns patterns) {
		List<String> found = new ArrayList<>();
		boolean handled = this.annotated.containsKey(pattern) || this.others.containsKey(pattern);
		if (this.annotated.containsKey(pattern)) {
			found.add(pattern);
		}
		this.wide.near(pattern)
			.stream()
			.filter((each) -> !each.equals(pattern) && PathPatterns.overlap(each, pattern)
					&& !patterns.wins(each, pattern) && !(handled && patterns.wins(pattern, each)))
			.forEach(found::add);
		return found;
	}

	/**
	 * Whether each path that has the policy of a pattern surely has an annotated handler.
	 * @param pattern the pattern
	 * @param patterns the relations of patterns
	 */
	boolean surelyAt(String pattern, PathPatterns patterns) {
		boolean own = this.annotated.containsKey(pattern);
		if (!own && this.others.containsKey(pattern)) {
			return false;
		}
		List<String> including = own ? List.of(pattern)
				: this.wide.near(pattern).stream().filter((each) -> PathPatterns.includes(each, pattern)).toList();
		return !including.isEmpty() && this.wideOthers.near(pattern)
			.stream()
			.filter((other) -> !other.equals(pattern) && PathPatterns.overlap(other, pattern)
					&& !patterns.wins(other, pattern))
			.allMatch((other) -> including.stream().anyMatch((each) -> patterns.wins(each, other)));
	}

	/** Return what has the annotation at a pattern, in words. */
	Set<String> sources(String pattern) {
		Set<String> sources = new LinkedHashSet<>();
		this.annotated.getOrDefault(pattern, List.of()).forEach((handler) -> sources.add(handler.source()));
		return sources;
	}

	/**
	 * Return the settings of the handlers at a pattern, which is annotated.
	 * @param pattern the pattern
	 * @param base the configuration of the mappings there; {@code null} if there is none
	 */
	Combined settings(String pattern, @Nullable CorsConfiguration base) {
		List<Handler> handlers = this.annotated.getOrDefault(pattern, List.of());
		List<SpringSettings> each = new ArrayList<>(handlers.stream().map((one) -> one.settings(base)).toList());
		if (this.others.containsKey(pattern) && base != null) {
			SpringSettings rest = SpringSettings.of(base)
				.withoutMethods(handlers.stream().flatMap((one) -> one.methods().stream()).toList());
			if (!rest.methods().isEmpty()) {
				each.add(rest);
			}
		}
		boolean alike = each.stream().allMatch((one) -> one.isLike(each.get(0)));
		SpringSettings all = each.stream()
			.reduce(alike ? SpringSettings::withMethodsOf : SpringSettings::and)
			.orElse(SpringSettings.NONE);
		return new Combined(alike, isAmbiguous(pattern, handlers)
				? all.inCommon((base != null) ? SpringSettings.of(base) : SpringSettings.NONE) : all);
	}

	/**
	 * Whether a request may go to another handler at the same pattern. More than path and
	 * method choose between them.
	 */
	private boolean isAmbiguous(String pattern, List<Handler> handlers) {
		Set<String> methods = this.others.get(pattern);
		return methods != null && (methods.isEmpty() || handlers.stream()
			.anyMatch((one) -> one.methods().isEmpty() || !Collections.disjoint(one.methods(), methods)));
	}

	/**
	 * The settings of the handlers at a pattern.
	 *
	 * @param alike whether all of them have the same
	 * @param settings the settings
	 */
	record Combined(boolean alike, SpringSettings settings) {

	}

	/**
	 * An annotated handler.
	 *
	 * @param methods the methods that it is mapped to; empty for any
	 * @param own the configuration of the annotation
	 * @param repository whether it is a repository of Spring Data REST
	 * @param source what has the annotation, in words
	 */
	private record Handler(List<String> methods, CorsConfiguration own, boolean repository, String source) {

		SpringSettings settings(@Nullable CorsConfiguration base) {
			// Spring Data REST combines them in the other order.
			CorsConfiguration combined = (this.repository || base == null) ? this.own.combine(base)
					: base.combine(this.own);
			return SpringSettings.of((combined != null) ? combined : this.own).forMethods(this.methods);
		}

	}

}
