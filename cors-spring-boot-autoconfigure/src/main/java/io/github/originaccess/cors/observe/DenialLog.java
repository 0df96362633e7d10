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
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells which requests {@code enforcement: server} would have refused where it only
 * reports: of each policy and reason one example a minute, and how many there were
 * besides. Safe for use by many threads; a request that is not told of costs no lock and
 * no object.
 */
public final class DenialLog {

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final int MAX_LENGTH = 100;

	private static final String HARMLESS = "-._~:/[]+";

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

	/**
	 * Take note of a decision.
	 * @param decision the decision
	 * @param request the request that was decided on
	 */
	public void decided(CorsDecision decision, CorsRequest request) {
		DenialReason reason = decision.reason();
		if (reason == null || decision.outcome() != Outcome.WOULD_DENY) {
			return;
		}
		long now = this.nanoTime.getAsLong();
		Schedule schedule = this.schedules.get(decision.policy());
		if (schedule == null) {
			schedule = this.schedules.computeIfAbsent(decision.policy(), (policy) -> new Schedule(now));
		}
		long others = schedule.take(reason, now);
		if (others >= 0) {
			logger.warn(message(decision.policy(), reason, request, others));
		}
	}

	private static String message(String policy, DenialReason reason, CorsRequest request, long others) {
		return "With enforcement server, the CORS policy '" + policy + "' would have refused a request, "
				+ printable(request.method()) + " with Origin " + printable(request.header("Origin")) + ": "
				+ reason.sentence() + " (" + reason.code() + ")."
				+ ((reason.setting() != null) ? " To let it pass, change " + reason.setting().propertyName() + "." : "")
				+ ((others > 0) ? " So it would " + others + " others since the last such line." : "");
	}

	/** Nothing is left of a value that ends a line, moves a cursor or opens a tag. */
	private static String printable(@Nullable String value) {
		if (value == null) {
			return "absent";
		}
		StringBuilder text = new StringBuilder(value);
		text.setLength(Math.min(text.length(), MAX_LENGTH));
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean harmless = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
					|| HARMLESS.indexOf(c) >= 0;
			text.setCharAt(i, harmless ? c : '?');
		}
		return (value.length() > MAX_LENGTH) ? text + "..." : text.toString();
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
