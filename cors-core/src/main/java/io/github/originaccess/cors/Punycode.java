// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The encoder of Unicode hosts to the form that browsers send. The JDK's
 * {@code java.net.IDN} follows the standard of 2003, which browsers no longer use: it
 * maps {@code straße} to another domain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3492">RFC 3492</a>
 * @see <a href="https://www.unicode.org/reports/tr46/">UTS 46, non-transitional</a>
 */
final class Punycode {

	private static final int BASE = 36;

	private static final int T_MIN = 1;

	private static final int T_MAX = 26;

	private static final int SKEW = 38;

	private static final int DAMP = 700;

	private static final int INITIAL_BIAS = 72;

	private static final int INITIAL_CODE_POINT = 128;

	private Punycode() {
	}

	/** Return the host in lower case, with all labels outside of ASCII in Punycode. */
	static String host(String unicode) {
		String mapped = Normalizer.normalize(unicode, Normalizer.Form.NFKC)
			.toLowerCase(Locale.ROOT)
			.replace('\u3002', '.');
		StringBuilder host = new StringBuilder();
		for (int start = 0; start <= mapped.length();) {
			int dot = mapped.indexOf('.', start);
			int end = (dot < 0) ? mapped.length() : dot;
			String label = mapped.substring(start, end);
			host.append(isAscii(label) ? label : "xn--" + encode(label.codePoints().toArray()));
			if (dot >= 0) {
				host.append('.');
			}
			start = end + 1;
		}
		return host.toString();
	}

	static boolean isAscii(String text) {
		return Characters.allMatch(text, (c) -> c < INITIAL_CODE_POINT);
	}

	/** Return the Punycode of a label, by RFC 3492, section 6.3. */
	private static String encode(int[] input) {
		StringBuilder output = new StringBuilder();
		for (int c : input) {
			if (c < INITIAL_CODE_POINT) {
				output.appendCodePoint(c);
			}
		}
		int basic = output.length();
		if (basic > 0) {
			output.append('-');
		}
		long delta = 0;
		int bias = INITIAL_BIAS;
		int done = basic;
		for (int next = INITIAL_CODE_POINT; done < input.length; next++) {
			int smallest = Integer.MAX_VALUE;
			for (int c : input) {
				if (c >= next && c < smallest) {
					smallest = c;
				}
			}
			delta += (long) (smallest - next) * (done + 1);
			next = smallest;
			for (int c : input) {
				if (c < next) {
					delta++;
				}
				else if (c == next) {
					appendNumber(output, delta, bias);
					bias = adapt(delta, done + 1, done == basic);
					delta = 0;
					done++;
				}
			}
			delta++;
		}
		return output.toString();
	}

	private static void appendNumber(StringBuilder output, long number, int bias) {
		long rest = number;
		for (int k = BASE;; k += BASE) {
			int threshold = Math.max(T_MIN, Math.min(T_MAX, k - bias));
			if (rest < threshold) {
				output.append(digit((int) rest));
				return;
			}
			output.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
			rest = (rest - threshold) / (BASE - threshold);
		}
	}

	private static int adapt(long delta, int points, boolean first) {
		long rest = first ? delta / DAMP : delta / 2;
		rest += rest / points;
		int k = 0;
		for (; rest > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
			rest /= BASE - T_MIN;
		}
		return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
	}

	private static char digit(int value) {
		return (char) ((value < 26) ? 'a' + value : '0' + value - 26);
	}

}
