// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.properties.CorsProperties;
import org.jspecify.annotations.Nullable;

/**
 * When providers are asked.
 *
 * @param interval how often; {@code null} for once only
 * @param timeout how long one of them may take
 * @param failFast whether the start fails if one of them does
 */
record RefreshSettings(@Nullable Duration interval, Duration timeout, boolean failFast) {

	private static final double JITTER = 0.1;

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

	/** However often providers are asked, one that fails gets some rest. */
	private static final Duration SHORTEST_CAP = Duration.ofMinutes(1);

	private static final int MOST_DOUBLINGS = 20;

	static RefreshSettings of(CorsProperties properties) {
		return new RefreshSettings(properties.getRefreshInterval(), properties.getRefreshTimeout(),
				properties.isRefreshFailFast());
	}

	/**
	 * How long to wait before a provider is asked again.
	 * @param failures how often in a row it has failed
	 * @param random from 0 to 1, so that the instances of an application do not ask all
	 * at once
	 * @return {@code null} if it is not asked again
	 */
	@Nullable Duration delay(int failures, double random) {
		Duration delay = (failures == 0) ? this.interval : retry(failures);
		return (delay != null) ? Duration.ofNanos((long) (nanos(delay) * (1 + JITTER * (2 * random - 1)))) : null;
	}

	/**
	 * Doubled each time, but never longer than the interval, or a minute if that is
	 * shorter: who is well again is not to wait for it longer than anybody else.
	 */
	private Duration retry(int failures) {
		Duration first = (this.interval != null) ? shorter(this.interval, FIRST_RETRY) : FIRST_RETRY;
		Duration cap = (this.interval != null) ? longer(this.interval, SHORTEST_CAP) : LONGEST_RETRY;
		return shorter(first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), cap);
	}

	/** At most 292 years, which is how far nanoseconds can count. */
	static long nanos(Duration duration) {
		return TimeUnit.NANOSECONDS.convert(duration);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
