// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * The thread of a {@link PostgresListener}, which starts and stops with the application.
 */
final class PostgresNotifications implements SmartLifecycle, HealthIndicator {

	private static final long SECONDS_TO_STOP = 5;

	private final Supplier<PostgresListener> listeners;

	private @Nullable PostgresListener listener;

	private @Nullable Thread thread;

	/**
	 * Create the thread's bean.
	 * @param listeners makes a listener for each start
	 */
	PostgresNotifications(Supplier<PostgresListener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public synchronized void start() {
		PostgresListener started = this.listeners.get();
		Thread runner = new Thread(started, "postgres-notifications");
		runner.setDaemon(true);
		runner.start();
		this.listener = started;
		this.thread = runner;
	}

	@Override
	public synchronized void stop() {
		if (this.listener == null || this.thread == null) {
			return;
		}
		this.listener.stop();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.listener = null;
		this.thread = null;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.listener != null;
	}

	/** Not {@code DOWN}: without notifications, changes arrive later. */
	@Override
	public synchronized Health health() {
		boolean listening = this.listener != null && this.listener.isListening();
		return (listening ? Health.up() : Health.unknown()).build();
	}

}
