// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The problems of path patterns: texts that are no pattern, and patterns that match no
 * path.
 */
public final class PathProblems {

	private PathProblems() {
	}

	/**
	 * Find the problem of a path pattern.
	 * @param policy the name of the policy that has the pattern
	 * @param index the position in the list of paths, from 0; -1 if there is no list
	 * @param pattern the pattern
	 * @return the problem, or {@code null} if there is none
	 */
	public static @Nullable Problem find(String policy, int index, String pattern) {
		if (!pattern.startsWith("/")) {
			return new Problem(Code.PATH_WITHOUT_SLASH, policy, Setting.PATHS, index, pattern,
					"a path begins with a slash", withSlash(pattern));
		}
		String neverMatches = whyItNeverMatches(pattern);
		if (neverMatches != null) {
			return new Problem(Code.PATH_NEVER_MATCHES, policy, Setting.PATHS, index, pattern, neverMatches, null);
		}
		if (pattern.contains("${")) {
			return new Problem(Code.PATH_INVALID, policy, Setting.PATHS, index, pattern,
					"${ begins a placeholder that is not resolved", null);
		}
		try {
			PathPatternParser.defaultInstance.parse(pattern);
			return null;
		}
		catch (PatternParseException ex) {
			return new Problem(Code.PATH_INVALID, policy, Setting.PATHS, index, pattern,
					"Spring cannot parse the pattern: " + ex.getMessage(), null);
		}
	}

	/**
	 * Return the text with a slash as a remedy, or null if it looks like no path, such as
	 * a URL or a regular expression.
	 */
	private static @Nullable String withSlash(String pattern) {
		boolean plain = pattern.chars().noneMatch((c) -> "\\^$():?|".indexOf(c) >= 0);
		String path = pattern.equals("*") ? "/**" : "/" + pattern;
		return (plain && find("", 0, path) == null) ? path : null;
	}

	/**
	 * Return why a pattern never matches, or null if it may match. The regular expression
	 * of a variable, in braces, may contain anything.
	 */
	private static @Nullable String whyItNeverMatches(String pattern) {
		int depth = 0;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			if (depth > 0) {
				continue;
			}
			if (c == '%') {
				return "a pattern is compared with the decoded path, so percent-encoded text never matches";
			}
			if (c == ';') {
				return "a pattern is compared with the path without its parameters, so a semicolon never matches";
			}
			if (Character.isWhitespace(c) || Character.isISOControl(c)) {
				return "a pattern contains no white space; a ? stands for any one character";
			}
		}
		return null;
	}

}
