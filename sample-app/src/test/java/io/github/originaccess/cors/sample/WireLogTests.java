// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class WireLogTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final WireLog log = new WireLog();

	private final UUID run = UUID.randomUUID();

	@Test
	void exchangesComeInTheOrderOfTheirRequests() throws Exception {
		int preflight = this.log.begin(this.run);
		int actual = this.log.begin(this.run);
		this.log.end(this.run, exchange(actual));
		this.log.end(this.run, exchange(preflight));
		assertThat(this.log.exchanges(this.run, 0, LONG)).extracting(Exchange::number).containsExactly(1, 2);
		assertThat(this.log.exchanges(this.run, 1, LONG)).extracting(Exchange::number).containsExactly(2);
		assertThat(this.log.exchanges(this.run, 2, LONG)).isEmpty();
	}

	@Test
	void readerWaitsForARequestThatIsStillBeingAnswered() throws Exception {
		int number = this.log.begin(this.run);
		CountDownLatch reading = new CountDownLatch(1);
		CompletableFuture<List<Exchange>> read = CompletableFuture.supplyAsync(() -> {
			reading.countDown();
			try {
				return this.log.exchanges(this.run, 0, LONG);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
		this.log.end(this.run, exchange(number));
		assertThat(read.get(10, TimeUnit.SECONDS)).hasSize(1);
	}

	@Test
	void readerDoesNotWaitForever() throws Exception {
		this.log.begin(this.run);
		assertThat(this.log.exchanges(this.run, 0, Duration.ofMillis(1))).isEmpty();
	}

	@Test
	void oldRunsAndOldExchangesAreDropped() throws Exception {
		for (int i = 0; i <= WireLog.MAX_EXCHANGES; i++) {
			this.log.end(this.run, exchange(this.log.begin(this.run)));
		}
		assertThat(this.log.exchanges(this.run, 0, LONG)).hasSize(WireLog.MAX_EXCHANGES)
			.first()
			.extracting(Exchange::number)
			.isEqualTo(2);
		int late = this.log.begin(this.run);
		for (int i = 0; i < WireLog.MAX_RUNS; i++) {
			this.log.begin(UUID.randomUUID());
		}
		this.log.end(this.run, exchange(late));
		assertThat(this.log.exchanges(this.run, 0, LONG)).isEmpty();
	}

	private static Exchange exchange(int number) {
		return new Exchange(number, "GET", "/api/notes", false, List.of(), 200, List.of(), null);
	}

}
