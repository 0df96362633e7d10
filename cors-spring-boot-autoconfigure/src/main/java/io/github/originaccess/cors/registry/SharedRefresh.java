// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A refresh that many callers share. One refresh runs at a time, on a thread of its own,
 * so that it goes on when a caller leaves. Calls that come while one is under way share
 * the next one, since the one under way may already have read its data. Safe for use by
 * many threads.
 */
final class SharedRefresh {

	/** The number of callers that may wait while each holds a request thread. */
	static final int MOST_WAITING = 4;

	private static final Log logger = LogFactory.getLog(SharedRefresh.class);

	private final Runnable refresh;

	private final Supplier<Duration> timeout;

	/** Guards the fields below. It is not held while the refresh runs. */
	private final Lock lock = new ReentrantLock();

	private @Nullable Thread thread;

	private @Nullable Run next;

	private int waiting;

	/**
	 * Create a refresh.
	 * @param refresh does the refresh
	 * @param timeout how long a caller waits if another refresh is under way
	 */
	SharedRefresh(Runnable refresh, Supplier<Duration> timeout) {
		this.refresh = refresh;
		this.timeout = timeout;
	}

	/**
	 * Refresh, and wait for the result whatever the number of callers.
	 * @throws CorsPoliciesRefusedException if there is no result in time; exceptions of
	 * the refresh pass through
	 */
	void run() {
		if (!join(false)) {
			throw new CorsPoliciesRefusedException("Another refresh is under way",
					List.of("A refresh has been under way for longer than cors.refresh-timeout."
							+ " The refresh of this call follows it."));
		}
	}

	/**
	 * Refresh, and wait for the result unless {@value #MOST_WAITING} callers wait
	 * already.
	 * @return whether the refresh of this call has ended; if not, it follows the one
	 * under way
	 */
	boolean request() {
		return join(true);
	}

	private boolean join(boolean holdsRequestThread) {
		Run run;
		boolean first;
		this.lock.lock();
		try {
			if (this.thread == Thread.currentThread()) {
				run = null;
				first = true;
			}
			else {
				first = this.thread == null;
				run = first ? start() : follow();
				if (holdsRequestThread && this.waiting >= MOST_WAITING) {
					return false;
				}
				this.waiting += holdsRequestThread ? 1 : 0;
				run.callers++;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (run == null) {
			// A listener to a change refreshes. It cannot wait for itself.
			this.refresh.run();
			return true;
		}
		return await(run, first, holdsRequestThread);
	}

	private boolean await(Run run, boolean first, boolean holdsRequestThread) {
		boolean ended = false;
		try {
			ended = run.await(first ? null : this.timeout.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CorsPoliciesRefusedException("The refresh was interrupted",
					List.of("The thread that waits for the refresh was interrupted. The refresh goes on."));
		}
		finally {
			leave(run, ended, holdsRequestThread);
		}
		if (ended) {
			run.throwFailure();
		}
		return ended;
	}

	private void leave(Run run, boolean ended, boolean holdsRequestThread) {
		this.lock.lock();
		try {
			this.waiting -= holdsRequestThread ? 1 : 0;
			run.callers -= ended ? 0 : 1;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Run start() {
		Run run = new Run();
		Thread thread = new Thread(() -> work(run), "cors-refresh");
		thread.setDaemon(true);
		thread.start();
		// Set only now: start throws if there can be no further thread.
		this.thread = thread;
		return run;
	}

	private Run follow() {
		Run run = Objects.requireNonNullElseGet(this.next, Run::new);
		this.next = run;
		return run;
	}

	private void work(Run first) {
		for (Run run = first; run != null;) {
			// An interrupt of one refresh is not meant for the next.
			Thread.interrupted();
			Throwable failure = null;
			try {
				this.refresh.run();
			}
			catch (RuntimeException | Error ex) {
				failure = ex;
			}
			run = end(run, failure);
		}
	}

	/** End a refresh, and return the next one; {@code null} if no call waits for one. */
	private @Nullable Run end(Run run, @Nullable Throwable failure) {
		Run following;
		boolean abandoned;
		this.lock.lock();
		try {
			following = this.next;
			this.next = null;
			if (following == null) {
				this.thread = null;
			}
			abandoned = run.callers == 0;
		}
		finally {
			this.lock.unlock();
		}
		run.end(failure);
		if (abandoned && failure != null && !(failure instanceof CorsPoliciesRefusedException)) {
			logger.error("CORS policies cannot be refreshed " + Documentation.REFRESH_FAULTS, failure);
		}
		return following;
	}

	/**
	 * One refresh and the calls that wait for it.
	 */
	private static final class Run {

		private final CountDownLatch end = new CountDownLatch(1);

		/** The number of calls that wait for the end. Guarded by the lock. */
		private int callers;

		/** Written before the end, read after it. */
		private @Nullable Throwable failure;

		void end(@Nullable Throwable failure) {
			this.failure = failure;
			this.end.countDown();
		}

		boolean await(@Nullable Duration timeout) throws InterruptedException {
			if (timeout == null) {
				this.end.await();
				return true;
			}
			return this.end.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}

		void throwFailure() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
		}

	}

}
