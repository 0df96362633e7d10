// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

/**
 * The comparison of two path patterns, segment by segment. It knows no path. Where two
 * segments are hard to compare, it says that they may match the same text, and that
 * neither includes the other.
 */
public final class PatternOverlap {

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
	public static boolean mayOverlap(String first, String second, boolean caseSensitive) {
		return mayOverlap(Segment.first(first), Segment.first(second), caseSensitive);
	}

	private static boolean mayOverlap(Segment first, Segment second, boolean caseSensitive) {
		if (first.isMissing() || second.isMissing()) {
			return first.matchesNoSegments() && second.matchesNoSegments();
		}
		if (first.isAnySegments()) {
			return mayOverlap(first.next(), second, caseSensitive) || mayOverlap(first, second.next(), caseSensitive);
		}
		if (second.isAnySegments()) {
			return mayOverlap(second, first, caseSensitive);
		}
		return first.mayMatchTheSame(second, caseSensitive) && mayOverlap(first.next(), second.next(), caseSensitive);
	}

	/**
	 * Whether a pattern matches every path that another one matches.
	 * @param outer a path pattern
	 * @param inner another path pattern
	 * @param caseSensitive whether case matters
	 * @return {@code true} only if it does
	 */
	public static boolean includes(String outer, String inner, boolean caseSensitive) {
		if (outer.equals(inner)) {
			return true;
		}
		Segment segment = Segment.first(outer);
		Segment other = Segment.first(inner);
		for (; !segment.isMissing(); segment = segment.next(), other = other.next()) {
			if (segment.isAnySegments()) {
				return segment.isLast();
			}
			if (other.isMissing() || !segment.includes(other, caseSensitive)) {
				return false;
			}
			// A star at the end matches an empty segment, too. Elsewhere it does not.
			if (other.isStar() && other.isLast() && !segment.isLast()) {
				return false;
			}
		}
		return other.isMissing();
	}

	/**
	 * A segment of a pattern. A comparison of many patterns with many others makes no
	 * texts of them.
	 *
	 * @param pattern the pattern
	 * @param start the index of the first character
	 * @param end the index after the last character
	 */
	private record Segment(String pattern, int start, int end) {

		static Segment first(String pattern) {
			return at(pattern, pattern.startsWith("/") ? 1 : 0);
		}

		private static Segment at(String pattern, int start) {
			int slash = pattern.indexOf('/', start);
			return new Segment(pattern, start, (slash >= 0) ? slash : pattern.length());
		}

		Segment next() {
			return at(this.pattern, this.end + 1);
		}

		boolean isLast() {
			return this.end == this.pattern.length();
		}

		/** Whether the pattern has ended before. */
		boolean isMissing() {
			return this.start > this.pattern.length();
		}

		/** Whether this segment and those after it match no segments, too. */
		boolean matchesNoSegments() {
			for (Segment each = this; !each.isMissing(); each = each.next()) {
				if (!each.isAnySegments()) {
					return false;
				}
			}
			return true;
		}

		/** Whether the segment stands for any number of segments of a path. */
		boolean isAnySegments() {
			return is("**") || this.pattern.startsWith("{*", this.start) && length() > 1;
		}

		boolean isStar() {
			return is("*");
		}

		private boolean is(String text) {
			return length() == text.length() && this.pattern.startsWith(text, this.start);
		}

		private int length() {
			return this.end - this.start;
		}

		boolean mayMatchTheSame(Segment other, boolean caseSensitive) {
			int literal = literalLength();
			int otherLiteral = other.literalLength();
			if (literal == length() && otherLiteral == other.length()) {
				return isSame(other, caseSensitive);
			}
			// A literal has no more than its own characters.
			if (literal == length() && otherLiteral > literal
					|| otherLiteral == other.length() && literal > otherLiteral) {
				return false;
			}
			return beginsLike(other, Math.min(literal, otherLiteral), caseSensitive);
		}

		boolean includes(Segment other, boolean caseSensitive) {
			if (other.isAnySegments()) {
				return false;
			}
			if (isSame(other, caseSensitive)) {
				return true;
			}
			// A variable never matches an empty segment.
			return other.length() > 0 && (isStar() || isVariable() && !other.isStar());
		}

		private boolean isVariable() {
			return this.pattern.startsWith("{", this.start) && this.pattern.indexOf('}', this.start) == this.end - 1
					&& this.pattern.substring(this.start, this.end).indexOf(':') < 0;
		}

		private boolean isSame(Segment other, boolean caseSensitive) {
			return length() == other.length() && beginsLike(other, length(), caseSensitive);
		}

		private boolean beginsLike(Segment other, int length, boolean caseSensitive) {
			return this.pattern.regionMatches(!caseSensitive, this.start, other.pattern, other.start, length);
		}

		/** Return the number of characters before the first that is special. */
		private int literalLength() {
			for (int i = this.start; i < this.end; i++) {
				if (SPECIAL.indexOf(this.pattern.charAt(i)) >= 0) {
					return i - this.start;
				}
			}
			return length();
		}

	}

}
