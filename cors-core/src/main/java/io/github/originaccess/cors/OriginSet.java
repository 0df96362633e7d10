// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The origins that a policy trusts, compiled: exact origins in a hash table of their
 * canonical texts, all others in an {@link OriginTree}. The cost of a look-up is linear
 * in the length of the request's origin and does not depend on what is configured.
 * <p>
 * The table's hash is that of {@link String}, which costs nothing where a string has been
 * asked before, and is made for several bytes at a time by newer JVMs. Whoever may
 * register origins can choose them to collide, though; where they do, the table is made
 * with a secret hash instead.
 */
final class OriginSet {

	/** Of a table that is half full, not one in a million has longer runs. */
	private static final int LONGEST_RUN = 128;

	/** Of a million strings, a few hundred have the hash of another one. */
	private static final int MOST_EQUAL_HASHES = 8;

	private static final int GOLDEN_RATIO = 0x9E3779B1; // 2^32 divided by it

	private final long secret;

	/** Whether hashes depend on the secret. */
	private final boolean hashesSecretly;

	/** Open addressing, at most half full. */
	private final @Nullable String[] origins;

	/**
	 * The whole hash of each origin, so that strangers are told apart without a look at
	 * them.
	 */
	private final int[] hashes;

	private final int shift;

	private final int longest;

	private final boolean repeating;

	private final @Nullable OriginTree patterns;

	private OriginSet(long secret, List<String> exact, List<OriginPattern> patterns) {
		this.secret = secret;
		int size = Integer.highestOneBit(Math.max(1, exact.size())) * 4;
		this.origins = new String[size];
		this.hashes = new int[size];
		this.shift = Integer.numberOfLeadingZeros(size - 1);
		this.hashesSecretly = !fill(exact, false);
		if (this.hashesSecretly) {
			Arrays.fill(this.origins, null);
			fill(exact, true);
		}
		int distinct = 0;
		for (String origin : this.origins) {
			distinct += (origin != null) ? 1 : 0;
		}
		this.repeating = distinct < exact.size();
		int longest = 0;
		for (String origin : exact) {
			longest = Math.max(longest, origin.length());
		}
		this.longest = longest;
		this.patterns = patterns.isEmpty() ? null : OriginTree.of(patterns, secret);
	}

	/**
	 * Compile origins and patterns.
	 * @param plain origins in canonical form
	 * @param patterns patterns, {@code *} not among them
	 */
	static OriginSet of(List<String> plain, List<OriginPattern> patterns) {
		List<String> exact = patterns.isEmpty() ? plain : new ArrayList<>(plain);
		List<OriginPattern> others = new ArrayList<>();
		for (OriginPattern pattern : patterns) {
			if (pattern.form() == OriginPattern.Form.EXACT && !pattern.ports().admitAny()) {
				for (int port : pattern.ports().list()) {
					exact.add(pattern.origin(port));
				}
			}
			else {
				others.add(pattern);
			}
		}
		return new OriginSet(FoldedText.secret(), exact, others);
	}

	/**
	 * Whether a request's origin is one of the set. Upper case in it is tolerated,
	 * nothing else.
	 */
	boolean contains(String origin) {
		return containsAsSpelt(origin) || containsFolded(origin);
	}

	/**
	 * Whether a request's origin is one of the set, as it is spelt if that is an exact
	 * one.
	 */
	boolean containsAsSpelt(String origin) {
		return origin.length() <= this.longest && find(origin)
				|| this.patterns != null && this.patterns.contains(origin);
	}

	/** Whether an origin with upper case in it is an exact one of the set without it. */
	boolean containsFolded(String origin) {
		return origin.length() <= this.longest && findFolded(origin);
	}

	private boolean find(String origin) {
		int hash = hash(origin, this.hashesSecretly);
		int index = index(hash);
		for (String candidate = this.origins[index]; candidate != null; candidate = this.origins[index]) {
			if (this.hashes[index] == hash && candidate.equals(origin)) {
				return true;
			}
			index = index + 1 & this.origins.length - 1;
		}
		return false;
	}

	private boolean findFolded(String origin) {
		int hash = this.hashesSecretly ? hash(origin, true) : FoldedText.hashCode(origin);
		int index = index(hash);
		for (String candidate = this.origins[index]; candidate != null; candidate = this.origins[index]) {
			if (this.hashes[index] == hash && FoldedText.equals(candidate, origin, 0, origin.length())) {
				return true;
			}
			index = index + 1 & this.origins.length - 1;
		}
		return false;
	}

	/** Whether the set was made of some exact origin more than once. */
	boolean isRepeating() {
		return this.repeating;
	}

	/** Whether no origin stands far from where it is looked for. */
	private boolean fill(List<String> exact, boolean secret) {
		for (String origin : exact) {
			if (!add(origin, hash(origin, secret)) && !secret) {
				return false;
			}
		}
		return true;
	}

	private boolean add(String origin, int hash) {
		int index = index(hash);
		int run = 0;
		int equalHashes = 0;
		for (String other = this.origins[index]; other != null; other = this.origins[index]) {
			if (this.hashes[index] == hash) {
				if (other.equals(origin)) {
					return true;
				}
				equalHashes++;
			}
			run++;
			index = index + 1 & this.origins.length - 1;
		}
		this.origins[index] = origin;
		this.hashes[index] = hash;
		return run <= LONGEST_RUN && equalHashes <= MOST_EQUAL_HASHES;
	}

	private int hash(String origin, boolean secret) {
		return secret ? FoldedText.hash(origin, 0, origin.length(), this.secret) : origin.hashCode();
	}

	/**
	 * Where origins of consecutive hashes, as app-1 and app-2 have, come to lie apart.
	 */
	private int index(int hash) {
		return hash * GOLDEN_RATIO >>> this.shift;
	}

}
