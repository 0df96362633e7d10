// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineLimitTests {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	/** Overflows during the tests, as nanoTime may. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final LineLimit limit = new LineLimit();

	@Test
	void sameLineIsLoggedOnceAMinuteWithTheCount() {
		assertThat(take("a")).isEmpty();
		IntStream.range(0, 7).forEach((i) -> assertThat(take("a")).isNull());
		this.now.addAndGet(MINUTE - 1);
		assertThat(take("a")).isNull();
		this.now.addAndGet(1);
		assertThat(take("a")).isEqualTo(" (left out since the last such line: 8)");
		this.now.addAndGet(MINUTE);
		assertThat(take("a")).isEmpty();
	}

	@Test
	void anotherLineIsLoggedAtOnceWithTheCount() {
		assertThat(take("a")).isEmpty();
		assertThat(take("a")).isNull();
		assertThat(take("b")).isEqualTo(" (left out since the last such line: 1)");
		assertThat(take("a")).isNull();
	}

	@Test
	void fiveDifferentLinesAreLoggedAMinute() {
		long logged = 0;
		for (int i = 0; i < 1000; i++) {
			logged += (take("line " + i) != null) ? 1 : 0;
		}
		assertThat(logged).isEqualTo(5);
		this.now.addAndGet(MINUTE);
		assertThat(take("line")).isEqualTo(" (left out since the last such line: 995)");
	}

	private @Nullable String take(String line) {
		return this.limit.take(line, this.now.get());
	}

}
