// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Locale;

/**
 * The character classes of <a href="https://httpwg.org/specs/rfc9110.html#tokens">RFC
 * 9110</a> that the standard refers to.
 */
final class Ascii {

	private Ascii() {
	}

	/** Methods and header names are tokens. */
	static boolean isToken(String text) {
		return !text.isEmpty() && text.chars().allMatch(Ascii::isTokenCharacter);
	}

	static boolean isTokenCharacter(int c) {
		return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
	}

	static boolean isAlphanumeric(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
	}

	static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

	/** https://fetch.spec.whatwg.org/#http-tab-or-space. */
	static boolean isTabOrSpace(int c) {
		return c == '\t' || c == ' ';
	}

	/** https://fetch.spec.whatwg.org/#http-whitespace. */
	static boolean isWhitespace(int c) {
		return isTabOrSpace(c) || c == '\n' || c == '\r';
	}

	static String lowerCase(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	static String upperCase(String text) {
		return text.toUpperCase(Locale.ROOT);
	}

	/** Remove HTTP whitespace from both ends. */
	static String strip(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isWhitespace(text.charAt(start))) {
			start++;
		}
		while (end > start && isWhitespace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

}
