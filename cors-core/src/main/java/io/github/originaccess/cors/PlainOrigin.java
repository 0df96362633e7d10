// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads in one pass what nearly every entry of a long list is: {@code https://} and a
 * domain in the spelling of browsers. There may be a million, or ten thousand in a JVM
 * that has just started and compiled nothing yet.
 */
final class PlainOrigin {

	private static final String SCHEME = "https";

	private static final String START = SCHEME + "://";

	private static final List<Integer> DEFAULT_PORT = List.of(OriginPattern.NO_PORT);

	private PlainOrigin() {
	}

	/**
	 * Read a plain origin.
	 * @param text any text
	 * @return the origin; {@code null} if the text is anything else, right or wrong, that
	 * {@link OriginPatternParser} has to look at
	 */
	static @Nullable OriginPattern parse(String text) {
		if (!text.startsWith(START) || text.length() > START.length() + FetchRules.MAX_HOST_LENGTH) {
			return null;
		}
		int host = START.length();
		int label = host;
		for (int i = host; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '.') {
				if (!isLabel(text, label, i)) {
					return null;
				}
				label = i + 1;
			}
			else if (c == '-') {
				// Neither begins a label nor stands twice, as it does in Punycode.
				if (i == label || text.charAt(i - 1) == '-') {
					return null;
				}
			}
			else if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
				return null;
			}
		}
		// What ends in a number is an IPv4 address, and a single label a name of its own.
		if (label == host || !isLabel(text, label, text.length()) || text.charAt(label) <= '9') {
			return null;
		}
		return new OriginPattern(OriginPattern.Form.EXACT, SCHEME, "", "", text.substring(host), DEFAULT_PORT);
	}

	/**
	 * Whether a region is a label, all of whose characters but the last have been seen.
	 */
	private static boolean isLabel(String text, int start, int end) {
		return end > start && end - start <= FetchRules.MAX_LABEL_LENGTH && text.charAt(end - 1) != '-';
	}

}
