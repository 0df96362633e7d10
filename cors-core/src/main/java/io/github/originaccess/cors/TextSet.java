// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * A set of lower-case texts, as a hash table of a fixed size. A look-up takes a whole
 * text, or a region of one in any case of ASCII letters, and creates no string.
 * <p>
 * The caller computes the hashes. If an attacker may choose texts, the hash must depend
 * on a {@linkplain FoldedText#secret() secret}, or the caller must check
 * {@link #isCrowded()}.
 * <p>
 * The table is at most half full. A text is in the slot of its hash, or in the next free
 * slot. The tag of a slot is seven bits of the hash, or zero if the slot is free:
 *
 * <pre>
 * slot      0      1      2      3      4      5      6      7
 * tag       0      f3     0      a1     95     0      0      c8
 * text      -    "com"    -     "a"    "b"     -      -    "org"
 * </pre>
 *
 * Among a million texts, nearly every read of memory misses the processor's caches. A
 * look-up passes other texts by their tags alone. Tags are bytes, so most of them fit
 * into a cache.
 */
final class TextSet {

	/** By chance, fewer than one in a million half-full tables has a longer run. */
	private static final int LONGEST_RUN = 128;

	/** By chance, the texts of a run have different tags, with few exceptions. */
	private static final int MOST_EQUAL_TAGS = 8;

	/**
	 * Few texts get more slots, so that most of them are alone where they are searched.
	 */
	private static final int FEW = 1_000;

	private static final int GOLDEN_RATIO = 0x9E3779B1; // 2^32 divided by it

	private static final int TAKEN = 0x80;

	private final byte[] tags;

	private final @Nullable String[] texts;

	private int size;

	private boolean crowded;

	/**
	 * Create a set.
	 * @param capacity the most texts that it can have
	 */
	TextSet(int capacity) {
		int slots = Math.max(1, capacity) * ((capacity <= FEW) ? 4 : 2);
		this.tags = new byte[slots];
		this.texts = new String[slots];
	}

	int size() {
		return this.size;
	}

	/** Whether more texts collide than do by chance. */
	boolean isCrowded() {
		return this.crowded;
	}

	/** Whether a region is in the set, in any case of ASCII letters. */
	boolean contains(int hash, String text, int start, int end) {
		byte[] tags = this.tags;
		byte tag = tag(hash);
		for (int slot = slot(hash); tags[slot] != 0; slot = next(slot)) {
			String candidate = (tags[slot] == tag) ? this.texts[slot] : null;
			if (candidate != null && FoldedText.equals(candidate, text, start, end)) {
				return true;
			}
		}
		return false;
	}

	/** Whether a text is in the set, in this case. */
	boolean contains(int hash, String text) {
		byte[] tags = this.tags;
		byte tag = tag(hash);
		for (int slot = slot(hash); tags[slot] != 0; slot = next(slot)) {
			if (tags[slot] == tag && text.equals(this.texts[slot])) {
				return true;
			}
		}
		return false;
	}

	/** Add a text, unless the set contains it. */
	void add(int hash, String text) {
		byte tag = tag(hash);
		int slot = slot(hash);
		int run = 0;
		int equalTags = 0;
		for (; this.tags[slot] != 0; slot = next(slot)) {
			if (this.tags[slot] == tag) {
				if (text.equals(this.texts[slot])) {
					return;
				}
				equalTags++;
			}
			run++;
		}
		this.crowded |= run > LONGEST_RUN || equalTags > MOST_EQUAL_TAGS;
		this.tags[slot] = tag;
		this.texts[slot] = text;
		this.size++;
	}

	private static byte tag(int hash) {
		return (byte) (hash | TAKEN);
	}

	/**
	 * Return the slot of a hash; consecutive hashes, as of app-1 and app-2, are spread.
	 * The product of the spread hash and the number of slots has the slot in its upper
	 * half.
	 */
	private int slot(int hash) {
		return (int) ((hash * GOLDEN_RATIO & 0xFFFF_FFFFL) * this.tags.length >>> 32);
	}

	private int next(int slot) {
		return (slot + 1 < this.tags.length) ? slot + 1 : 0;
	}

}
