// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Path patterns for several paths each, by the two literal segments that they begin with.
 * Most handlers begin with such segments, so a pattern is compared with few others.
 */
final class WidePatterns {

	private final List<String> all;

	private final Map<String, List<String>> byBeginning = new HashMap<>();

	/** The patterns that do not begin with two literal segments. */
	private final List<String> others = new ArrayList<>();

	/**
	 * Create patterns.
	 * @param patterns patterns, of which those for one path are left out
	 */
	WidePatterns(Collection<String> patterns) {
		this.all = patterns.stream().filter(PathPatterns::isWide).toList();
		for (String pattern : this.all) {
			String beginning = beginning(pattern);
			((beginning != null) ? this.byBeginning.computeIfAbsent(beginning, (key) -> new ArrayList<>())
					: this.others)
				.add(pattern);
		}
	}

	/** Return all patterns. */
	List<String> all() {
		return this.all;
	}

	/** Return the first two segments; null if they are not both literal. */
	private static @Nullable String beginning(String pattern) {
		int second = pattern.indexOf('/', 1);
		int end = (second > 0) ? pattern.indexOf('/', second + 1) : -1;
		String beginning = (end > 0) ? pattern.substring(0, end) : pattern;
		return (second > 0 && !PathPatterns.isWide(beginning)) ? beginning : null;
	}

	/**
	 * Return the patterns that may match a path of another pattern. It lacks none of
	 * them.
	 * @param pattern the other pattern
	 */
	List<String> near(String pattern) {
		String beginning = beginning(pattern);
		if (beginning == null) {
			return PathPatterns.isWide(pattern) ? this.all : this.others;
		}
		List<String> near = new ArrayList<>(this.others);
		near.addAll(this.byBeginning.getOrDefault(beginning, List.of()));
		return near;
	}

}
