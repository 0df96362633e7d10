// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The sanitiser of values that a request brings. Its results are safe in a log, a header,
 * a page and JSON.
 */
final class PrintableText {

	private static final int MAX_LENGTH = 100;

	private static final String HARMLESS = "-._~:/[]+";

	/** More characters of names and places in a configuration. */
	private static final String HARMLESS_IN_NAMES = " ,*#@$";

	/** More characters of paths. None of them ends or opens anything in a log. */
	private static final String HARMLESS_IN_PATHS = "%;=,@!*";

	private static final String HARMLESS_IN_LISTS = " ,*";

	private static final String SCHEME_END = "://";

	private static final String MASKED_USER_INFO = "***@";

	private PrintableText() {
	}

	/**
	 * Return at most 100 characters of a value. A {@code ?} takes the place of each
	 * character that could end a line or a string, move a cursor or open a tag.
	 * @param value the value, of any length
	 * @return the safe text; {@code absent} for null, and {@code empty} for empty text
	 */
	static String of(@Nullable String value) {
		if (value == null) {
			return "absent";
		}
		return value.isEmpty() ? "empty" : harmless(value);
	}

	/**
	 * Return the name of a policy or bean, or a place in a configuration, like
	 * {@link #of}. It may have blanks, and look like a path.
	 * @param name the name, of any length
	 * @return the safe text
	 */
	static String ofName(String name) {
		return name.isEmpty() ? of(name) : harmless(name, HARMLESS + HARMLESS_IN_NAMES);
	}

	/**
	 * Return an origin like {@link #of}, with {@code ***} for a user name and password. A
	 * password may contain any character, so all text between the scheme and the last
	 * {@literal @} is hidden, before the rest is cut.
	 * @param origin the origin, of any length and form
	 * @return the safe text
	 */
	static String ofOrigin(@Nullable String origin) {
		int at = (origin != null) ? origin.lastIndexOf('@') : -1;
		return (origin == null || at < 0) ? of(origin)
				: scheme(origin) + MASKED_USER_INFO + harmless(origin.substring(at + 1));
	}

	/**
	 * Return the value of a header like {@link #ofOrigin}. It may be a list.
	 * @param value the value, of any length and form
	 * @return the safe text
	 */
	static String ofHeader(String value) {
		return (value.isEmpty() || value.indexOf('@') >= 0) ? ofOrigin(value)
				: harmless(value, HARMLESS + HARMLESS_IN_LISTS);
	}

	/**
	 * Return at most 100 characters of a path like {@link #of}. The values of path
	 * parameters are hidden, because a session id may be among them.
	 * @param path the path, of any length and form
	 * @return the safe text
	 */
	static String ofPath(String path) {
		StringBuilder text = new StringBuilder();
		boolean hidden = false;
		for (int i = 0; i < path.length() && text.length() <= MAX_LENGTH; i++) {
			char c = path.charAt(i);
			boolean parameter = c == ';' || path.regionMatches(true, i, "%3B", 0, "%3B".length());
			hidden = parameter || hidden && c != '/';
			if (parameter) {
				text.append(";***");
			}
			else if (!hidden) {
				text.append(c);
			}
		}
		return path.isEmpty() ? "/" : harmless(text.toString(), HARMLESS + HARMLESS_IN_PATHS);
	}

	/** Return the method and the path of a request, each like {@link #of}. */
	static String ofRequest(String method, String path) {
		return of(method) + " " + ofPath(path);
	}

	/** Return the scheme, or nothing if the text could be a user and a password. */
	private static String scheme(String origin) {
		int colon = origin.indexOf(':');
		return (origin.startsWith(SCHEME_END, colon) && origin.lastIndexOf('@', colon) < 0)
				? harmless(origin.substring(0, colon)) + SCHEME_END : "";
	}

	private static String harmless(String value) {
		return harmless(value, HARMLESS);
	}

	private static String harmless(String value, String others) {
		StringBuilder text = new StringBuilder().append(value, 0, Math.min(value.length(), MAX_LENGTH));
		for (int i = 0; i < text.length(); i++) {
			if (!isHarmless(text.charAt(i), others)) {
				text.setCharAt(i, '?');
			}
		}
		return (value.length() > MAX_LENGTH) ? text + "..." : text.toString();
	}

	private static boolean isHarmless(char c, String others) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || others.indexOf(c) >= 0;
	}

}
