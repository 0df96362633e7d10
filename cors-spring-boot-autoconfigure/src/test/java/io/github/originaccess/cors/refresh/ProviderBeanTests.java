// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider is asked by one call at a time, and again as soon as the call has returned.
 */
class ProviderBeanTests {

	private static final int TIMES = 5_000;

	@Test
	void providerIsAskedAgainAsSoonAsItHasAnswered() throws InterruptedException {
		ProviderBean provider = provider(new SimpleAsyncTaskExecutor());
		for (int i = 0; i < TIMES; i++) {
			provider.begin(Set.of("default"));
			assertThat(provider.finish(TimeUnit.MINUTES.toNanos(1), Clock.systemUTC())).as("time %d", i).isTrue();
		}
	}

	@Test
	void callCancelledBeforeItBeginsDoesNotBlockTheNext() throws InterruptedException {
		List<Runnable> calls = new ArrayList<>();
		ProviderBean provider = provider(calls::add);
		provider.begin(Set.of("default"));
		provider.interrupt();
		calls.get(0).run();
		provider.begin(Set.of("default"));
		calls.get(1).run();
		assertThat(provider.finish(0, Clock.systemUTC())).isTrue();
	}

	@Test
	void callWithoutAThreadIsAFailure() throws InterruptedException {
		ProviderBean provider = provider((call) -> {
			throw new OutOfMemoryError("in a test");
		});
		provider.begin(Set.of("default"));
		assertThat(provider.finish(0, Clock.systemUTC())).isFalse();
		assertThat(provider.failure())
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
		}, waiting::add);
		nested.begin(Set.of("default"));
		nested.begin(Set.of("default"));
		waiting.get(0).run();
		assertThat(nested.finish(0, Clock.systemUTC())).isFalse();
		assertThat(nested.failure()).contains("its previous call has not returned");
	}

	private static ProviderBean provider(Executor threads) {
		return new ProviderBean("tenants", () -> (policy) -> List.of("https://a.example"), threads);
	}

}
