// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * The origins that a policy trusts, compiled: exact origins in a hash table of their
 * canonical texts, all others in an {@link OriginTree}. The cost of a look-up is linear
 * in the length of the request's origin and does not depend on what is configured.
 */
final class OriginSet {

	private final long multiplier;

	/** Open addressing, at most half full. */
	private final @Nullable String[] origins;

	/**
	 * The whole hash of each origin, so that strangers are told apart without a look at
	 * them.
	 */
	private final int[] hashes;

	private final int longest;

	private final @Nullable OriginTree patterns;

	private OriginSet(long multiplier, List<String> exact, List<OriginPattern> patterns) {
		this.multiplier = multiplier;
		int size = Integer.highestOneBit(Math.max(1, exact.size())) * 4;
		this.origins = new String[size];
		this.hashes = new int[size];
		int longest = 0;
		for (String origin : exact) {
			longest = Math.max(longest, origin.length());
			add(origin);
		}
		this.longest = longest;
		this.patterns = patterns.isEmpty() ? null : OriginTree.of(patterns, multiplier);
	}

	/**
	 * Compile patterns.
	 * @param patterns the patterns, {@code *} not among them
	 */
	static OriginSet of(List<OriginPattern> patterns) {
		List<String> exact = new ArrayList<>();
		List<OriginPattern> others = new ArrayList<>();
		for (OriginPattern pattern : patterns) {
			if (pattern.form() == OriginPattern.Form.EXACT && !pattern.admitsAnyPort()) {
				pattern.ports().forEach((port) -> exact.add(pattern.origin(port)));
			}
			else {
				others.add(pattern);
			}
		}
		return new OriginSet(new SplittableRandom().nextLong() | 1, exact, others);
	}

	/**
	 * Whether a request's origin is one of the set. Upper case in it is tolerated,
	 * nothing else.
	 */
	boolean contains(String origin) {
		int length = origin.length();
		if (length <= this.longest && containsExactly(origin, length)) {
			return true;
		}
		return this.patterns != null && this.patterns.contains(origin);
	}

	private boolean containsExactly(String origin, int length) {
		int mask = this.origins.length - 1;
		int hash = FoldedText.hash(origin, 0, length, this.multiplier);
		int index = hash & mask;
		for (String candidate = this.origins[index]; candidate != null; candidate = this.origins[index]) {
			if (this.hashes[index] == hash
					&& (candidate.equals(origin) || FoldedText.equals(candidate, origin, 0, length))) {
				return true;
			}
			index = index + 1 & mask;
		}
		return false;
	}

	private void add(String origin) {
		int mask = this.origins.length - 1;
		int hash = FoldedText.hash(origin, 0, origin.length(), this.multiplier);
		int index = hash & mask;
		for (String other = this.origins[index]; other != null; other = this.origins[index]) {
			if (other.equals(origin)) {
				return;
			}
			index = index + 1 & mask;
		}
		this.origins[index] = origin;
		this.hashes[index] = hash;
	}

}
