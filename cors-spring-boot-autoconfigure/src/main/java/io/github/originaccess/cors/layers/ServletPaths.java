// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * The paths for which servlet sources have a configuration.
 */
final class ServletPaths {

	private ServletPaths() {
	}

	/**
	 * Return the paths of a filter.
	 * @param filter the filter
	 * @return the paths; empty if it has no configuration of its own
	 */
	static List<LayerPath> ofFilter(CorsFilter filter) {
		List<LayerPath> paths = ofSource(
				(SpringField.SOURCE_OF_FILTER.of(filter) instanceof CorsConfigurationSource source) ? source : null);
		if (filter.getClass() == CorsFilter.class) {
			return paths;
		}
		return paths.isEmpty() ? List.of(LayerPath.UNKNOWN) : LayerPath.unreadable(paths);
	}

	/**
	 * Whether a source or handler is Spring MVC's own, which asks the handler mappings.
	 * @param source the source; {@code null} if it cannot be read
	 */
	static boolean areThoseOfMappings(@Nullable Object source) {
		return source instanceof CorsConfigurationSource && source instanceof PreFlightRequestHandler;
	}

	/**
	 * Return the paths of a source.
	 * @param source the source; {@code null} if it cannot be read
	 * @return the paths; empty if it has no configuration of its own
	 */
	static List<LayerPath> ofSource(@Nullable CorsConfigurationSource source) {
		if (source instanceof UrlBasedCorsConfigurationSource byPath) {
			List<LayerPath> paths = of(byPath);
			return (source.getClass() == UrlBasedCorsConfigurationSource.class) ? paths : LayerPath.unreadable(paths);
		}
		// Spring MVC's own source reads the handler mappings.
		return (source instanceof PreFlightRequestHandler) ? List.of() : List.of(LayerPath.UNKNOWN);
	}

	private static List<LayerPath> of(UrlBasedCorsConfigurationSource source) {
		// The getter has forgotten the order, in which Spring compares the patterns.
		if (SpringField.CONFIGURATIONS_OF_SOURCE.of(source) instanceof Map<?, ?> inOrder) {
			return LayerPath.ofParsed(inOrder);
		}
		List<LayerPath> paths = LayerPath.of(source.getCorsConfigurations());
		return (paths.size() < 2) ? paths
				: paths.stream().map((path) -> new LayerPath(path.pattern(), false, path.configuration())).toList();
	}

}
