// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderBeanTests {

	private static final int TIMES = 5_000;

	private final ProviderBean provider = new ProviderBean("tenants", () -> (policy) -> List.of("https://a.example"));

	@Test
	void mayBeAskedAgainAsSoonAsItHasAnswered() throws InterruptedException {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
		for (int i = 0; i < TIMES; i++) {
			this.provider.begin(Set.of("default"), threads);
			assertThat(this.provider.finish(TimeUnit.MINUTES.toNanos(1), Clock.systemUTC())).as("time %d", i).isTrue();
		}
	}

	@Test
	void mayBeAskedAgainAfterACallThatWasCancelledBeforeItBegan() throws InterruptedException {
		this.provider.begin(Set.of("default"), (call) -> {
			this.provider.interrupt();
			call.run();
		});
		this.provider.begin(Set.of("default"), Runnable::run);
		assertThat(this.provider.finish(0, Clock.systemUTC())).isTrue();
	}

}
