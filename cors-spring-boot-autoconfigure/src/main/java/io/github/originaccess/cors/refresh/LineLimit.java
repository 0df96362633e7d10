// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The limit of log lines of one kind: the same line once a minute, and at most five
 * different lines a minute. So a job that refreshes in a loop does not fill the disk, nor
 * does a provider whose message differs each time.
 */
final class LineLimit {

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private static final int MOST_LINES = 5;

	/** When each line of the last minute was logged. */
	private final Map<String, Long> logged = new HashMap<>();

	private long leftOut;

	/**
	 * Decide whether a line is logged, and count it if it is not.
	 * @param line the line
	 * @return text to append to the line: how many lines were left out before it, or
	 * nothing; {@code null} if the line must not be logged
	 */
	@Nullable String take(String line) {
		return take(line, System.nanoTime());
	}

	synchronized @Nullable String take(String line, long now) {
		// A comparison by difference holds when nanoTime overflows.
		this.logged.values().removeIf((time) -> now - time >= INTERVAL);
		if (this.logged.containsKey(line) || this.logged.size() >= MOST_LINES) {
			this.leftOut++;
			return null;
		}
		this.logged.put(line, now);
		String before = (this.leftOut == 0) ? "" : " (left out since the last such line: " + this.leftOut + ")";
		this.leftOut = 0;
		return before;
	}

}
