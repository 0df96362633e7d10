// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The moment at which an exchange is given up, however many steps it has.
 *
 * @param nanos that moment, by {@link System#nanoTime()}
 */
record Deadline(long nanos) {

	static Deadline in(Duration timeout) {
		return new Deadline(System.nanoTime() + timeout.toNanos());
	}

	/**
	 * Return the time that is left.
	 * @return milliseconds, at least 1, because sockets wait forever for 0
	 * @throws SocketTimeoutException if no time is left
	 */
	int millisLeft() throws SocketTimeoutException {
		long left = this.nanos - System.nanoTime();
		if (left <= 0) {
			throw new SocketTimeoutException("request timed out");
		}
		return millis(Duration.ofNanos(left));
	}

	static int millis(Duration duration) {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
	}

}
