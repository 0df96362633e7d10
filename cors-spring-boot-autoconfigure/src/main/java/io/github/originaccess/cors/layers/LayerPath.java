// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * Paths for which a second CORS layer has a configuration.
 *
 * @param pattern a path pattern within the application
 * @param configuration the configuration; {@code null} if it cannot be read
 */
public record LayerPath(String pattern, @Nullable CorsConfiguration configuration) {

	private static final String ALL = "/**";

	/** Stands for paths that cannot be read, because code chooses them. */
	public static final LayerPath UNKNOWN = new LayerPath(ALL, null);

	/** Whether the pattern matches all paths. */
	boolean isAll() {
		return this.pattern.equals(ALL);
	}

	LayerPath below(String prefix) {
		return prefix.isEmpty() ? this : new LayerPath(prefix + this.pattern, this.configuration);
	}

}
