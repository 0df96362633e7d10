// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Hashes and comparisons of text regions that ignore the case of ASCII letters and create
 * no string.
 */
final class FoldedText {

	/** Seven bytes and the two marks are a number below the prime. */
	private static final int CHARACTERS_PER_BLOCK = 7;

	/** The bits that four ASCII characters in a number never have. */
	private static final long NOT_ASCII = 0xFF80_FF80_FF80_FF80L;

	/** The mark of a block that is one character beyond ASCII. */
	private static final long SINGLE = 1L << 56;

	/** The mark of a block of fewer than seven characters. */
	private static final long PART = 1L << 57;

	private FoldedText() {
	}

	/**
	 * Draw a secret.
	 * @return eight times the secret point of {@link #hash}, which has 58 bits
	 */
	static long secret() {
		return ThreadLocalRandom.current().nextLong(1L << 57, 1L << 58) << 3;
	}

	/**
	 * Hash a region. The blocks of a text are the coefficients of a polynomial. The hash
	 * is the value of the polynomial at a secret point, modulo the prime 2^61 - 1:
	 *
	 * <pre>
	 * ((8 * secret + block 1) * secret + block 2) * secret ...
	 * </pre>
	 *
	 * Different texts have different blocks and so different polynomials. Two polynomials
	 * have the same value at no more points than they have blocks. An attacker without
	 * the secret can choose two texts with the same value only with a probability of
	 * blocks / 2^57.
	 * <p>
	 * Two texts have the same blocks only if they differ in nothing but the case of ASCII
	 * letters. Seven ASCII characters are a block, one byte each. A character beyond
	 * ASCII is a block of its own, so that it cannot change the bytes of its neighbours.
	 * The highest byte of the last block encodes its length.
	 * @param secret the {@linkplain #secret() secret}, the same for all texts of a table
	 * @return a hash whose low bits are as random as its high bits
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
		// The values of app-1 and app-2 differ by a multiple of the secret. So the bits
		// are mixed as SplittableRandom does it.
		long mixed = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
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

	/** Return the {@link String#hashCode()} of a text in lower case. */
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
	 * Whether a text contains another at an index, in any case of ASCII letters.
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

	/** Return a block in lower case; converts all seven bytes at once. */
	private static long lowerCase(long block) {
		// The high bit of a byte becomes 1 from A on, and from the character after Z on.
		long fromA = block + 0x3F3F_3F3F_3F3F_3FL;
		long afterZ = block + 0x2525_2525_2525_25L;
		return block | ((fromA ^ afterZ) & 0x8080_8080_8080_80L) >>> 2;
	}

	/**
	 * Multiply modulo 2^61 - 1: the bits above the lowest 61 bits of the product are
	 * added to the lowest 61. The secret is given eight times, so that these two parts
	 * are nearly the two halves of a product of 128 bits. A hash plus a block has at most
	 * 62 bits, and so has the result.
	 */
	private static long times(long hash, long secret) {
		return Math.multiplyHigh(hash, secret) + (hash * secret >>> 3);
	}

}
