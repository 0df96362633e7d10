// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The detector of placeholders, expressions and templates that no program has replaced by
 * a value: {@code $HOST}, {@code ${HOST}}, {@code $(HOST)}, {@code %HOST%}, {@code {{
 * host }}}, {@code <host>}, {@code #{...}}, {@code @host@}.
 */
final class Placeholders {

	private static final String[] BEGINNINGS = { "${", "$(", "#{", "{{", "{%", "%{", "%(", "@{", "<%", "{}", "{0}",
			"%s" };

	private Placeholders() {
	}

	/**
	 * Whether the scheme or the host of an origin contains a placeholder. Its user
	 * information, path and query are no part of the origin.
	 */
	static boolean areInOrigin(String text) {
		int schemeEnd = text.indexOf("://");
		int start = (schemeEnd < 0) ? 0 : schemeEnd + "://".length();
		while (start < text.length() && text.charAt(start) == '/') {
			start++;
		}
		int end = start;
		while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0
				&& (text.charAt(end) != '#' || text.startsWith("#{", end))) {
			end++;
		}
		String authority = text.substring(start, end);
		int at = authority.lastIndexOf('@');
		for (int i = authority.indexOf('@'); i >= 0; i = authority.indexOf('@', i + 1)) {
			if (isFilterToken(authority, i) || authority.startsWith("@{", i)) {
				return true;
			}
		}
		// A name without a host is not the user information of an origin.
		return at == authority.length() - 1 && containedIn(authority) || containedIn(authority.substring(at + 1))
				|| containedIn(text.substring(0, Math.max(0, schemeEnd)));
	}

	/** Whether the text contains a placeholder. */
	private static boolean containedIn(String text) {
		for (String beginning : BEGINNINGS) {
			if (text.contains(beginning)) {
				return true;
			}
		}
		for (int i = 0; i < text.length(); i++) {
			boolean found = switch (text.charAt(i)) {
				case '$' -> isLetter(text, i + 1);
				case '{' -> isLetter(text, i + 1) && text.startsWith("}", nameEnd(text, i + 1, ""));
				case '<' -> isTag(text, i);
				case '%' -> isVariable(text, i);
				case '_' -> isMacro(text, i);
				default -> false;
			};
			if (found) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether {@code <name>} begins here. {@code (?<name>} is a group of a regular
	 * expression, and an address may stand between the same brackets.
	 */
	private static boolean isTag(String text, int open) {
		int end = open + 1;
		while (end < text.length() && "<>:".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end > open + 1 && text.startsWith(">", end) && !text.startsWith("(?", open - 2);
	}

	/** Whether {@code %NAME%} begins here; {@code %2F%3A} is percent-encoded. */
	private static boolean isVariable(String text, int percent) {
		int end = nameEnd(text, percent + 1, "");
		boolean closed = text.startsWith("%", end) && isLetter(text, percent + 1);
		return closed && !(end == percent + 3
				&& Characters.allMatch(text.substring(percent + 1, end), (c) -> Character.digit(c, 16) >= 0));
	}

	/**
	 * Whether {@code @name@} begins here, as Maven filters it. In user information, a
	 * host follows the last {@literal @}, and the first one follows a name.
	 */
	private static boolean isFilterToken(String text, int at) {
		int end = nameEnd(text, at + 1, ".");
		boolean closed = isLetter(text, at + 1) && text.startsWith("@", end);
		boolean begins = at == 0 || "/.-:".indexOf(text.charAt(at - 1)) >= 0;
		boolean ends = end + 1 >= text.length() || "/.-:".indexOf(text.charAt(end + 1)) >= 0;
		return closed && begins && ends;
	}

	/** Whether {@code __NAME__} begins here; no such host is in use. */
	private static boolean isMacro(String text, int start) {
		if (!text.startsWith("__", start) || start > 0 && text.charAt(start - 1) == '_') {
			return false;
		}
		int end = start + 2;
		while (end < text.length() && (text.charAt(end) >= 'A' && text.charAt(end) <= 'Z' || text.charAt(end) == '_')) {
			end++;
		}
		return end > start + 4 && text.charAt(start + 2) != '_' && text.startsWith("__", end - 2);
	}

	/** Return the end of a name of letters, digits, {@code _} and {@code -}. */
	private static int nameEnd(String text, int start, String others) {
		int end = start;
		while (end < text.length() && (isLetter(text, end) || Character.isDigit(text.charAt(end))
				|| text.charAt(end) == '-' || others.indexOf(text.charAt(end)) >= 0)) {
			end++;
		}
		return end;
	}

	private static boolean isLetter(String text, int at) {
		char c = (at < text.length()) ? text.charAt(at) : ' ';
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
	}

}
