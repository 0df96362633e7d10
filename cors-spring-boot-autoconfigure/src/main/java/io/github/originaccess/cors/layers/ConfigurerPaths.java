// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The CORS mappings of configurers. A configurer is code of the application, which may
 * not expect more calls than those of Spring: each is called once, however often the
 * search is repeated.
 */
final class ConfigurerPaths {

	private static final Log logger = LogFactory.getLog(ConfigurerPaths.class);

	private final Map<Object, List<LayerPath>> earlier;

	private final Map<Object, List<LayerPath>> known = new IdentityHashMap<>();

	/**
	 * Create the mappings of one search.
	 * @param last the mappings of the last search; {@code null} if this is the first one
	 */
	ConfigurerPaths(@Nullable ConfigurerPaths last) {
		this.earlier = (last != null) ? last.known : Map.of();
	}

	/**
	 * Return the paths of a configurer.
	 * @param configurer the configurer
	 * @param reader calls the configurer and returns its configurations by pattern
	 * @return the paths; empty if the configurer fails
	 */
	<T> List<LayerPath> of(T configurer, Function<T, Map<String, CorsConfiguration>> reader) {
		List<LayerPath> paths = this.earlier.get(configurer);
		paths = (paths != null) ? paths : read(configurer, reader);
		this.known.put(configurer, paths);
		return paths;
	}

	private static <T> List<LayerPath> read(T configurer, Function<T, Map<String, CorsConfiguration>> reader) {
		try {
			return LayerPath.of(reader.apply(configurer));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Cannot read the CORS mappings of a configurer", ex);
			return List.of();
		}
	}

}
