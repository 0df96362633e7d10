// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a request's bytes, in a log, a header, a page or JSON.
 */
final class PrintableText {

	private static final int MAX_LENGTH = 100;

	private static final String HARMLESS = "-._~:/[]+";

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
		if (value.isEmpty()) {
			return "empty";
		}
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
