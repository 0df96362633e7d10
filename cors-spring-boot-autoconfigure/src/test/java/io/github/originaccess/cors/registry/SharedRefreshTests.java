// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Calls of {@link CorsPolicyRegistry#refresh()} that come while a refresh is under way.
 */
@Timeout(60)
class SharedRefreshTests {

	private static final int CALLERS = 25;

	private final ExecutorService callers = Executors.newCachedThreadPool();

	/** One permit for each refresh that may end. */
	private final Semaphore ends = new Semaphore(0);

	private final AtomicInteger begun = new AtomicInteger();

	private volatile Runnable action = () -> {
	};

	private volatile Duration patience = Duration.ofMinutes(1);

	private final CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(), this::work, () -> this.patience);

	@AfterEach
	void end() {
		this.ends.release(1000);
		this.callers.shutdownNow();
	}

	@Test
	void callsDuringARefreshShareTheNextOne() throws Exception {
		Future<?> first = this.callers.submit(this.registry::refresh);
		awaitBegun(1);
		List<Future<?>> others = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			others.add(this.callers.submit(this.registry::refresh));
		}
		awaitWaiting(CALLERS + 1);
		this.ends.release();
		first.get();
		awaitBegun(2);
		assertThat(others).noneMatch(Future::isDone);
		this.ends.release();
		for (Future<?> other : others) {
			other.get();
		}
		assertThat(this.begun).hasValue(2);
	}

	@Test
	void refreshReadsWhatWasThereBeforeTheCall() throws Exception {
		AtomicInteger data = new AtomicInteger();
		AtomicInteger read = new AtomicInteger();
		this.ends.release(Integer.MAX_VALUE / 2);
		this.action = () -> read.set(data.get());
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			all.add(this.callers.submit(() -> {
				for (int j = 0; j < 500; j++) {
					int written = data.incrementAndGet();
					this.registry.refresh();
					assertThat(read.get()).isGreaterThanOrEqualTo(written);
				}
			}));
		}
		for (Future<?> each : all) {
			each.get();
		}
		assertThat(this.begun.get()).isBetween(500, 4000);
	}

	@Test
	void fewCallersWaitAndNoRefreshIsLost() throws Exception {
		List<Future<Boolean>> all = new ArrayList<>();
		all.add(this.callers.submit(this.registry::requestRefresh));
		awaitBegun(1);
		for (int i = 0; i < CALLERS; i++) {
			all.add(this.callers.submit(this.registry::requestRefresh));
		}
		Awaitility.await()
			.until(() -> all.stream().filter(Future::isDone).count() == CALLERS + 1 - SharedRefresh.MOST_WAITING);
		this.ends.release(2);
		int ended = 0;
		for (Future<Boolean> each : all) {
			ended += each.get() ? 1 : 0;
		}
		assertThat(ended).isEqualTo(SharedRefresh.MOST_WAITING);
		assertThat(this.begun).hasValue(2);
	}

	@Test
	void callThatDoesNotWaitIsFollowedByItsRefresh() {
		this.patience = Duration.ZERO;
		this.callers.submit(this.registry::refresh);
		awaitBegun(1);
		assertThat(this.registry.requestRefresh()).isFalse();
		assertThatExceptionOfType(CorsPoliciesRefusedException.class).isThrownBy(this.registry::refresh)
			.satisfies((ex) -> assertThat(ex.problems()).singleElement().asString().contains("cors.refresh-timeout"));
		this.ends.release(2);
		awaitBegun(2);
	}

	@Test
	void everyWaitingCallGetsTheFailure() throws Exception {
		this.action = () -> {
			throw new CorsPoliciesRefusedException("refused", List.of("time " + this.begun));
		};
		Future<?> first = this.callers.submit(this.registry::refresh);
		awaitBegun(1);
		List<Future<?>> others = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			others.add(this.callers.submit(this.registry::refresh));
		}
		awaitWaiting(4);
		this.ends.release(2);
		assertThat(problems(first)).containsExactly("time 1");
		for (Future<?> other : others) {
			assertThat(problems(other)).containsExactly("time 2");
		}
		this.action = () -> {
			throw new OutOfMemoryError("in a test");
		};
		this.ends.release();
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this.registry::refresh);
		this.action = () -> {
		};
		this.ends.release();
		this.registry.refresh();
		assertThat(this.begun).hasValue(4);
	}

	@Test
	void interruptedCallDoesNotStopTheRefresh() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		Future<Boolean> first = this.callers.submit(() -> {
			thread.set(Thread.currentThread());
			try {
				this.registry.refresh();
				return false;
			}
			catch (CorsPoliciesRefusedException ex) {
				return Thread.currentThread().isInterrupted()
						&& String.valueOf(ex.getMessage()).contains("interrupted");
			}
		});
		awaitBegun(1);
		Future<?> second = this.callers.submit(this.registry::refresh);
		awaitWaiting(2);
		thread.get().interrupt();
		assertThat(first.get()).isTrue();
		this.ends.release(2);
		second.get();
		assertThat(this.begun).hasValue(2);
	}

	@Test
	void interruptOfARefreshDoesNotReachTheNext() throws Exception {
		List<Boolean> interrupted = new ArrayList<>();
		this.action = () -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
		};
		this.callers.submit(this.registry::refresh);
		awaitBegun(1);
		Future<?> second = this.callers.submit(this.registry::refresh);
		awaitWaiting(2);
		this.ends.release(2);
		second.get();
		assertThat(interrupted).containsExactly(false, false);
	}

	@Test
	void listenerMayRefresh() {
		this.ends.release(10);
		List<String> seen = new ArrayList<>();
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		this.action = () -> this.registry.replace(List.of(policy));
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				seen.add("swapped");
				if (seen.size() < 3) {
					SharedRefreshTests.this.registry.refresh();
					assertThat(SharedRefreshTests.this.registry.requestRefresh()).isTrue();
				}
			}

		});
		this.registry.refresh();
		assertThat(seen).hasSizeGreaterThan(2);
	}

	@Test
	void listenerThatWaitsForAnotherThreadsRefreshGoesOn() throws Exception {
		this.ends.release(10);
		this.patience = Duration.ofMillis(50);
		ConcurrentLinkedQueue<Throwable> causes = new ConcurrentLinkedQueue<>();
		AtomicInteger times = new AtomicInteger();
		this.action = () -> {
			if (times.getAndIncrement() == 0) {
				try {
					this.callers.submit(this.registry::refresh).get();
				}
				catch (InterruptedException | ExecutionException ex) {
					causes.add(Objects.requireNonNull(ex.getCause()));
				}
			}
		};
		this.registry.refresh();
		assertThat(causes).singleElement().isInstanceOf(CorsPoliciesRefusedException.class);
		awaitBegun(2);
	}

	@Test
	void policiesAloneCannotBeRefreshed() {
		CorsPolicyRegistry policies = new CorsPolicyRegistry(List.of());
		assertThatIllegalStateException().isThrownBy(policies::refresh);
		assertThatIllegalStateException().isThrownBy(policies::requestRefresh);
	}

	@Test
	void threadEndsAfterTheRefresh() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.action = () -> thread.set(Thread.currentThread());
		this.ends.release();
		this.registry.refresh();
		thread.get().join(TimeUnit.SECONDS.toMillis(30));
		assertThat(thread.get().isAlive()).isFalse();
		assertThat(thread.get().isDaemon()).isTrue();
	}

	private void work() {
		this.begun.incrementAndGet();
		this.ends.acquireUninterruptibly();
		this.action.run();
	}

	private void awaitBegun(int times) {
		Awaitility.await().untilAtomic(this.begun, Matchers.is(times));
	}

	private static List<String> problems(Future<?> call) throws InterruptedException {
		try {
			call.get();
			return List.of();
		}
		catch (ExecutionException ex) {
			return ((CorsPoliciesRefusedException) Objects.requireNonNull(ex.getCause())).problems();
		}
	}

	/** Wait until a number of calls wait in the registry. */
	private void awaitWaiting(int callers) {
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.filter((each) -> each.getKey().getState() == Thread.State.WAITING
						|| each.getKey().getState() == Thread.State.TIMED_WAITING)
				.filter((each) -> List.of(each.getValue())
					.stream()
					.anyMatch((frame) -> frame.getClassName().equals(SharedRefresh.class.getName())
							&& frame.getMethodName().equals("await")))
				.count() == callers);
	}

}
