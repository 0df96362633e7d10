// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.RequestNotice;
import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The names that a program asked for and that no policy has. Each gets one line in the
 * log, and there are at most five such lines a minute. Names may come from requests, so
 * only those with a line are remembered, and not many of them. Safe for use by many
 * threads. A request may ask for a name, so this limit takes no lock, unlike that of
 * refreshes.
 */
final class MissingPolicies {

	private static final Log logger = LogFactory.getLog(MissingPolicies.class);

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final int MOST_LINES = 5;

	/** Five lines a minute reach this number after more than three hours. */
	static final int MOST_NAMES = 1_000;

	/** By the names that have a line. */
	private final Map<String, CorsPolicy> named = new ConcurrentHashMap<>();

	/** When each of the lines of a minute may be written again, in nanoseconds. */
	private final AtomicLongArray due;

	private final AtomicLong leftOut = new AtomicLong();

	MissingPolicies() {
		this(System.nanoTime());
	}

	MissingPolicies(long now) {
		long[] due = new long[MOST_LINES];
		Arrays.fill(due, now);
		this.due = new AtomicLongArray(due);
	}

	/**
	 * Return the policy in place of one that does not exist, and write a line about its
	 * name unless it has one.
	 * @param name the name
	 * @param existing the policies that exist
	 */
	CorsPolicy find(String name, List<CorsPolicy> existing) {
		CorsPolicy known = this.named.get(name);
		return (known != null) ? known : find(name, existing, System.nanoTime());
	}

	CorsPolicy find(String name, List<CorsPolicy> existing, long now) {
		CorsPolicy known = this.named.get(name);
		if (known != null) {
			return known;
		}
		CorsPolicy policy = CorsPolicy.missing(name);
		if (this.named.size() >= MOST_NAMES) {
			this.named.clear();
		}
		if (this.named.putIfAbsent(name, policy) != null) {
			return policy;
		}
		if (takeLine(now)) {
			long more = this.leftOut.getAndSet(0);
			logger.warn(RequestNotice.ofMissingPolicy(name, existing)
					+ ((more > 0) ? " (left out since the last such line: " + more + ")" : "") + " "
					+ Documentation.of(DenialReason.MISSING_POLICY));
		}
		else {
			this.leftOut.incrementAndGet();
			this.named.remove(name);
		}
		return policy;
	}

	private boolean takeLine(long now) {
		for (int i = 0; i < this.due.length(); i++) {
			long due = this.due.get(i);
			// Times are compared by their difference, since nanoTime may overflow.
			if (now - due >= 0 && this.due.compareAndSet(i, due, now + INTERVAL)) {
				return true;
			}
		}
		return false;
	}

	/** Forget the names that exist now. If they are gone again, they get another line. */
	void forget(Set<String> existing) {
		this.named.keySet().removeIf(existing::contains);
	}

	/** Return the number of names that are remembered. */
	int size() {
		return this.named.size();
	}

}
