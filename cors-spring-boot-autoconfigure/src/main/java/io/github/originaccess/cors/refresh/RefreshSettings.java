// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.properties.CorsProperties;
import org.jspecify.annotations.Nullable;

/**
 * The properties under {@code cors.refresh-*}, and the delays that follow from them.
 *
 * @param interval the time between two calls of a provider; {@code null} if a provider is
 * asked again only after a failure
 * @param timeout how long a provider may take to answer
 * @param failFast whether the application does not start if a provider fails
 */
record RefreshSettings(@Nullable Duration interval, Duration timeout, boolean failFast) {

	private static final double JITTER = 0.1;

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

	/** With a shorter interval, a provider that fails is still asked less and less. */
	private static final Duration SHORTEST_CAP = Duration.ofMinutes(1);

	private static final int MOST_DOUBLINGS = 20;

	/** Return the settings among the properties. */
	static RefreshSettings of(CorsProperties properties) {
		return new RefreshSettings(properties.getRefreshInterval(), properties.getRefreshTimeout(),
				properties.isRefreshFailFast());
	}

	/**
	 * Return the delay before a provider is asked again.
	 * @param failures how many calls in a row have failed
	 * @param random a number from 0 to 1, for the jitter. It keeps the instances of an
	 * application from asking at the same time.
	 * @return the delay; {@code null} if the provider is not asked again
	 */
	@Nullable Duration delay(int failures, double random) {
		Duration delay = (failures == 0) ? this.interval : retry(failures);
		return (delay != null) ? Duration.ofNanos((long) (nanos(delay) * (1 + JITTER * (2 * random - 1)))) : null;
	}

	/**
	 * The delay doubles with each failure. The interval is its cap, so that a provider
	 * that works again is not asked later than the others; a minute is the shortest cap.
	 * <p>
	 * Spring's {@code ExponentialBackOff} does not fit: it keeps state per provider, and
	 * its jitter is one-sided at the first delay and at the cap.
	 */
	private Duration retry(int failures) {
		Duration first = (this.interval != null) ? shorter(this.interval, FIRST_RETRY) : FIRST_RETRY;
		Duration cap = (this.interval != null) ? longer(this.interval, SHORTEST_CAP) : LONGEST_RETRY;
		return shorter(first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), cap);
	}

	/** Return a duration in nanoseconds, at most the 292 years that a long can hold. */
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
