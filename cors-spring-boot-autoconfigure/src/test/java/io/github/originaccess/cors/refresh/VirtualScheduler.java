// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;

/**
 * A scheduler with a virtual clock, which a test moves. Tasks run on the test's thread.
 */
final class VirtualScheduler implements TaskScheduler {

	private final List<Task> tasks = new ArrayList<>();

	private final Clock clock = new Clock() {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return VirtualScheduler.this.now;
		}

	};

	private Instant now = Instant.parse("2030-01-01T00:00:00Z");

	@Override
	public Clock getClock() {
		return this.clock;
	}

	/** Return the delays of all tasks. */
	List<Duration> pending() {
		this.tasks.removeIf(FutureTask::isDone);
		return this.tasks.stream().map((task) -> Duration.between(this.now, task.time)).toList();
	}

	/** Move the clock to the next task, run it, and return the time that passed. */
	Duration next() {
		pending();
		Task task = this.tasks.stream().min(Comparator.comparing((Task each) -> each.time)).orElseThrow();
		Duration passed = Duration.between(this.now, task.time);
		this.now = task.time;
		task.run();
		return passed;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Instant startTime) {
		Task scheduled = new Task(task, startTime);
		this.tasks.add(scheduled);
		return scheduled;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Instant startTime, Duration period) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration period) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant startTime, Duration delay) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Duration delay) {
		throw new UnsupportedOperationException();
	}

	private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {

		private final Instant time;

		private Task(Runnable action, Instant time) {
			super(action, "done");
			this.time = time;
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return 0;
		}

		@Override
		public int compareTo(Delayed other) {
			return this.time.compareTo(((Task) other).time);
		}

	}

}
