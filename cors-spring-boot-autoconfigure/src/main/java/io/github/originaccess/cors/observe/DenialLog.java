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
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The log of denials. Each denial is a line at DEBUG. With {@code enforcement: report}, a
 * would-be denial is also a line at WARN: one per policy, reason and minute, with the
 * number of those since the last line. Safe for use by many threads. A request without a
 * line costs no lock and no object.
 */
public final class DenialLog implements DecisionObserver {

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final Log logger = LogFactory.getLog(DenialLog.class);

	/**
	 * The number of policies that have lines of their own. A program may make policies of
	 * any number of names, and further policies share their lines.
	 */
	private static final int MOST_POLICIES = 1_000;

	private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

	private final Schedule others;

	private final AtomicLong nextSweep;

	/** Tells the time in nanoseconds; {@code null} for {@link System#nanoTime()}. */
	private final @Nullable LongSupplier clock;

	private final SettingPlaces places;

	/**
	 * Create a log of decisions of policies that properties made.
	 */
	public DenialLog() {
		this(SettingPlaces.IN_PROPERTIES);
	}

	/**
	 * Create a log.
	 * @param places the places of settings, which the lines name
	 */
	public DenialLog(SettingPlaces places) {
		this(places, null);
	}

	DenialLog(SettingPlaces places, @Nullable LongSupplier clock) {
		this.places = places;
		this.clock = clock;
		this.others = new Schedule(now());
		this.nextSweep = new AtomicLong(now());
	}

	private long now() {
		return (this.clock != null) ? this.clock.getAsLong() : System.nanoTime();
	}

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		DenialReason reason = decision.reason();
		if (reason == null) {
			// The response of a policy with credentials is withheld from no allowed page.
			if (!policy.allowsCredentials() && decision.kind() == Kind.ACTUAL && logger.isDebugEnabled()) {
				debugWithheld(policy, request, decision);
			}
			return;
		}
		if (decision.outcome() == Outcome.WOULD_DENY) {
			warn(policy, request, decision, reason);
		}
		if (logger.isDebugEnabled()) {
			Explanation explanation = Explanation.of(policy, request, decision, this.places);
			boolean wouldDeny = decision.outcome() == Outcome.WOULD_DENY;
			logger.debug("The CORS policy '" + explanation.policy() + "' " + (wouldDeny ? "would deny " : "denied ")
					+ explanation.request() + " (" + reason.code() + "). " + explanation.sentence() + " "
					+ (wouldDeny ? Documentation.REPORT_FIRST : Documentation.of(reason)));
		}
	}

	private void debugWithheld(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		String withheld = Explanation.of(policy, request, decision, this.places).withheld();
		if (withheld != null) {
			logger.debug(withheld + " " + Documentation.of(DenialReason.CREDENTIALS_NOT_ALLOWED));
		}
	}

	private void warn(CorsPolicy policy, CorsRequest request, CorsDecision decision, DenialReason reason) {
		long now = now();
		long more = schedule(policy.name(), now).take(reason, now);
		if (more >= 0) {
			Explanation explanation = Explanation.of(policy, request, decision, this.places);
			logger.warn("With enforcement server, the CORS policy '" + explanation.policy() + "' would have refused "
					+ explanation.request() + " (" + reason.code() + "). " + explanation.sentence()
					+ ((more > 0) ? " " + more + ((more == 1) ? " more would-be denial" : " more would-be denials")
							+ " since the last such line." : "")
					+ " " + Documentation.REPORT_FIRST);
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
			// Names that are gone make room for new ones.
			this.schedules.values().removeIf((each) -> each.isIdle(now));
		}
		return (this.schedules.size() >= MOST_POLICIES) ? this.others
				: this.schedules.computeIfAbsent(policy, (name) -> new Schedule(now));
	}

	/**
	 * The times of a policy's next lines, one for each reason.
	 */
	private static final class Schedule {

		/** In nanoseconds. */
		private final AtomicLongArray due;

		/** The numbers of denials since the last line. */
		private final AtomicLongArray counts;

		Schedule(long now) {
			long[] due = new long[DenialReason.values().length];
			Arrays.fill(due, now);
			this.due = new AtomicLongArray(due);
			this.counts = new AtomicLongArray(due.length);
		}

		/** Whether there was no line for a minute. */
		boolean isIdle(long now) {
			for (int i = 0; i < this.due.length(); i++) {
				if (now - this.due.get(i) < 0) {
					return false;
				}
			}
			return true;
		}

		/**
		 * Take the line of a reason, or count the denial.
		 * @return the number of denials since the last line, or -1 if this one has no
		 * line
		 */
		long take(DenialReason reason, long now) {
			int index = reason.ordinal();
			long due = this.due.get(index);
			// Times are compared by their difference, since nanoTime may overflow.
			if (now - due < 0 || !this.due.compareAndSet(index, due, now + INTERVAL)) {
				this.counts.incrementAndGet(index);
				return -1;
			}
			return this.counts.getAndSet(index, 0);
		}

	}

}
