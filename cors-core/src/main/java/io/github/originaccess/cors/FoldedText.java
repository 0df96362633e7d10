// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * Regions of text compared as if ASCII upper case were lower case, without making a
 * string of them.
 */
final class FoldedText {

	private static final int CHARACTERS_PER_BLOCK = 8;

	private FoldedText() {
	}

	/**
	 * Hash a region. The multiplier is random and secret, so that nobody can choose texts
	 * that collide; every block of eight characters costs one multiplication.
	 * @param multiplier an odd number, the same for all texts of a table
	 * @return a hash whose low bits are as good as its high ones
	 */
	static int hash(String text, int start, int end, long multiplier) {
		long hash = end - start;
		int i = start;
		for (int last = end - CHARACTERS_PER_BLOCK; i <= last; i += CHARACTERS_PER_BLOCK) {
			long block = text.charAt(i) | (long) text.charAt(i + 1) << 8 | (long) text.charAt(i + 2) << 16
					| (long) text.charAt(i + 3) << 24 | (long) text.charAt(i + 4) << 32
					| (long) text.charAt(i + 5) << 40 | (long) text.charAt(i + 6) << 48
					| (long) text.charAt(i + 7) << 56;
			hash = mix(hash ^ fold(block), multiplier);
		}
		long rest = 0;
		for (; i < end; i++) {
			rest = rest << 8 | text.charAt(i);
		}
		hash = mix(hash ^ fold(rest), multiplier);
		// The first characters of the rest are high bits, which one step brings to low
		// bits of the upper half only: once more, or abc.com and xyc.com share a bucket.
		return (int) mix(hash, multiplier);
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
		if (text.startsWith(folded, start)) {
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

	/** Cheaper than exact: equal texts hash alike, which is all that a hash owes. */
	private static long fold(long block) {
		return block | 0x2020202020202020L;
	}

	private static long mix(long hash, long multiplier) {
		long product = hash * multiplier;
		return product ^ product >>> 32;
	}

}
