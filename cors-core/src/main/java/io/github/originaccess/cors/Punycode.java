// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.Character.UnicodeBlock;
import java.text.Normalizer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The encoder of Unicode hosts to the form that browsers send, and its decoder. The JDK's
 * {@code java.net.IDN} follows the standard of 2003, which browsers no longer use: it
 * maps {@code straße} to another domain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3492">RFC 3492</a>
 * @see <a href="https://www.unicode.org/reports/tr46/">UTS 46, non-transitional</a>
 */
final class Punycode {

	/** The beginning of a label in Punycode. */
	static final String PREFIX = "xn--";

	private static final int BASE = 36;

	private static final int T_MIN = 1;

	private static final int T_MAX = 26;

	private static final int SKEW = 38;

	private static final int DAMP = 700;

	private static final int INITIAL_BIAS = 72;

	private static final int INITIAL_CODE_POINT = 128;

	/** RFC 3492, section 6.4, has no larger numbers. */
	private static final long MAX_NUMBER = Integer.MAX_VALUE;

	private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

	private static final int ZERO_WIDTH_JOINER = 0x200D;

	private static final int IDEOGRAPHIC_FULL_STOP = 0x3002;

	private static final int CAPITAL_SHARP_S = 0x1E9E;

	private static final int CAPITAL_I_WITH_DOT = 0x130;

	private static final int DOTLESS_I = 0x131;

	private static final int COMBINING_IOTA = 0x345;

	private static final int FINAL_SIGMA = 0x3C2;

	private Punycode() {
	}

	/** Return the host in lower case, with all labels outside of ASCII in Punycode. */
	static String host(String unicode) {
		StringBuilder kept = new StringBuilder();
		unicode.codePoints().filter((c) -> !isIgnored(c)).forEach(kept::appendCodePoint);
		String normal = Normalizer.normalize(kept, Normalizer.Form.NFKC);
		// The lower case of a text has another sigma at the end of a word.
		StringBuilder lowerCase = new StringBuilder();
		normal.codePoints().map(Character::toLowerCase).forEach(lowerCase::appendCodePoint);
		String mapped = Normalizer.normalize(lowerCase, Normalizer.Form.NFKC).replace('\u3002', '.');
		StringBuilder host = new StringBuilder();
		for (int start = 0; start <= mapped.length();) {
			int dot = mapped.indexOf('.', start);
			int end = (dot < 0) ? mapped.length() : dot;
			String label = mapped.substring(start, end);
			host.append(isAscii(label) ? label : PREFIX + encode(label.codePoints().toArray()));
			if (dot >= 0) {
				host.append('.');
			}
			start = end + 1;
		}
		return host.toString();
	}

	/**
	 * Whether browsers accept a label in Punycode: it decodes to characters that a domain
	 * may have, and they encode to the same label. The check does not know all of
	 * Unicode, so it accepts a few labels that browsers do not.
	 * @param label a label in lower case that begins with {@link #PREFIX}
	 * @see <a href="https://www.unicode.org/reports/tr46/#Validity_Criteria">UTS 46,
	 * validity criteria</a>
	 */
	static boolean isValid(String label) {
		int[] decoded = decode(label.substring(PREFIX.length()));
		if (decoded == null) {
			return false;
		}
		String unicode = new String(decoded, 0, decoded.length);
		return !isAscii(unicode) && !unicode.startsWith(PREFIX) && !isMark(decoded[0])
				&& unicode.codePoints().allMatch(Punycode::isPossible)
				&& Normalizer.normalize(unicode, Normalizer.Form.NFKC).equals(unicode)
				&& label.equals(PREFIX + encode(decoded));
	}

	/**
	 * Whether browsers leave a character out of a domain.
	 * @see <a href="https://www.unicode.org/reports/tr46/#Table_Data_File_Fields">UTS 46,
	 * status ignored</a>
	 */
	static boolean isIgnored(int c) {
		return switch (c) {
			case 0xAD, 0x34F, 0x180B, 0x180C, 0x180D, 0x180F, 0x200B, 0x2060, 0x2064, 0xFEFF -> true;
			default -> c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF || c >= 0x1BCA0 && c <= 0x1BCA3;
		};
	}

	/** Whether a character is invisible, and ignored only by newer browsers. */
	private static boolean isPerhapsIgnored(int c) {
		return switch (c) {
			case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2061, 0x2062, 0x2063, 0x3164, 0xFFA0 -> true;
			default -> c >= 0xE0000 && c <= 0xE0FFF;
		};
	}

	/** Whether the JDK can tell how browsers map each character of a host. */
	static boolean canMap(String unicode) {
		return Normalizer.normalize(unicode, Normalizer.Form.NFKC)
			.codePoints()
			.allMatch((c) -> isIgnored(c) || isMappable(c));
	}

	/**
	 * Whether the lower case of a character is what browsers map it to. Joiners are valid
	 * only beside some letters.
	 */
	private static boolean isMappable(int c) {
		boolean unknown = switch (c) {
			case ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER, COMBINING_IOTA, CAPITAL_SHARP_S, CAPITAL_I_WITH_DOT -> true;
			case FINAL_SIGMA, DOTLESS_I -> false;
			default -> Character.toLowerCase(Character.toUpperCase(c)) != Character.toLowerCase(c);
		};
		UnicodeBlock block = UnicodeBlock.of(c);
		return !unknown && !isPerhapsIgnored(c) && block != UnicodeBlock.CHEROKEE
				&& block != UnicodeBlock.CHEROKEE_SUPPLEMENT;
	}

	/** Whether a domain may have the character, as far as the JDK can tell. */
	private static boolean isPossible(int c) {
		boolean impossible = switch (Character.getType(c)) {
			case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.SPACE_SEPARATOR,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
			default -> c == IDEOGRAPHIC_FULL_STOP || isNoncharacter(c) || isIgnored(c) || isPerhapsIgnored(c);
		};
		// The canonical form of Cherokee is upper case, of other scripts lower case.
		return !impossible && (Character.toLowerCase(c) == c || UnicodeBlock.of(c) == UnicodeBlock.CHEROKEE);
	}

	/** Whether the code point is a noncharacter or one of the Specials. */
	private static boolean isNoncharacter(int c) {
		return c >= 0xFDD0 && c <= 0xFDEF || c >= 0xFFF9 && c <= 0xFFFF || (c & 0xFFFE) == 0xFFFE;
	}

	private static boolean isMark(int c) {
		return switch (Character.getType(c)) {
			case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
			default -> false;
		};
	}

	/**
	 * Return the characters of a label without its prefix, by RFC 3492, section 6.2.
	 * @return {@code null} if the text is not Punycode
	 */
	static int @Nullable [] decode(String text) {
		int delimiter = text.lastIndexOf('-');
		int length = Math.max(0, delimiter);
		int[] output = new int[text.length()];
		for (int i = 0; i < length; i++) {
			output[i] = text.charAt(i);
		}
		long codePoint = INITIAL_CODE_POINT;
		long position = 0;
		int bias = INITIAL_BIAS;
		for (int in = delimiter + 1; in < text.length(); length++) {
			long before = position;
			long weight = 1;
			for (int k = BASE;; k += BASE) {
				int digit = (in < text.length()) ? value(text.charAt(in++)) : -1;
				position += digit * weight;
				if (digit < 0 || position > MAX_NUMBER) {
					return null;
				}
				int threshold = Math.max(T_MIN, Math.min(T_MAX, k - bias));
				if (digit < threshold) {
					break;
				}
				weight *= BASE - threshold;
			}
			bias = adapt(position - before, length + 1, before == 0);
			codePoint += position / (length + 1);
			if (codePoint > Character.MAX_CODE_POINT) {
				return null;
			}
			position %= length + 1;
			System.arraycopy(output, (int) position, output, (int) position + 1, length - (int) position);
			output[(int) position++] = (int) codePoint;
		}
		return (length > 0) ? Arrays.copyOf(output, length) : null;
	}

	/** Return the value of a digit, or -1 if the character is none. */
	private static int value(char c) {
		return (c >= 'a' && c <= 'z') ? c - 'a' : (c >= '0' && c <= '9') ? c - '0' + 26 : -1;
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
