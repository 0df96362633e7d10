// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.originaccess.cors.refresh.ProvidedOrigins.Answered;

/**
 * All providers, asked side by side, and what they have answered.
 */
public final class Providers {

	private final List<ProviderBean> providers;

	private final Executor threads;

	private final Clock clock;

	/**
	 * Held while providers are asked, so that each has one call at a time. It is fair, so
	 * that refreshes on demand do not keep out the one that is due.
	 */
	private final Lock asking = new ReentrantLock(true);

	private final LongAdder successes = new LongAdder();

	private final LongAdder failures = new LongAdder();

	/** Grows with each answer that says something new. */
	private volatile long version;

	public Providers(List<ProviderBean> providers, Executor threads, Clock clock) {
		this.providers = List.copyOf(providers);
		this.threads = threads;
		this.clock = clock;
	}

	List<ProviderBean> all() {
		return this.providers;
	}

	public boolean isEmpty() {
		return this.providers.isEmpty();
	}

	Clock clock() {
		return this.clock;
	}

	long version() {
		return this.version;
	}

	long successes() {
		return this.successes.sum();
	}

	long failures() {
		return this.failures.sum();
	}

	/**
	 * Ask, and wait for the answers.
	 * @param asked who is asked
	 * @param policies names of the policies
	 * @param timeout how long each of them may take
	 * @return what failed, one line each
	 * @throws InterruptedException if this thread is to stop
	 */
	@SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread at a time writes
	List<String> ask(Collection<ProviderBean> asked, Collection<String> policies, Duration timeout)
			throws InterruptedException {
		List<String> failures = new ArrayList<>();
		this.asking.lockInterruptibly();
		try {
			Set<String> names = Set.copyOf(policies);
			asked.forEach((provider) -> provider.begin(names, this.threads));
			long deadline = System.nanoTime() + RefreshSettings.nanos(timeout);
			for (ProviderBean provider : asked) {
				ProviderState before = provider.state();
				if (!provider.finish(Math.max(0, deadline - System.nanoTime()), this.clock)) {
					this.failures.increment();
					failures.add(provider.failure());
					continue;
				}
				this.successes.increment();
				if (!provider.state().saysTheSameAs(before)) {
					this.version++;
				}
			}
			return failures;
		}
		finally {
			asked.forEach(ProviderBean::interrupt);
			this.asking.unlock();
		}
	}

	/** Count answers that could not be put in force. */
	void countFailure() {
		this.failures.increment();
	}

	/** Interrupt whoever is being asked. */
	void interrupt() {
		this.providers.forEach(ProviderBean::interrupt);
	}

	/** Return what the providers have answered by now. */
	ProvidedOrigins answers() {
		long version = this.version;
		return new ProvidedOrigins(version,
				this.providers.stream().map((provider) -> new Answered(provider.name(), provider.state())).toList());
	}

}
