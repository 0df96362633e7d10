// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells why requests are denied: all of them at DEBUG, and those that
 * {@code enforcement: server} would have refused where it only reports also at WARN, of
 * each policy and reason one example a minute and how many there were besides. Safe for
 * use by many threads; a request that is not told of costs no lock and no object.
 */
public final class DenialLog implements DecisionObserver {

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final Log logger = LogFactory.getLog(DenialLog.class);

	/** A program may make policies of any number of names; those beyond share one. */
	private static final int MOST_POLICIES = 1_000;

	private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

	private final Schedule others;

	private final AtomicLong nextSweep;

	private final LongSupplier nanoTime;

	/**
	 * Create a log that has told nothing yet.
	 */
	public DenialLog() {
		this(System::nanoTime);
	}

	DenialLog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.others = new Schedule(nanoTime.getAsLong());
		this.nextSweep = new AtomicLong(nanoTime.getAsLong());
	}

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		DenialReason reason = decision.reason();
		if (reason == null) {
			return;
		}
		if (decision.outcome() == Outcome.WOULD_DENY) {
			warn(policy, request, decision, reason);
		}
		if (logger.isDebugEnabled()) {
			logger.debug("The CORS policy '" + policy.name() + "' denied " + kind(decision) + " (" + reason.code()
					+ "). " + Explanation.of(policy, request, decision).sentence());
		}
	}

	private void warn(CorsPolicy policy, CorsRequest request, CorsDecision decision, DenialReason reason) {
		long now = this.nanoTime.getAsLong();
		long others = schedule(policy.name(), now).take(reason, now);
		if (others >= 0) {
			logger
				.warn("With enforcement server, the CORS policy '" + policy.name() + "' would have refused a request ("
						+ reason.code() + "). " + Explanation.of(policy, request, decision).sentence()
						+ ((others > 0) ? " So it would " + others + " others since the last such line." : ""));
		}
	}

	private Schedule schedule(String policy, long now) {
		Schedule schedule = this.schedules.get(policy);
		if (schedule != null) {
			return schedule;
		}
		long sweep = this.nextSweep.get();
		if (this.schedules.size() >= MOST_POLICIES && now - sweep >= 0
				&& this.nextSweep.compareAndSet(sweep, now + INTERVAL)) {
			// Names that vanished make room for new ones.
			this.schedules.values().removeIf((each) -> each.isIdle(now));
		}
		return (this.schedules.size() >= MOST_POLICIES) ? this.others
				: this.schedules.computeIfAbsent(policy, (name) -> new Schedule(now));
	}

	private static String kind(CorsDecision decision) {
		return switch (decision.kind()) {
			case PREFLIGHT -> "a preflight";
			case ACTUAL -> "a request of another origin";
			case NOT_CORS -> "a request";
		};
	}

	/**
	 * When each reason may be told of again.
	 */
	private static final class Schedule {

		private final AtomicLongArray due;

		private final AtomicLongArray untold;

		Schedule(long now) {
			long[] due = new long[DenialReason.values().length];
			Arrays.fill(due, now);
			this.due = new AtomicLongArray(due);
			this.untold = new AtomicLongArray(due.length);
		}

		/** Whether nothing was told of for a minute. */
		boolean isIdle(long now) {
			for (int i = 0; i < this.due.length(); i++) {
				if (now - this.due.get(i) < 0) {
					return false;
				}
			}
			return true;
		}

		/**
		 * Return how many were not told of before this one, or -1 if it is not either.
		 */
		long take(DenialReason reason, long now) {
			int index = reason.ordinal();
			long due = this.due.get(index);
			// By difference: nanoTime may overflow.
			if (now - due < 0 || !this.due.compareAndSet(index, due, now + INTERVAL)) {
				this.untold.incrementAndGet(index);
				return -1;
			}
			return this.untold.getAndSet(index, 0);
		}

	}

}
