// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a request's bytes, in a log, a header, a page or JSON.
 */
final class PrintableText {

	private static final int MAX_LENGTH = 100;

	private static final String HARMLESS = "-._~:/[]+";

	private static final String SCHEME_END = "://";

	private static final String MASKED_USER_INFO = "***@";

	private PrintableText() {
	}

	/**
	 * Return a value of which nothing is left that ends a line or a string, moves a
	 * cursor or opens a tag.
	 * @param value the value, of any length
	 */
	static String of(@Nullable String value) {
		if (value == null) {
			return "absent";
		}
		return value.isEmpty() ? "empty" : harmless(value);
	}

	/**
	 * Return an origin likewise, without the user name and password that no origin has. A
	 * password may contain anything: but for a scheme, all up to the last {@literal @} is
	 * hidden, before the rest is cut.
	 * @param origin the origin, of any length and form
	 */
	static String ofOrigin(@Nullable String origin) {
		int at = (origin != null) ? origin.lastIndexOf('@') : -1;
		return (origin == null || at < 0) ? of(origin)
				: scheme(origin) + MASKED_USER_INFO + harmless(origin.substring(at + 1));
	}

	/** What stands before a colon may be a user, and what follows him his password. */
	private static String scheme(String origin) {
		int colon = origin.indexOf(':');
		return (origin.startsWith(SCHEME_END, colon) && origin.lastIndexOf('@', colon) < 0)
				? harmless(origin.substring(0, colon)) + SCHEME_END : "";
	}

	private static String harmless(String value) {
		StringBuilder text = new StringBuilder().append(value, 0, Math.min(value.length(), MAX_LENGTH));
		for (int i = 0; i < text.length(); i++) {
			if (!isHarmless(text.charAt(i))) {
				text.setCharAt(i, '?');
			}
		}
		return (value.length() > MAX_LENGTH) ? text + "..." : text.toString();
	}

	private static boolean isHarmless(char c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || HARMLESS.indexOf(c) >= 0;
	}

}
