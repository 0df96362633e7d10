// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.HashMap;
import java.util.Map;

import io.github.originaccess.cors.registry.PatternOverlap;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * How path patterns relate to each other. Not safe for use by many threads.
 */
final class PathPatterns {

	private final Map<String, PathPattern> parsed = new HashMap<>();

	/** Whether a pattern may match several paths. */
	static boolean isWide(String pattern) {
		return pattern.indexOf('*') >= 0 || pattern.indexOf('{') >= 0 || pattern.indexOf('?') >= 0;
	}

	/** Whether a pattern surely matches all paths of another one. */
	static boolean includes(String outer, String inner) {
		return matches(outer) && matches(inner) && PatternOverlap.includes(outer, inner, true);
	}

	/** Whether two patterns may match the same path. */
	static boolean overlap(String one, String other) {
		return matches(one) && matches(other) && PatternOverlap.mayOverlap(one, other, true);
	}

	/** Whether a pattern may match a path. Without a slash it does not. */
	private static boolean matches(String pattern) {
		return pattern.startsWith("/");
	}

	/** Whether a policy of a pattern decides where another pattern matches, too. */
	boolean wins(String one, String other) {
		PathPattern first = parse(one);
		PathPattern second = parse(other);
		return first != null && second != null && PathPattern.SPECIFICITY_COMPARATOR.compare(first, second) < 0;
	}

	private @Nullable PathPattern parse(String pattern) {
		PathPattern known = this.parsed.get(pattern);
		try {
			known = (known != null) ? known : PathPatternParser.defaultInstance.parse(pattern);
			this.parsed.put(pattern, known);
			return known;
		}
		catch (PatternParseException ex) {
			return null;
		}
	}

}
