// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/**
 * Asks providers: all of them before the web server accepts a connection, each again when
 * its time has come, on one thread of its own.
 */
public final class ProviderSchedule implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ProviderSchedule.class);

	/**
	 * The web server is started, and stopped, 2,048 below the default phase. This comes
	 * before, so that no request is served without the origins, and ends after.
	 */
	static final int PHASE = DEFAULT_PHASE - 2048 - 512;

	private final PolicyRefresher refresher;

	private final Providers providers;

	private final PolicyLog log;

	private final Supplier<TaskScheduler> schedulers;

	private final DoubleSupplier random;

	/** When each is asked again; used by one thread at a time. */
	private final Map<ProviderBean, Instant> next = new IdentityHashMap<>();

	private final LineLimit errors = new LineLimit();

	private @Nullable TaskScheduler scheduler;

	private @Nullable ScheduledFuture<?> pending;

	private volatile boolean running;

	/**
	 * Create a refresher.
	 * @param schedulers makes schedulers of one thread
	 * @param random numbers from 0 to 1, for the jitter
	 */
	public ProviderSchedule(PolicyRefresher refresher, PolicyLog log, Supplier<TaskScheduler> schedulers,
			DoubleSupplier random) {
		this.refresher = refresher;
		this.providers = refresher.providers();
		this.log = log;
		this.schedulers = schedulers;
		this.random = random;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public synchronized void start() {
		if (this.providers.isEmpty()) {
			return;
		}
		List<String> failures = ask(this.providers.all());
		if (!failures.isEmpty() && this.refresher.settings().failFast()) {
			throw new OriginsUnavailableException(failures);
		}
		this.refresher.apply();
		this.log.logPolicies();
		this.running = true;
		this.scheduler = this.schedulers.get();
		schedule();
	}

	/** Ask whoever is due, and say when to go on. */
	private void askDue() {
		try {
			List<ProviderBean> due;
			synchronized (this) {
				Instant now = this.providers.clock().instant();
				due = this.providers.all()
					.stream()
					.filter((provider) -> this.next.containsKey(provider) && !this.next.get(provider).isAfter(now))
					.toList();
			}
			if (this.running && !due.isEmpty()) {
				ask(due);
			}
			if (this.running) {
				this.refresher.apply();
			}
		}
		catch (CorsPoliciesRefusedException ex) {
			logger.debug("What providers have answered is refused", ex);
		}
		catch (RuntimeException | Error ex) {
			String line = "Allowed origins cannot be refreshed";
			String leftOut = this.errors.take(line + ": " + PrintableMessage.of(ex));
			if (leftOut != null) {
				logger.error(line + leftOut, ex);
			}
		}
		synchronized (this) {
			schedule();
		}
	}

	private List<String> ask(Collection<ProviderBean> asked) {
		RefreshSettings settings = this.refresher.settings();
		try {
			List<String> failures = this.providers.ask(asked, this.refresher.names(), settings.timeout());
			planNext(asked, settings);
			return failures;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return List.of("The start was interrupted before all providers of allowed origins had answered.");
		}
	}

	/** Those who answered together are asked together again. */
	private synchronized void planNext(Collection<ProviderBean> asked, RefreshSettings settings) {
		Instant now = this.providers.clock().instant();
		double random = this.random.getAsDouble();
		for (ProviderBean provider : asked) {
			Duration delay = settings.delay(provider.state().failures(), random);
			if (delay != null) {
				this.next.put(provider, now.plus(delay));
			}
			else {
				this.next.remove(provider);
			}
		}
	}

	private void schedule() {
		TaskScheduler scheduler = this.scheduler;
		if (!this.running || scheduler == null) {
			return;
		}
		if (this.pending != null) {
			this.pending.cancel(false);
		}
		this.pending = this.next.values()
			.stream()
			.min(Instant::compareTo)
			.<ScheduledFuture<?>>map((time) -> scheduler.schedule(this::askDue, time))
			.orElse(null);
	}

	/**
	 * Follow a change of the configuration: there may be policies that no provider was
	 * asked about, and another interval.
	 */
	synchronized void follow() {
		if (!this.running) {
			return;
		}
		List<String> names = this.refresher.names();
		planNext(this.providers.all(), this.refresher.settings());
		this.providers.all()
			.stream()
			.filter((provider) -> !provider.state().asked().containsAll(names))
			.forEach((provider) -> this.next.put(provider, this.providers.clock().instant()));
		schedule();
	}

	@Override
	public void stop() {
		TaskScheduler stopped;
		synchronized (this) {
			this.running = false;
			stopped = this.scheduler;
			this.scheduler = null;
			if (this.pending != null) {
				this.pending.cancel(true);
				this.pending = null;
			}
		}
		this.providers.interrupt();
		if (stopped != null) {
			RefreshThreads.close(stopped);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
