// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * A table of values by the literal text that a path begins with. A look-up makes no
 * strings: it hashes the path piece by piece, up to each slash where a text may end.
 * Immutable.
 *
 * @param <V> the type of the values
 */
final class LiteralPaths<V> {

	private final boolean caseSensitive;

	/** Random, so that texts that collide cannot be made. */
	private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

	/** How far the highest bits of a hash are above an index. */
	private final int shift;

	/** Open addressing, at most half full. */
	private final @Nullable String[] texts;

	/** The value of each text, at the same index. */
	private final @Nullable Object[] values;

	/** The lengths of the texts, ascending. */
	private final int[] lengths;

	/**
	 * Create a table.
	 * @param values the values by text, which is {@linkplain #fold folded} if case does
	 * not matter
	 * @param caseSensitive whether case matters
	 */
	LiteralPaths(Map<String, V> values, boolean caseSensitive) {
		this.caseSensitive = caseSensitive;
		this.texts = new String[Integer.highestOneBit(Math.max(1, values.size())) * 4];
		this.shift = Long.numberOfLeadingZeros(this.texts.length - 1);
		this.values = new Object[this.texts.length];
		SortedSet<Integer> lengths = new TreeSet<>();
		for (String text : values.keySet()) {
			lengths.add(text.length());
		}
		this.lengths = new int[lengths.size()];
		int next = 0;
		for (int length : lengths) {
			this.lengths[next++] = length;
		}
		for (Map.Entry<String, V> entry : values.entrySet()) {
			int index = firstIndex(entry.getKey());
			while (this.texts[index] != null) {
				index = index + 1 & this.texts.length - 1;
			}
			this.texts[index] = entry.getKey();
			this.values[index] = entry.getValue();
		}
	}

	/**
	 * Find the value of the longest text that a path begins with. The text ends where the
	 * path does, or at a slash.
	 * @param path the path
	 * @param start the index at which the path begins
	 * @return the value, or {@code null} if the path begins with none of the texts
	 */
	@Nullable V findLongest(String path, int start) {
		V longest = null;
		long hash = 0;
		int hashed = start;
		for (int length : this.lengths) {
			int end = start + length;
			if (end > path.length()) {
				break;
			}
			if (end == path.length() || path.charAt(end) == '/') {
				hash = hash(hash, path, hashed, end);
				hashed = end;
				V found = find(path, start, end, hash);
				longest = (found != null) ? found : longest;
			}
		}
		return longest;
	}

	@SuppressWarnings("unchecked")
	private @Nullable V find(String path, int start, int end, long hash) {
		int index = index(hash);
		for (String text = this.texts[index]; text != null; text = this.texts[index]) {
			if (text.length() == end - start && isAt(start, path, text)) {
				return (V) this.values[index];
			}
			index = index + 1 & this.texts.length - 1;
		}
		return null;
	}

	private boolean isAt(int start, String path, String text) {
		return this.caseSensitive ? path.startsWith(text, start)
				: path.regionMatches(true, start, text, 0, text.length());
	}

	/** Return the index at which a look-up of a text begins. */
	int firstIndex(String text) {
		return index(hash(text));
	}

	/** Hash a whole text, in the pieces in which a look-up hashes a path. */
	private long hash(String text) {
		long hash = 0;
		int hashed = 0;
		for (int length : this.lengths) {
			if (length > text.length()) {
				break;
			}
			if (length == text.length() || text.charAt(length) == '/') {
				hash = hash(hash, text, hashed, length);
				hashed = length;
			}
		}
		return hash;
	}

	/**
	 * Continue the hash of what precedes a region of a path; it is 0 at the start. Four
	 * characters are one step, since a multiplication takes longer than the rest. It
	 * carries upwards only, so each step mixes the high bits with the low ones.
	 */
	private long hash(long hash, String path, int start, int end) {
		long next = hash;
		int i = start;
		for (; i + 4 <= end; i += 4) {
			long four = folded(path, i) | folded(path, i + 1) << 16 | folded(path, i + 2) << 32
					| folded(path, i + 3) << 48;
			next = mixed(next ^ four);
		}
		for (; i < end; i++) {
			next = mixed(next ^ folded(path, i));
		}
		return next;
	}

	private long mixed(long bits) {
		long product = bits * this.multiplier;
		return product ^ product >>> 32;
	}

	/** Return a character of a path, without its case if case does not matter. */
	private long folded(String path, int index) {
		char c = path.charAt(index);
		return this.caseSensitive ? c : fold(c);
	}

	/** Return the highest bits, which depend on all characters. */
	private int index(long hash) {
		return (int) (hash >>> this.shift);
	}

	/** Return a text without its case. */
	static String fold(String text) {
		StringBuilder folded = new StringBuilder(text);
		for (int i = 0; i < text.length(); i++) {
			folded.setCharAt(i, fold(text.charAt(i)));
		}
		return folded.toString();
	}

	/** Fold alike the characters that {@link String#equalsIgnoreCase} takes for equal. */
	private static char fold(char c) {
		return Character.toLowerCase(Character.toUpperCase(c));
	}

}
