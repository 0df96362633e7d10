// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of a plain origin: {@code https://} and a domain as browsers write it.
 * Nearly every element of a long list is one, and it needs no further check.
 */
final class PlainOrigin {

	private static final String SCHEME = "https";

	private static final String START = SCHEME + "://";

	private PlainOrigin() {
	}

	/**
	 * Whether a text is a plain origin. The one pass over the text matters: a list can
	 * have a million elements, and a JVM that has just started has compiled no code yet.
	 * @return {@code false} for every other text, valid or not
	 */
	static boolean matches(String text) {
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
				// A label does not begin with a hyphen. Two hyphens may be Punycode.
				if (i == label || text.charAt(i - 1) == '-') {
					return false;
				}
			}
			else if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
				return false;
			}
		}
		// A host that ends in a number is an IPv4 address. A single label is not a
		// domain.
		return label > host && isLabel(text, label, text.length()) && text.charAt(label) > '9'
				&& !isMaybeAddress(text, host, label);
	}

	/**
	 * Split a text that is nothing but plain origins with commas between them, as a list
	 * in a properties file is.
	 * @return the origins; empty for every other text, valid or not
	 */
	static List<String> split(String text) {
		List<String> origins = new ArrayList<>();
		for (int start = 0; start <= text.length();) {
			int comma = text.indexOf(',', start);
			int end = (comma < 0) ? text.length() : comma;
			String origin = text.substring(start, end).strip();
			if (!matches(origin)) {
				return List.of();
			}
			origins.add(origin);
			start = end + 1;
		}
		return origins;
	}

	/** Whether the host may be several addresses, such as 10.0.0.x. */
	private static boolean isMaybeAddress(String text, int host, int lastLabel) {
		return text.length() - lastLabel <= AddressRange.LONGEST_PLACEHOLDER && text.charAt(host) <= '9'
				&& AddressRange.PLACEHOLDERS.indexOf(text.charAt(lastLabel)) >= 0;
	}

	/** Whether a region is a label; all its characters but the last are checked. */
	private static boolean isLabel(String text, int start, int end) {
		return end > start && end - start <= FetchRules.MAX_LABEL_LENGTH && text.charAt(end - 1) != '-';
	}

	/** Return the pattern of a plain origin. */
	static OriginPattern parse(String text) {
		return new OriginPattern(OriginPattern.Form.EXACT, SCHEME, "", "", text.substring(START.length()),
				Ports.DEFAULT);
	}

}
