// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

/**
 * Tells in one pass what nearly every entry of a long list is: {@code https://} and a
 * domain in the spelling of browsers, which needs no other form. There may be a million,
 * or ten thousand in a JVM that has just started and compiled nothing yet.
 */
final class PlainOrigin {

	private static final String SCHEME = "https";

	private static final String START = SCHEME + "://";

	private static final List<Integer> DEFAULT_PORT = List.of(OriginPattern.NO_PORT);

	private PlainOrigin() {
	}

	/**
	 * Whether a text is a plain origin.
	 * @param text any text
	 * @return {@code false} for anything else, right or wrong, that
	 * {@link OriginPatternParser} has to look at
	 */
	static boolean is(String text) {
		if (!text.startsWith(START) || text.length() > START.length() + FetchRules.MAX_HOST_LENGTH) {
			return false;
		}
		int host = START.length();
		int label = host;
		for (int i = host; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '.') {
				if (!isLabel(text, label, i)) {
					return false;
				}
				label = i + 1;
			}
			else if (c == '-') {
				// Neither begins a label nor stands twice, as it does in Punycode.
				if (i == label || text.charAt(i - 1) == '-') {
					return false;
				}
			}
			else if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
				return false;
			}
		}
		// What ends in a number is an IPv4 address, and a single label a name of its own.
		return label > host && isLabel(text, label, text.length()) && text.charAt(label) > '9';
	}

	/** Return what a plain origin is in the form of all others. */
	static OriginPattern pattern(String text) {
		return new OriginPattern(OriginPattern.Form.EXACT, SCHEME, "", "", text.substring(START.length()),
				DEFAULT_PORT);
	}

	/**
	 * Whether a region is a label, all of whose characters but the last have been seen.
	 */
	private static boolean isLabel(String text, int start, int end) {
		return end > start && end - start <= FetchRules.MAX_LABEL_LENGTH && text.charAt(end - 1) != '-';
	}

}
