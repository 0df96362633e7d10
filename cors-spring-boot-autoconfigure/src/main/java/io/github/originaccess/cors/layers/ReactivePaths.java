// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;

/**
 * The paths for which WebFlux sources have a configuration.
 */
final class ReactivePaths {

	private ReactivePaths() {
	}

	/** Return the paths of a filter; unknown ones if they cannot be read. */
	static List<LayerPath> ofFilter(CorsWebFilter filter) {
		List<LayerPath> paths = ofSource(SpringField.SOURCE_OF_FILTER.of(filter));
		return (filter.getClass() == CorsWebFilter.class) ? paths : LayerPath.unreadable(paths);
	}

	/**
	 * Return the paths of a source.
	 * @param source the source; {@code null} if it cannot be read
	 * @return the paths; empty if it has no configuration
	 */
	static List<LayerPath> ofSource(@Nullable Object source) {
		if (source instanceof UrlBasedCorsConfigurationSource
				&& SpringField.CONFIGURATIONS_OF_SOURCE.of(source) instanceof Map<?, ?> configurations) {
			List<LayerPath> paths = LayerPath.ofParsed(configurations);
			return (source.getClass() == UrlBasedCorsConfigurationSource.class) ? paths : LayerPath.unreadable(paths);
		}
		return List.of(LayerPath.UNKNOWN);
	}

	/** Return the paths of a handler mapping; empty if it has no configuration. */
	static List<LayerPath> ofMapping(AbstractHandlerMapping mapping) {
		return (SpringField.SOURCE_OF_MAPPING.of(mapping) instanceof CorsConfigurationSource source) ? ofSource(source)
				: List.of();
	}

}
