// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parsers of header values.
 */
final class HeaderValues {

	private HeaderValues() {
	}

	/**
	 * Read a list of tokens, {@code #field-name} or {@code #method}. Empty elements are
	 * <a href=
	 * "https://httpwg.org/specs/rfc9110.html#abnf.extension.recipient">allowed</a>.
	 * https://fetch.spec.whatwg.org/#extract-header-list-values
	 * @return the tokens of all lines, or null for failure
	 */
	static @Nullable List<String> tokens(List<String> lines) {
		List<String> tokens = new ArrayList<>();
		for (String line : lines) {
			int start = 0;
			while (start <= line.length()) {
				int comma = line.indexOf(',', start);
				int end = (comma >= 0) ? comma : line.length();
				String token = Ascii.strip(line.substring(start, end));
				if (Ascii.isToken(token)) {
					tokens.add(token);
				}
				else if (!token.isEmpty()) {
					return null;
				}
				start = end + 1;
			}
		}
		return tokens;
	}

	/**
	 * Read {@code Access-Control-Max-Age}, one number of seconds.
	 * https://fetch.spec.whatwg.org/#extract-header-list-values
	 * @return the seconds, or -1 for null and for failure
	 */
	static long seconds(List<String> lines) {
		if (lines.size() != 1) {
			return -1;
		}
		String digits = lines.get(0);
		if (digits.isEmpty() || !digits.chars().allMatch(Ascii::isDigit)) {
			return -1;
		}
		return new BigInteger(digits).min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue();
	}

	/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split. */
	static List<String> getDecodeAndSplit(String input) {
		List<String> values = new ArrayList<>();
		int start = 0;
		boolean quoted = false;
		for (int i = 0; i < input.length(); i++) {
			char c = input.charAt(i);
			if (quoted && c == '\\') {
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (c == ',' && !quoted) {
				values.add(Ascii.strip(input.substring(start, i)));
				start = i + 1;
			}
		}
		values.add(Ascii.strip(input.substring(start)));
		return values;
	}

	/**
	 * Return whether a value is a single range that has a start.
	 * https://fetch.spec.whatwg.org/#simple-range-header-value, without white space
	 */
	static boolean isRangeWithStart(String value) {
		if (!value.startsWith("bytes=")) {
			return false;
		}
		int dash = value.indexOf('-');
		if (dash < 0) {
			return false;
		}
		String start = value.substring("bytes=".length(), dash);
		String end = value.substring(dash + 1);
		if (start.isEmpty() || !start.chars().allMatch(Ascii::isDigit) || !end.chars().allMatch(Ascii::isDigit)) {
			return false;
		}
		return end.isEmpty() || new BigInteger(start).compareTo(new BigInteger(end)) <= 0;
	}

}
