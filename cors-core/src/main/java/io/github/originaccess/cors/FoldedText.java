// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.SplittableRandom;

/**
 * Regions of text compared as if ASCII upper case were lower case, without making a
 * string of them.
 */
final class FoldedText {

	/** So many bytes, and two marks, are a number below the prime. */
	private static final int CHARACTERS_PER_BLOCK = 7;

	/** Four characters in a number, and the bits that none of ASCII has. */
	private static final long NOT_ASCII = 0xFF80_FF80_FF80_FF80L;

	/** Marks a character that is a block alone. */
	private static final long SINGLE = 1L << 56;

	/** Marks a block of fewer characters. */
	private static final long PART = 1L << 57;

	private FoldedText() {
	}

	/**
	 * Draw a secret.
	 * @return eight times the number that {@link #hash} speaks of, which has 58 bits
	 */
	static long secret() {
		return new SplittableRandom().nextLong(1L << 57, 1L << 58) << 3;
	}

	/**
	 * Hash a region. The blocks of a text are the coefficients of a polynomial, whose
	 * value at a secret point is taken modulo the prime 2^61 - 1:
	 *
	 * <pre>
	 * ((8 * secret + block 1) * secret + block 2) * secret ...
	 * </pre>
	 *
	 * Different texts have different blocks, hence different polynomials, and two of
	 * those have the same value at no more points than they have blocks. So two texts
	 * that somebody chooses without the secret have the same value with a probability of
	 * blocks / 2^57: no choice makes texts collide more often than chance.
	 * <p>
	 * Blocks differ unless texts differ in the case of ASCII letters only. Seven
	 * characters of ASCII are a block, a byte for each. A character beyond ASCII is a
	 * block alone, so that it does not reach into its neighbours. What is left over is a
	 * block whose highest byte tells how long it is.
	 * @param secret the {@linkplain #secret() secret}, the same for all texts of a table
	 * @return a hash whose low bits are as good as its high ones
	 */
	static int hash(String text, int start, int end, long secret) {
		long hash = secret;
		int i = start;
		for (int last = end - CHARACTERS_PER_BLOCK; i <= last; i += CHARACTERS_PER_BLOCK) {
			long four = text.charAt(i) | (long) text.charAt(i + 1) << 16 | (long) text.charAt(i + 2) << 32
					| (long) text.charAt(i + 3) << 48;
			long three = text.charAt(i + 4) | (long) text.charAt(i + 5) << 16 | (long) text.charAt(i + 6) << 32;
			hash = (((four | three) & NOT_ASCII) == 0) ? times(hash + lowerCase(four | three << 8), secret)
					: hashEach(text, i, i + CHARACTERS_PER_BLOCK, hash, secret);
		}
		if (i < end) {
			hash = hashRest(text, i, end, hash, secret);
		}
		// Values of app-1 and app-2 differ by a multiple of the secret: spread them.
		long mixed = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L; // as SplittableRandom
																	// does
		return (int) (mixed ^ mixed >>> 32);
	}

	private static long hashRest(String text, int start, int end, long hash, long secret) {
		long block = 1;
		int all = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			block = block << 8 | c;
			all |= c;
		}
		return (all < 0x80) ? times(hash + (lowerCase(block) | PART), secret)
				: hashEach(text, start, end, hash, secret);
	}

	private static long hashEach(String text, int start, int end, long hash, long secret) {
		long result = hash;
		int asciiStart = start;
		for (int i = start; i < end; i++) {
			if (text.charAt(i) >= 0x80) {
				result = times(hashRest(text, asciiStart, i, result, secret) + (SINGLE | text.charAt(i)), secret);
				asciiStart = i + 1;
			}
		}
		return hashRest(text, asciiStart, end, result, secret);
	}

	/** Return what {@link String#hashCode()} would be in lower case. */
	static int hashCode(String text) {
		int hash = 0;
		for (int i = 0; i < text.length(); i++) {
			hash = 31 * hash + lowerCase(text.charAt(i));
		}
		return hash;
	}

	/** Whether a region equals a text that contains no upper case. */
	static boolean equals(String folded, String text, int start, int end) {
		if (folded.length() != end - start) {
			return false;
		}
		// JVMs compare whole strings several bytes at a time.
		if ((end - start == text.length()) ? folded.equals(text) : text.startsWith(folded, start)) {
			return true;
		}
		for (int i = 0; i < folded.length(); i++) {
			char c = text.charAt(start + i);
			if (c != folded.charAt(i) && (c < 'A' || c > 'Z' || (char) (c + 'a' - 'A') != folded.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a text stands in another at an index, upper case in either taken for lower
	 * case.
	 */
	static boolean standsAt(String part, String text, int start) {
		if (text.length() - start < part.length()) {
			return false;
		}
		for (int i = 0; i < part.length(); i++) {
			if (lowerCase(part.charAt(i)) != lowerCase(text.charAt(start + i))) {
				return false;
			}
		}
		return true;
	}

	private static char lowerCase(char c) {
		return (c < 'A' || c > 'Z') ? c : (char) (c + 'a' - 'A');
	}

	/** Return a block with its upper case made lower case, all seven bytes at once. */
	private static long lowerCase(long block) {
		// The high bit of a byte becomes 1 from A on, and from the character after Z on.
		long fromA = block + 0x3F3F_3F3F_3F3F_3FL;
		long afterZ = block + 0x2525_2525_2525_25L;
		return block | ((fromA ^ afterZ) & 0x8080_8080_8080_80L) >>> 2;
	}

	/**
	 * Multiply modulo 2^61 - 1: what lies above the lowest 61 bits of a product is added
	 * to them. As the secret is given eight times, these parts are the two halves of a
	 * product of 128 bits, nearly. The hash, a block added, has 62 bits at most, and the
	 * result has no more.
	 */
	private static long times(long hash, long secret) {
		return Math.multiplyHigh(hash, secret) + (hash * secret >>> 3);
	}

}
