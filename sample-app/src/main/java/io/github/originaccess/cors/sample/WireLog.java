// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * The exchanges of the latest runs. A run begins when a button is pressed. It has an id
 * of its own, which all of its requests have in their URL. Safe for use by many threads.
 */
@Component
class WireLog {

	static final int MAX_RUNS = 100;

	static final int MAX_EXCHANGES = 20;

	private final Map<UUID, Run> runs = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
			return size() > MAX_RUNS;
		}
	};

	/**
	 * Record that a request has arrived.
	 * @param id the id of its run
	 * @return the number of the exchange in its run
	 */
	synchronized int begin(UUID id) {
		return this.runs.computeIfAbsent(id, (key) -> new Run()).begin();
	}

	/**
	 * Record that a request was answered.
	 * @param id the id of its run
	 * @param exchange the request and its response
	 */
	synchronized void end(UUID id, Exchange exchange) {
		Run run = this.runs.get(id);
		if (run != null) {
			run.end(exchange);
			notifyAll();
		}
	}

	/**
	 * Return the exchanges of a run in the order in which their requests arrived. A
	 * browser receives a response before the server has finished the exchange. So this
	 * method waits for requests that are not finished.
	 * @param id the id of the run
	 * @param after the number of the last exchange that the caller knows, 0 for none
	 * @param patience the longest time to wait
	 * @return the exchanges; none if the run is unknown
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	synchronized List<Exchange> exchanges(UUID id, int after, Duration patience) throws InterruptedException {
		Run run = this.runs.get(id);
		if (run == null) {
			return List.of();
		}
		long deadline = System.nanoTime() + patience.toNanos();
		long left = patience.toNanos();
		while (run.isUnderWay() && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = deadline - System.nanoTime();
		}
		return run.after(after);
	}

	private static final class Run {

		private final TreeMap<Integer, Exchange> exchanges = new TreeMap<>();

		private int begun;

		private int ended;

		int begin() {
			return ++this.begun;
		}

		void end(Exchange exchange) {
			this.ended++;
			this.exchanges.put(exchange.number(), exchange);
			if (this.exchanges.size() > MAX_EXCHANGES) {
				this.exchanges.pollFirstEntry();
			}
		}

		boolean isUnderWay() {
			return this.ended < this.begun;
		}

		List<Exchange> after(int number) {
			return List.copyOf(this.exchanges.tailMap(number, false).values());
		}

	}

}
