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

import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * All providers of an application. They are asked at the same time, each on a thread of
 * its own.
 */
public final class Providers {

	private static final String THREADS = "cors-provider-";

	private final List<ProviderBean> providers;

	private final Clock clock;

	/**
	 * Held while providers are asked. It is fair, so that repeated refreshes on demand do
	 * not delay a refresh that is due.
	 */
	private final Lock asking;

	private final LongAdder successes = new LongAdder();

	private final LongAdder failures = new LongAdder();

	/** Grows with each answer that differs from the one before. */
	private volatile long version;

	Providers(List<ProviderBean> providers, Clock clock) {
		this.providers = List.copyOf(providers);
		this.clock = clock;
		// Without providers no call waits, and a fair lock would load a further class.
		this.asking = new ReentrantLock(!providers.isEmpty());
	}

	/**
	 * Find the providers of an application by the names of their beans, since one may
	 * need beans that do not exist yet.
	 * @param beans the beans of the application
	 * @param environment says whether the application uses virtual threads
	 * @return all providers, of which none has been asked yet
	 */
	public static Providers of(ListableBeanFactory beans, Environment environment) {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, AllowedOriginsProvider.class, true,
				false);
		List<ProviderBean> providers = new ArrayList<>();
		if (names.length > 0) {
			Executor threads = threads(environment);
			for (String name : names) {
				providers.add(new ProviderBean(name, () -> beans.getBean(name, AllowedOriginsProvider.class), threads));
			}
		}
		return new Providers(providers, Clock.systemUTC());
	}

	/** It is no bean: Boot's own executor backs off if there is another one. */
	private static Executor threads(Environment environment) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(THREADS);
		threads.setDaemon(true);
		threads.setVirtualThreads(VirtualThreads.areActive(environment));
		return threads;
	}

	List<ProviderBean> all() {
		return this.providers;
	}

	/**
	 * Return whether there are no providers.
	 * @return {@code true} if the application has none
	 */
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
	 * Ask some of the providers, and wait for their answers.
	 * @param asked the providers to ask
	 * @param policies names of the policies
	 * @param timeout how long each of them may take
	 * @return the failures, one line each
	 * @throws InterruptedException if the application stops
	 */
	@SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock only
	List<String> ask(Collection<ProviderBean> asked, Collection<String> policies, Duration timeout)
			throws InterruptedException {
		List<String> failures = new ArrayList<>();
		this.asking.lockInterruptibly();
		try {
			Set<String> names = Set.copyOf(policies);
			asked.forEach((provider) -> provider.begin(names));
			long deadline = System.nanoTime() + RefreshSettings.nanos(timeout);
			for (ProviderBean provider : asked) {
				ProviderState before = provider.state();
				if (!provider.finish(Math.max(0, deadline - System.nanoTime()), this.clock)) {
					this.failures.increment();
					failures.add(provider.failure());
					continue;
				}
				this.successes.increment();
				if (!provider.state().answer().isSameAs(before.answer())) {
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

	/** Count a failure to put answers in force. */
	void countFailure() {
		this.failures.increment();
	}

	/** Interrupt all calls that run. */
	void interrupt() {
		this.providers.forEach(ProviderBean::interrupt);
	}

	/** Return the last answers of all providers; {@code null} if there are none. */
	@Nullable ProvidedOrigins origins() {
		if (this.providers.isEmpty()) {
			return null;
		}
		List<ProviderState> states = new ArrayList<>(this.providers.size());
		for (ProviderBean provider : this.providers) {
			states.add(provider.state());
		}
		return new ProvidedOrigins(states);
	}

}
