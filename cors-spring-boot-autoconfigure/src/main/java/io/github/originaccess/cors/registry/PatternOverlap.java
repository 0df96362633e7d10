// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

/**
 * The comparison of two path patterns, segment by segment. It knows no path. Where two
 * segments are hard to compare, it says that they may match the same text, and that
 * neither includes the other.
 */
final class PatternOverlap {

	private static final String SPECIAL = "*?{";

	private PatternOverlap() {
	}

	/**
	 * Whether two patterns may match the same path.
	 * @param first a path pattern
	 * @param second another path pattern
	 * @param caseSensitive whether case matters
	 * @return {@code false} only if no path matches both
	 */
	static boolean mayOverlap(String first, String second, boolean caseSensitive) {
		return mayOverlap(segments(first), segments(second), caseSensitive);
	}

	private static boolean mayOverlap(List<String> first, List<String> second, boolean caseSensitive) {
		if (first.isEmpty() || second.isEmpty()) {
			return first.stream().allMatch(PatternOverlap::isAnySegments)
					&& second.stream().allMatch(PatternOverlap::isAnySegments);
		}
		if (isAnySegments(first.get(0))) {
			return mayOverlap(rest(first), second, caseSensitive) || mayOverlap(first, rest(second), caseSensitive);
		}
		if (isAnySegments(second.get(0))) {
			return mayOverlap(second, first, caseSensitive);
		}
		return mayMatchTheSame(first.get(0), second.get(0), caseSensitive)
				&& mayOverlap(rest(first), rest(second), caseSensitive);
	}

	private static boolean mayMatchTheSame(String first, String second, boolean caseSensitive) {
		int firstSpecial = indexOfSpecial(first);
		int secondSpecial = indexOfSpecial(second);
		if (firstSpecial == first.length() && secondSpecial == second.length()) {
			return caseSensitive ? first.equals(second) : first.equalsIgnoreCase(second);
		}
		// A literal has no more than its own characters.
		if (firstSpecial == first.length() && secondSpecial > first.length()
				|| secondSpecial == second.length() && firstSpecial > second.length()) {
			return false;
		}
		return first.regionMatches(!caseSensitive, 0, second, 0, Math.min(firstSpecial, secondSpecial));
	}

	/**
	 * Whether a pattern matches every path that another one matches.
	 * @param outer a path pattern
	 * @param inner another path pattern
	 * @param caseSensitive whether case matters
	 * @return {@code true} only if it does
	 */
	static boolean includes(String outer, String inner, boolean caseSensitive) {
		List<String> outers = segments(outer);
		List<String> inners = segments(inner);
		for (int i = 0; i < outers.size(); i++) {
			String segment = outers.get(i);
			if (isAnySegments(segment)) {
				return i == outers.size() - 1;
			}
			if (i >= inners.size() || !includesSegment(segment, inners.get(i), caseSensitive)) {
				return false;
			}
			// A star at the end matches an empty segment, too. Elsewhere it does not.
			if (inners.get(i).equals("*") && i == inners.size() - 1 && i != outers.size() - 1) {
				return false;
			}
		}
		return outers.size() == inners.size();
	}

	private static boolean includesSegment(String outer, String inner, boolean caseSensitive) {
		if (isAnySegments(inner)) {
			return false;
		}
		if (caseSensitive ? outer.equals(inner) : outer.equalsIgnoreCase(inner)) {
			return true;
		}
		boolean isVariable = outer.startsWith("{") && outer.indexOf(':') < 0
				&& outer.indexOf('}') == outer.length() - 1;
		// A variable never matches an empty segment.
		return !inner.isEmpty() && (outer.equals("*") || isVariable && !inner.equals("*"));
	}

	/** Whether a segment of a pattern stands for any number of segments of a path. */
	private static boolean isAnySegments(String segment) {
		return segment.equals("**") || segment.startsWith("{*");
	}

	private static int indexOfSpecial(String segment) {
		for (int i = 0; i < segment.length(); i++) {
			if (SPECIAL.indexOf(segment.charAt(i)) >= 0) {
				return i;
			}
		}
		return segment.length();
	}

	/** Return the segments of a pattern. No segment contains a slash. */
	private static List<String> segments(String pattern) {
		return List.of((pattern.startsWith("/") ? pattern.substring(1) : pattern).split("/", -1));
	}

	private static List<String> rest(List<String> segments) {
		return segments.subList(1, segments.size());
	}

}
