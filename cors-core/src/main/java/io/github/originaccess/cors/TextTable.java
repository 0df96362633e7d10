// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of lower-case texts. A look-up takes a region of another text, in any case
 * of ASCII letters, and creates no string.
 * <p>
 * The caller computes the hashes. A key is a text with its hash, so that a caller can
 * store a text several times under different hashes. If an attacker may choose texts, the
 * hash must depend on a {@linkplain FoldedText#secret() secret}, or the caller must check
 * {@link #isCrowded()}.
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
 * @param <V> the type of the values; a table used as a set has no values
 */
final class TextTable<V> {

	/** By chance, fewer than one in a million half-full tables has a longer run. */
	private static final int LONGEST_RUN = 128;

	/** By chance, a few hundred of a million strings have the hash of another string. */
	private static final int MOST_EQUAL_HASHES = 8;

	private static final int GOLDEN_RATIO = 0x9E3779B1; // 2^32 divided by it

	private @Nullable String[] texts;

	/** The whole hashes; a text is compared only if its hash is equal. */
	private int[] hashes;

	private @Nullable Object @Nullable [] values;

	private int shift;

	private int size;

	private boolean crowded;

	/**
	 * Create a table.
	 * @param expected how many texts it has room for before it grows
	 */
	TextTable(int expected) {
		int slots = Integer.highestOneBit(Math.max(1, expected)) * 4;
		this.texts = new String[slots];
		this.hashes = new int[slots];
		this.shift = Integer.numberOfLeadingZeros(slots - 1);
	}

	int size() {
		return this.size;
	}

	/** Whether more texts collide than do by chance. */
	boolean isCrowded() {
		return this.crowded;
	}

	boolean contains(int hash, String text, int start, int end) {
		return find(hash, text, start, end) >= 0;
	}

	/**
	 * Return the value of a region, or {@code null} if the region is not in the table.
	 */
	@SuppressWarnings("unchecked")
	@Nullable V get(int hash, String text, int start, int end) {
		int slot = find(hash, text, start, end);
		return (slot >= 0 && this.values != null) ? (V) this.values[slot] : null;
	}

	private int find(int hash, String text, int start, int end) {
		@Nullable String[] texts = this.texts;
		int[] hashes = this.hashes;
		int slot = slot(hash);
		for (String candidate = texts[slot]; candidate != null; candidate = texts[slot]) {
			if (hashes[slot] == hash && FoldedText.equals(candidate, text, start, end)) {
				return slot;
			}
			slot = slot + 1 & texts.length - 1;
		}
		return -1;
	}

	/** Add a text without a value, unless the table contains it. */
	void add(int hash, String text) {
		put(hash, text, null);
	}

	/** Add a text and its value, unless the table contains the text. */
	void put(int hash, String text, @Nullable V value) {
		int slot = slot(hash);
		int run = 0;
		int equalHashes = 0;
		for (String other = this.texts[slot]; other != null; other = this.texts[slot]) {
			if (this.hashes[slot] == hash) {
				if (other.equals(text)) {
					return;
				}
				equalHashes++;
			}
			run++;
			slot = next(slot);
		}
		this.crowded |= run > LONGEST_RUN || equalHashes > MOST_EQUAL_HASHES;
		set(slot, hash, text, value);
		this.size++;
		if (this.size * 2 > this.texts.length) {
			grow();
		}
	}

	private void set(int slot, int hash, String text, @Nullable Object value) {
		this.texts[slot] = text;
		this.hashes[slot] = hash;
		if (value != null) {
			this.values = (this.values != null) ? this.values : new Object[this.texts.length];
			this.values[slot] = value;
		}
	}

	private void grow() {
		@Nullable String[] texts = this.texts;
		int[] hashes = this.hashes;
		@Nullable Object[] values = (this.values != null) ? this.values : new Object[texts.length];
		this.texts = new String[texts.length * 2];
		this.hashes = new int[texts.length * 2];
		this.values = null;
		this.shift--;
		for (int i = 0; i < texts.length; i++) {
			String text = texts[i];
			if (text != null) {
				int slot = slot(hashes[i]);
				while (this.texts[slot] != null) {
					slot = next(slot);
				}
				set(slot, hashes[i], text, values[i]);
			}
		}
	}

	/**
	 * Return the slot of a hash; consecutive hashes, as of app-1 and app-2, are spread.
	 */
	private int slot(int hash) {
		return hash * GOLDEN_RATIO >>> this.shift;
	}

	private int next(int slot) {
		return slot + 1 & this.texts.length - 1;
	}

}
