// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of lower-case texts and their values. A look-up takes a region of another
 * text, in any case of ASCII letters, and creates no string.
 * <p>
 * The caller computes the hashes. A key is a text with its hash, so that a caller can
 * store a text several times under different hashes. If an attacker may choose texts, the
 * hash must depend on a {@linkplain FoldedText#secret() secret}.
 * <p>
 * The table is at most half full. A text is in the slot of its hash, or in the next free
 * slot:
 *
 * <pre>
 * slot      0      1      2      3      4      5      6      7
 * text      -    "com"    -     "a"    "b"     -      -    "org"
 * hash           1        -      3      3                    7
 * value          node            node   node                 node
 * </pre>
 *
 * @param <V> the type of the values
 */
final class TextTable<V> {

	private static final int GOLDEN_RATIO = 0x9E3779B1; // 2^32 divided by it

	private static final int FIRST_SLOTS = 4;

	private @Nullable String[] texts = new String[FIRST_SLOTS];

	/** The whole hashes; a text is compared only if its hash is equal. */
	private int[] hashes = new int[FIRST_SLOTS];

	private @Nullable Object[] values = new Object[FIRST_SLOTS];

	private int shift = Integer.numberOfLeadingZeros(FIRST_SLOTS - 1);

	private int size;

	/**
	 * Return the value of a region, or {@code null} if the region is not in the table.
	 */
	@SuppressWarnings("unchecked")
	@Nullable V get(int hash, String text, int start, int end) {
		@Nullable String[] texts = this.texts;
		int[] hashes = this.hashes;
		int slot = slot(hash);
		for (String candidate = texts[slot]; candidate != null; candidate = texts[slot]) {
			if (hashes[slot] == hash && FoldedText.equals(candidate, text, start, end)) {
				return (V) this.values[slot];
			}
			slot = slot + 1 & texts.length - 1;
		}
		return null;
	}

	/** Add a text that the table does not contain, and its value. */
	void put(int hash, String text, V value) {
		set(hash, text, value);
		this.size++;
		if (this.size * 2 > this.texts.length) {
			grow();
		}
	}

	private void set(int hash, String text, @Nullable Object value) {
		int slot = slot(hash);
		while (this.texts[slot] != null) {
			slot = slot + 1 & this.texts.length - 1;
		}
		this.texts[slot] = text;
		this.hashes[slot] = hash;
		this.values[slot] = value;
	}

	private void grow() {
		@Nullable String[] texts = this.texts;
		int[] hashes = this.hashes;
		@Nullable Object[] values = this.values;
		this.texts = new String[texts.length * 2];
		this.hashes = new int[texts.length * 2];
		this.values = new Object[texts.length * 2];
		this.shift--;
		for (int i = 0; i < texts.length; i++) {
			String text = texts[i];
			if (text != null) {
				set(hashes[i], text, values[i]);
			}
		}
	}

	/**
	 * Return the slot of a hash; consecutive hashes, as of app-1 and app-2, are spread.
	 */
	private int slot(int hash) {
		return hash * GOLDEN_RATIO >>> this.shift;
	}

}
