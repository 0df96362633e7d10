// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

import io.github.originaccess.cors.layers.FilterReach;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.registry.PathProblems;
import io.github.originaccess.cors.registry.PatternOverlap;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * How path patterns relate to each other. Not safe for use by many threads.
 */
final class PathPatterns {

	private static final String SEPARATOR = "/";

	private final Map<String, PathPattern> parsed = new HashMap<>();

	/** The patterns that stand for others, by their text without names of variables. */
	private final Map<String, String> representatives = new HashMap<>();

	/** The single paths that have a policy of their own. */
	private final Set<String> single = new HashSet<>();

	/**
	 * Return the pattern that stands for all that differ in the names of their variables
	 * alone. They match the same paths.
	 */
	String same(String pattern) {
		return this.representatives.computeIfAbsent(withoutNames(pattern), (key) -> pattern);
	}

	/** Return paths with the patterns that stand for theirs. */
	List<LayerPath> same(List<LayerPath> paths) {
		return paths.stream()
			.map((path) -> new LayerPath(same(path.pattern()), path.known(), path.configuration()))
			.toList();
	}

	/** Return a reach with the patterns that stand for its own. */
	FilterReach same(FilterReach reach) {
		List<String> patterns = reach.patterns();
		return new FilterReach(reach.order(), (patterns != null) ? patterns.stream().map(this::same).toList() : null,
				reach.except().stream().map(this::same).toList());
	}

	/** Return a pattern without names of variables. A regular expression stays. */
	private static String withoutNames(String pattern) {
		StringBuilder text = new StringBuilder();
		int depth = 0;
		boolean name = false;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			name = (c == '{' && depth == 1) || name && c != ':' && depth > 0;
			if (!name || c == '{' || c == '*') {
				text.append(c);
			}
		}
		return text.toString();
	}

	/**
	 * Return the only path that two patterns may both match.
	 * @return the path; {@code null} if there may be several, or it cannot be told
	 */
	static @Nullable String meeting(String one, String other) {
		String[] first = one.split(SEPARATOR, -1);
		String[] second = other.split(SEPARATOR, -1);
		StringBuilder path = new StringBuilder();
		for (int i = 1; i < Math.max(first.length, second.length); i++) {
			String segment = (i < first.length) ? first[i] : "";
			String opposite = (i < second.length) ? second[i] : "";
			boolean any = isAnySegments(segment);
			if (any || isAnySegments(opposite)) {
				String[] rest = any ? second : first;
				return isLast(any ? first : second, i) ? literal(path, rest, i) : null;
			}
			String literal = isWide(segment) ? opposite : segment;
			if (!isLiteral(literal) || isLiteral(segment) && isLiteral(opposite) && !segment.equals(opposite)) {
				return null;
			}
			path.append(SEPARATOR).append(literal);
		}
		return valid(path);
	}

	private static boolean isLast(String[] segments, int index) {
		return index == segments.length - 1;
	}

	private static boolean isAnySegments(String segment) {
		return segment.equals("**") || segment.startsWith("{*");
	}

	private static boolean isLiteral(String segment) {
		return !segment.isEmpty() && !isWide(segment) && segment.indexOf('}') < 0;
	}

	/** Return a path that goes on with segments, unless they match several paths. */
	private static @Nullable String literal(StringBuilder path, String[] segments, int from) {
		for (int i = from; i < segments.length; i++) {
			if (!isLiteral(segments[i])) {
				return null;
			}
			path.append(SEPARATOR).append(segments[i]);
		}
		return valid(path);
	}

	/** Return a path, unless a policy would refuse it. */
	private static @Nullable String valid(StringBuilder path) {
		String text = path.toString();
		return (PathProblems.find("", -1, text) == null) ? text : null;
	}

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
	static boolean matches(String pattern) {
		return pattern.startsWith("/");
	}

	/**
	 * Have policies for single paths. Two patterns that match only such a path in common
	 * do not meet.
	 */
	void single(Collection<String> paths) {
		this.single.addAll(paths);
	}

	/** Whether one pattern may decide on paths that have the policy of another one. */
	boolean decides(String each, String pattern) {
		return each.equals(pattern)
				|| overlap(each, pattern) && !wins(each, pattern) && !meetAtSinglePath(each, pattern);
	}

	/** Whether requests to paths that have the policy of a pattern may be in a reach. */
	boolean mayReach(FilterReach reach, String pattern) {
		List<String> reached = reach.patterns();
		return reached == null || reached.stream().anyMatch((each) -> decides(each, pattern))
				&& reach.except().stream().noneMatch((each) -> includes(each, pattern));
	}

	/** Whether all requests to paths that have the policy of a pattern are in a reach. */
	boolean surelyReaches(FilterReach reach, String pattern) {
		List<String> reached = reach.patterns();
		return reached != null && reached.stream().anyMatch((each) -> includes(each, pattern))
				&& reach.except().stream().noneMatch((each) -> decides(each, pattern));
	}

	private boolean meetAtSinglePath(String each, String pattern) {
		if (this.single.isEmpty() || !isWide(each) || !isWide(pattern)) {
			return false;
		}
		String path = meeting(each, pattern);
		return path != null && this.single.contains(path);
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
		catch (PatternParseException | PatternSyntaxException ex) {
			return null;
		}
	}

}
