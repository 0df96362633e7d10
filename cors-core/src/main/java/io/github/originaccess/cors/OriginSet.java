// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The origins that a policy trusts, compiled. Exact origins are in a hash table of their
 * canonical texts, patterns in an {@link OriginTree}. The cost of a look-up is linear in
 * the length of the request's origin and does not depend on the configuration.
 * <p>
 * The table uses the hash of {@link String}. A string caches it, and newer JVMs compute
 * it for several bytes at a time. A tenant who registers origins could choose colliding
 * ones. If many origins collide, the table is rebuilt with a secret hash.
 */
final class OriginSet {

	private final long secret;

	/** Whether hashes depend on the secret. */
	private final boolean hashesSecretly;

	private final TextSet exact;

	private final int longest;

	private final boolean repeating;

	private final @Nullable OriginTree patterns;

	private OriginSet(long secret, List<String> exact, List<OriginPattern> patterns) {
		this.secret = secret;
		TextSet table = table(exact, false);
		this.hashesSecretly = table.isCrowded();
		this.exact = this.hashesSecretly ? table(exact, true) : table;
		this.repeating = this.exact.size() < exact.size();
		int longest = 0;
		for (String origin : exact) {
			longest = Math.max(longest, origin.length());
		}
		this.longest = longest;
		this.patterns = patterns.isEmpty() ? null : OriginTree.of(patterns, secret);
	}

	/** Return a table of origins, incomplete if it becomes crowded without the secret. */
	private TextSet table(List<String> origins, boolean secretly) {
		TextSet table = new TextSet(origins.size());
		for (String origin : origins) {
			table.add(hash(origin, secretly), origin);
			if (table.isCrowded() && !secretly) {
				break;
			}
		}
		return table;
	}

	/**
	 * Compile origins and patterns.
	 * @param plain origins in canonical form
	 * @param patterns patterns other than {@code *}
	 */
	static OriginSet of(List<String> plain, List<OriginPattern> patterns) {
		List<String> exact = patterns.isEmpty() ? plain : new ArrayList<>(plain);
		List<OriginPattern> others = new ArrayList<>();
		for (OriginPattern pattern : patterns) {
			if (pattern.form() == OriginPattern.Form.EXACT && !pattern.ports().admitAny()) {
				for (int port : pattern.ports().toArray()) {
					exact.add(pattern.origin(port));
				}
			}
			else {
				others.add(pattern);
			}
		}
		return new OriginSet(FoldedText.secret(), exact, others);
	}

	/** Whether the set contains a request's origin, in any case of ASCII letters. */
	boolean contains(String origin) {
		return containsExactly(origin) || containsInLowerCase(origin);
	}

	/**
	 * Whether the set contains a request's origin. An exact origin with upper case in the
	 * request may be missed, because the hash of {@link String} depends on the case. The
	 * secret hash does not.
	 * <p>
	 * The two look-ups are apart because {@link FetchRules#spelling} finds upper case in
	 * its own pass. A denial would take 20 ns longer, of 43 ns, if it made both.
	 */
	boolean containsExactly(String origin) {
		return origin.length() <= this.longest && find(origin)
				|| this.patterns != null && this.patterns.contains(origin);
	}

	/** Whether the lower case of a request's origin is an exact origin of the set. */
	boolean containsInLowerCase(String origin) {
		return origin.length() <= this.longest && findFolded(origin);
	}

	private boolean find(String origin) {
		return this.hashesSecretly ? findFolded(origin) : this.exact.contains(origin.hashCode(), origin);
	}

	private boolean findFolded(String origin) {
		int hash = this.hashesSecretly ? hash(origin, true) : FoldedText.hashCode(origin);
		return this.exact.contains(hash, origin, 0, origin.length());
	}

	/** Whether the set was compiled from an exact origin more than once. */
	boolean isRepeating() {
		return this.repeating;
	}

	private int hash(String origin, boolean secret) {
		return secret ? FoldedText.hash(origin, 0, origin.length(), this.secret) : origin.hashCode();
	}

}
