// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider is asked by one call at a time, and again as soon as the call has returned.
 */
class ProviderBeanTests {

	private static final int TIMES = 5_000;

	private final ProviderBean provider = new ProviderBean("tenants", () -> (policy) -> List.of("https://a.example"));

	@Test
	void providerIsAskedAgainAsSoonAsItHasAnswered() throws InterruptedException {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
		for (int i = 0; i < TIMES; i++) {
			this.provider.begin(Set.of("default"), threads);
			assertThat(this.provider.finish(TimeUnit.MINUTES.toNanos(1), Clock.systemUTC())).as("time %d", i).isTrue();
		}
	}

	@Test
	void callCancelledBeforeItBeginsDoesNotBlockTheNext() throws InterruptedException {
		List<Runnable> waiting = new ArrayList<>();
		this.provider.begin(Set.of("default"), waiting::add);
		this.provider.interrupt();
		waiting.get(0).run();
		this.provider.begin(Set.of("default"), Runnable::run);
		assertThat(this.provider.finish(0, Clock.systemUTC())).isTrue();
	}

	@Test
	void callWithoutAThreadIsAFailure() throws InterruptedException {
		this.provider.begin(Set.of("default"), (call) -> {
			throw new OutOfMemoryError("in a test");
		});
		assertThat(this.provider.finish(0, Clock.systemUTC())).isFalse();
		assertThat(this.provider.failure())
			.isEqualTo("The bean 'tenants' gave no allowed origins: java.lang.OutOfMemoryError: in a test. "
					+ "It has not answered yet.");
	}

	@Test
	void twoCallsNeverRunAtTheSameTime() throws InterruptedException {
		List<Runnable> waiting = new ArrayList<>();
		ProviderBean nested = new ProviderBean("tenants", () -> (policy) -> {
			Thread second = new Thread(waiting.get(1));
			second.start();
			second.join();
			return List.of();
		});
		nested.begin(Set.of("default"), waiting::add);
		nested.begin(Set.of("default"), waiting::add);
		waiting.get(0).run();
		assertThat(nested.finish(0, Clock.systemUTC())).isFalse();
		assertThat(nested.failure()).contains("its previous call has not returned");
	}

}
