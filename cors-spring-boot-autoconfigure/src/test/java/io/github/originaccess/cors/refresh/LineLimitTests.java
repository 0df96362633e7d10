// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineLimitTests {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	/** Overflows during the tests, as nanoTime may. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final LineLimit limit = new LineLimit(this.now::get);

	@Test
	void sameLineIsLoggedOnceAMinuteWithTheCount() {
		assertThat(this.limit.take("a")).isEmpty();
		IntStream.range(0, 7).forEach((i) -> assertThat(this.limit.take("a")).isNull());
		this.now.addAndGet(MINUTE - 1);
		assertThat(this.limit.take("a")).isNull();
		this.now.addAndGet(1);
		assertThat(this.limit.take("a")).isEqualTo(" (left out since the last such line: 8)");
		this.now.addAndGet(MINUTE);
		assertThat(this.limit.take("a")).isEmpty();
	}

	@Test
	void anotherLineIsLoggedAtOnceWithTheCount() {
		assertThat(this.limit.take("a")).isEmpty();
		assertThat(this.limit.take("a")).isNull();
		assertThat(this.limit.take("b")).isEqualTo(" (left out since the last such line: 1)");
		assertThat(this.limit.take("a")).isNull();
	}

	@Test
	void fiveDifferentLinesAreLoggedAMinute() {
		long logged = 0;
		for (int i = 0; i < 1000; i++) {
			logged += (this.limit.take("line " + i) != null) ? 1 : 0;
		}
		assertThat(logged).isEqualTo(5);
		this.now.addAndGet(MINUTE);
		assertThat(this.limit.take("line")).isEqualTo(" (left out since the last such line: 995)");
	}

}
