// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The times at which providers are asked: all of them before the web server accepts a
 * connection, and each of them again after its delay.
 */
public final class ProviderSchedule implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ProviderSchedule.class);

	/**
	 * The phase of the web server is 2,048 below the default. A lower phase starts before
	 * it and stops after it, so no request is served before the providers were asked.
	 */
	static final int PHASE = DEFAULT_PHASE - 2048 - 512;

	private static final String THREAD = "cors-refresh-";

	private final PolicyRefresher refresher;

	private final Providers providers;

	private final PolicyLog log;

	/** Makes schedulers of one thread; {@code null} if there are no providers. */
	private final @Nullable Supplier<TaskScheduler> schedulers;

	/** Gives the jitter; guarded by this object. */
	private final RandomGenerator random;

	/** When each provider is asked again; guarded by this object. */
	private final Map<ProviderBean, Instant> next = new IdentityHashMap<>();

	/** The providers to ask at once; guarded by this object. */
	private final Set<ProviderBean> wanted = Collections.newSetFromMap(new IdentityHashMap<>());

	private final LineLimit errors = new LineLimit();

	private @Nullable TaskScheduler scheduler;

	private @Nullable ScheduledFuture<?> pending;

	private volatile boolean running;

	/**
	 * Create a schedule.
	 * @param refresher puts the answers in force
	 * @param log writes the policies to the log after the first answers
	 * @param environment says whether the application uses virtual threads
	 * @param platform builds a scheduler as the application configures it
	 * @param virtual builds a scheduler with virtual threads
	 */
	public ProviderSchedule(PolicyRefresher refresher, PolicyLog log, Environment environment,
			ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		this(refresher, log, refresher.providers().isEmpty() ? null : () -> scheduler(environment, platform, virtual),
				new Random());
	}

	/**
	 * Create a schedule.
	 * @param schedulers makes schedulers of one thread; {@code null} if there are no
	 * providers
	 * @param random gives the jitter
	 */
	ProviderSchedule(PolicyRefresher refresher, PolicyLog log, @Nullable Supplier<TaskScheduler> schedulers,
			RandomGenerator random) {
		this.refresher = refresher;
		this.providers = refresher.providers();
		this.log = log;
		this.schedulers = schedulers;
		this.random = random;
	}

	/** It is no bean: Boot's own scheduler backs off if there is another one. */
	private static TaskScheduler scheduler(Environment environment,
			ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		if (VirtualThreads.areActive(environment)) {
			return virtual.getIfAvailable(SimpleAsyncTaskSchedulerBuilder::new)
				.threadNamePrefix(THREAD)
				.virtualThreads(true)
				.build();
		}
		ThreadPoolTaskScheduler scheduler = platform.getIfAvailable(ThreadPoolTaskSchedulerBuilder::new)
			.threadNamePrefix(THREAD)
			.poolSize(1)
			.build();
		scheduler.setDaemon(true);
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.initialize();
		return scheduler;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public synchronized void start() {
		if (this.schedulers == null) {
			return;
		}
		List<String> failures = ask(this.providers.all());
		if (RefreshSettings.of(this.refresher.values()).failFast()) {
			OriginsUnavailableException.throwIfAny(failures);
		}
		this.refresher.refreshOrigins();
		this.log.logPolicies();
		this.running = true;
		this.scheduler = this.schedulers.get();
		schedule();
	}

	/** Ask the providers that are due, and schedule the next call. */
	private void askDue() {
		try {
			List<ProviderBean> due = due();
			if (this.running && !due.isEmpty()) {
				ask(due);
			}
			if (this.running) {
				this.refresher.refreshOrigins();
			}
		}
		catch (CorsPoliciesRefusedException ex) {
			logger.debug("The policies were refused with the answers of providers", ex);
		}
		catch (RuntimeException | Error ex) {
			String line = "Could not refresh allowed origins";
			String leftOut = this.errors.take(line + ": " + PrintableMessage.of(ex));
			if (leftOut != null) {
				logger.error(line + leftOut + " " + Documentation.REFRESH_FAULTS, ex);
			}
		}
		synchronized (this) {
			schedule();
		}
	}

	private synchronized List<ProviderBean> due() {
		Instant now = this.providers.clock().instant();
		List<ProviderBean> due = new ArrayList<>();
		for (ProviderBean provider : this.providers.all()) {
			Instant next = this.next.get(provider);
			if (this.wanted.contains(provider) || next != null && !next.isAfter(now)) {
				due.add(provider);
			}
		}
		this.wanted.clear();
		return due;
	}

	private List<String> ask(Collection<ProviderBean> due) {
		RefreshSettings settings = RefreshSettings.of(this.refresher.values());
		try {
			List<String> failures = this.providers.ask(due, this.refresher.names(), settings.timeout());
			plan(due);
			return failures;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return List.of("The start was interrupted before all providers of allowed origins had answered.");
		}
	}

	/**
	 * Plan the next call of some providers. They share one random number, so providers
	 * with the same delay stay together.
	 */
	private synchronized void plan(Collection<ProviderBean> asked) {
		RefreshSettings settings = RefreshSettings.of(this.refresher.values());
		Instant now = this.providers.clock().instant();
		double random = this.random.nextDouble();
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
		Stream<Instant> times = this.wanted.isEmpty() ? this.next.values().stream()
				: Stream.of(this.providers.clock().instant());
		this.pending = times.min(Instant::compareTo)
			.<ScheduledFuture<?>>map((time) -> scheduler.schedule(this::askDue, time))
			.orElse(null);
	}

	/**
	 * Plan the next calls after a change of the configuration, which may have another
	 * interval. A provider is asked at once if it was not asked about some policy.
	 */
	synchronized void planAll() {
		if (!this.running) {
			return;
		}
		List<String> names = this.refresher.names();
		plan(this.providers.all());
		for (ProviderBean provider : this.providers.all()) {
			if (!provider.state().answer().policies().containsAll(names)) {
				this.next.put(provider, this.providers.clock().instant());
			}
		}
		schedule();
	}

	/**
	 * Ask all providers at once, in the background. If they are asked already, they are
	 * asked again, since they may have read their data before this call.
	 */
	synchronized void askAll() {
		if (this.running) {
			this.wanted.addAll(this.providers.all());
			schedule();
		}
	}

	@Override
	public void stop() {
		TaskScheduler stopped;
		synchronized (this) {
			this.running = false;
			this.wanted.clear();
			stopped = this.scheduler;
			this.scheduler = null;
			if (this.pending != null) {
				this.pending.cancel(true);
				this.pending = null;
			}
		}
		this.providers.interrupt();
		if (stopped instanceof ThreadPoolTaskScheduler platform) {
			platform.destroy();
		}
		else if (stopped instanceof SimpleAsyncTaskScheduler virtual) {
			virtual.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
