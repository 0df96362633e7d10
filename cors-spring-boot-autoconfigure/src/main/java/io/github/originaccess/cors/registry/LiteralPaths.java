// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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
	private final int multiplier = new SplittableRandom().nextInt() | 1;

	/** Open addressing, at most half full. */
	private final @Nullable String[] texts;

	/** The position of each text's value. */
	private final int[] positions;

	private final List<V> values;

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
		this.positions = new int[this.texts.length];
		this.values = List.copyOf(values.values());
		BitSet lengths = new BitSet();
		int position = 0;
		for (String text : values.keySet()) {
			lengths.set(text.length());
			int index = index(hash(0, text, 0, text.length()));
			while (this.texts[index] != null) {
				index = index + 1 & this.texts.length - 1;
			}
			this.texts[index] = text;
			this.positions[index] = position++;
		}
		this.lengths = lengths.stream().toArray();
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
		int hash = 0;
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

	private @Nullable V find(String path, int start, int end, int hash) {
		int index = index(hash);
		for (String text = this.texts[index]; text != null; text = this.texts[index]) {
			if (text.length() == end - start
					&& path.regionMatches(!this.caseSensitive, start, text, 0, text.length())) {
				return this.values.get(this.positions[index]);
			}
			index = index + 1 & this.texts.length - 1;
		}
		return null;
	}

	/** Continue the hash of what precedes a region of a path; it is 0 at the start. */
	private int hash(int hash, String path, int start, int end) {
		int next = hash;
		for (int i = start; i < end; i++) {
			char c = path.charAt(i);
			next = (next ^ (this.caseSensitive ? c : fold(c))) * this.multiplier;
		}
		return next;
	}

	private int index(int hash) {
		return (hash ^ hash >>> 16) & this.texts.length - 1;
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
