// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

/**
 * Paths for which a second CORS layer has a configuration.
 *
 * @param pattern a path pattern within the application
 * @param known whether the layer is known to have these paths
 */
public record LayerPath(String pattern, boolean known) {

	private static final String ALL = "/**";

	/** Stands for paths that cannot be read, because code chooses them. */
	public static final LayerPath UNKNOWN = new LayerPath(ALL, false);

	LayerPath(String pattern) {
		this(pattern, true);
	}

	/** Whether the pattern matches all paths. */
	boolean isAll() {
		return this.pattern.equals(ALL);
	}

	LayerPath below(String prefix) {
		return prefix.isEmpty() ? this : new LayerPath(prefix + this.pattern);
	}

}
