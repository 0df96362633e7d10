// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Paths for which a second CORS layer has a configuration.
 *
 * @param pattern a path pattern within the application
 * @param known whether the layer is known to have these paths
 * @param configuration the configuration; {@code null} if it cannot be read
 */
public record LayerPath(String pattern, boolean known, @Nullable CorsConfiguration configuration) {

	private static final String ALL = "/**";

	/** The end of a servlet's mapping to a path and everything below it. */
	private static final String BELOW = "/*";

	/** Stands for paths that cannot be read, because code chooses them. */
	public static final LayerPath UNKNOWN = new LayerPath(ALL, false, null);

	LayerPath(String pattern, @Nullable CorsConfiguration configuration) {
		this(pattern, true, configuration);
	}

	/** Return the paths of configurations by pattern, in the same order. */
	static List<LayerPath> of(Map<String, CorsConfiguration> configurations) {
		return configurations.entrySet()
			.stream()
			.map((entry) -> new LayerPath(entry.getKey(), readable(entry.getValue())))
			.toList();
	}

	/** Return a configuration, unless a subclass may decide by code. */
	private static @Nullable CorsConfiguration readable(CorsConfiguration configuration) {
		return (configuration.getClass() == CorsConfiguration.class) ? configuration : null;
	}

	/** Return the same paths, whose configurations cannot be read. */
	static List<LayerPath> unreadable(List<LayerPath> paths) {
		return paths.stream().map((path) -> new LayerPath(path.pattern(), path.known(), null)).toList();
	}

	/** Return the paths of configurations by parsed pattern, in the same order. */
	static List<LayerPath> ofParsed(Map<?, ?> configurations) {
		List<LayerPath> paths = new ArrayList<>();
		configurations.forEach((pattern, configuration) -> {
			if (pattern instanceof PathPattern path && configuration instanceof CorsConfiguration each) {
				paths.add(new LayerPath(path.getPatternString(), readable(each)));
			}
		});
		return paths;
	}

	/**
	 * Return the URLs of a handler mapping instead of paths that are all paths.
	 * @param paths the paths of the mapping's configuration
	 * @param urls the patterns of its URLs; {@code null} if it does not map URLs
	 */
	static List<LayerPath> narrowed(List<LayerPath> paths, @Nullable List<String> urls) {
		return (urls != null && !paths.isEmpty() && paths.stream().allMatch(LayerPath::isAll))
				? urls.stream().map(paths.get(0)::with).toList() : paths;
	}

	/** Whether the pattern matches all paths. */
	boolean isAll() {
		return this.pattern.equals(ALL);
	}

	/**
	 * Return the part of a path that a servlet takes for its own.
	 * @param mapping a mapping of the servlet
	 * @return the path of a mapping that ends with {@code /*}, else nothing
	 */
	public static String prefixOf(String mapping) {
		return mapping.endsWith(BELOW) ? mapping.substring(0, mapping.length() - BELOW.length()) : "";
	}

	LayerPath below(String prefix) {
		return prefix.isEmpty() ? this : new LayerPath(prefix + this.pattern, this.known, this.configuration);
	}

	/** Return other paths that have the same configuration. */
	LayerPath with(String pattern) {
		return new LayerPath(pattern, this.configuration);
	}

	/**
	 * Compare the paths alone. A configuration has no equality of its own, and is read
	 * anew by each search.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof LayerPath path && this.pattern.equals(path.pattern) && this.known == path.known;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.pattern, this.known);
	}

}
