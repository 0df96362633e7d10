// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The problems of path patterns: texts that are no pattern, and patterns that match no
 * path.
 */
public final class PathProblems {

	/** The characters that have a meaning in a pattern. */
	private static final String SPECIAL = "/*?{}\\";

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
			PathNotation notation = new PathNotation(pattern);
			return new Problem(Code.PATH_WITHOUT_SLASH, policy, Setting.PATHS, index, pattern, notation.reason(),
					notation.remedy());
		}
		Problem problem = new Characters(policy, index, pattern).find();
		if (problem != null) {
			return problem;
		}
		if (PathNotation.endsWithStrayQuote(pattern)) {
			String unquoted = pattern.substring(0, pattern.length() - 1).strip();
			return new Problem(Code.PATH_INVALID, policy, Setting.PATHS, index, pattern,
					"the quotes are part of the value", (find(policy, index, unquoted) == null) ? unquoted : null);
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
			return unparsed(policy, index, pattern, ex.getMessage());
		}
		catch (PatternSyntaxException ex) {
			// The message has several lines.
			return unparsed(policy, index, pattern, ex.getDescription());
		}
	}

	private static Problem unparsed(String policy, int index, String pattern, @Nullable String reason) {
		return new Problem(Code.PATH_INVALID, policy, Setting.PATHS, index, pattern,
				"Spring cannot parse the pattern: " + reason, null);
	}

	/**
	 * The characters of a pattern outside of braces. The regular expression of a
	 * variable, in braces, may contain anything.
	 */
	private record Characters(String policy, int index, String pattern) {

		@Nullable Problem find() {
			int depth = 0;
			for (int i = 0; i < this.pattern.length(); i++) {
				char c = this.pattern.charAt(i);
				depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
				Problem problem = (depth > 0) ? null : problemAt(i);
				if (problem != null) {
					return problem;
				}
			}
			return null;
		}

		private @Nullable Problem problemAt(int i) {
			char c = this.pattern.charAt(i);
			if (c == '%') {
				return problem(Code.PATH_NEVER_MATCHES,
						"a pattern is compared with the decoded path, so percent-encoded text never matches",
						decoded());
			}
			if (c == ';') {
				return problem(Code.PATH_NEVER_MATCHES,
						"a pattern is compared with the path without its parameters, so a semicolon never matches",
						null);
			}
			if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
				return problem(Code.PATH_INVALID, "a path contains no control character or line break",
						listOfWords("\\s*[\\p{Cntrl}\\u2028\\u2029]\\s*"));
			}
			if (c == '/' && isBlank(i - 1)) {
				return problem(Code.PATH_INVALID, "white space before a slash: separate two paths with a comma",
						listOfWords("\\s+(?=/)"));
			}
			if (c == '/' && isBlank(i + 1)) {
				return problem(Code.PATH_INVALID, "white space behind a slash", withoutBlanks());
			}
			if (c == '*'
					&& (isBlank(i - 1) || isBlank(i + 1) && !this.pattern.substring(i + 1).strip().startsWith("/"))) {
				return problem(Code.PATH_INVALID, "white space beside a *", null);
			}
			return null;
		}

		private boolean isBlank(int i) {
			return i >= 0 && i < this.pattern.length() && Character.isWhitespace(this.pattern.charAt(i));
		}

		/** Return the pattern without white space, or null if it is invalid then. */
		private @Nullable String withoutBlanks() {
			StringBuilder text = new StringBuilder();
			this.pattern.chars().filter((c) -> !Character.isWhitespace(c)).forEach(text::appendCodePoint);
			String path = text.toString();
			return (PathProblems.find(this.policy, this.index, path) == null) ? path : null;
		}

		private Problem problem(Code code, String reason, @Nullable String remedy) {
			return new Problem(code, this.policy, Setting.PATHS, this.index, this.pattern, reason, remedy);
		}

		/**
		 * Return the decoded pattern, or null if it means something else than the text.
		 */
		private @Nullable String decoded() {
			String text;
			try {
				text = UriUtils.decode(this.pattern, StandardCharsets.UTF_8);
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
			boolean alike = text.indexOf('\uFFFD') < 0
					&& SPECIAL.chars().allMatch((c) -> count(text, c) == count(this.pattern, c));
			return (alike && PathProblems.find(this.policy, this.index, text) == null) ? text : null;
		}

		private static long count(String text, int c) {
			return text.chars().filter((each) -> each == c).count();
		}

		/** Return the paths between separators as a list, or null if one is invalid. */
		private @Nullable String listOfWords(String separator) {
			List<String> paths = Stream.of(this.pattern.split(separator)).map(String::strip).toList();
			boolean valid = paths.stream().allMatch((path) -> PathProblems.find(this.policy, this.index, path) == null);
			return (valid && paths.size() > 1) ? String.join(", ", paths) : null;
		}

	}

}
