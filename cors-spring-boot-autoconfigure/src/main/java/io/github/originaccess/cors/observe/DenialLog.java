// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

	/** By name of policy, of which there are as many as somebody has configured. */
	private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	/**
	 * Create a log that has told nothing yet.
	 */
	public DenialLog() {
		this(System::nanoTime);
	}

	DenialLog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
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
		Schedule schedule = this.schedules.get(policy.name());
		if (schedule == null) {
			schedule = this.schedules.computeIfAbsent(policy.name(), (name) -> new Schedule(now));
		}
		long others = schedule.take(reason, now);
		if (others >= 0) {
			logger
				.warn("With enforcement server, the CORS policy '" + policy.name() + "' would have refused a request ("
						+ reason.code() + "). " + Explanation.of(policy, request, decision).sentence()
						+ ((others > 0) ? " So it would " + others + " others since the last such line." : ""));
		}
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
