// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.concurrent.Executor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Threads that providers are asked on, virtual ones where the application has them. They
 * are no beans: a scheduler of the application's own, or Boot's, would give way to one.
 */
public final class RefreshThreads {

	private static final String SCHEDULER = "cors-refresh-";

	private static final String PROVIDERS = "cors-provider-";

	private RefreshThreads() {
	}

	/** Threads that each ask one provider once. */
	public static Executor asking(Environment environment) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(PROVIDERS);
		executor.setDaemon(true);
		executor.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
		return executor;
	}

	/** A scheduler of one thread, set up as the application's own are. */
	public static TaskScheduler scheduler(Environment environment,
			ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return virtual.getIfAvailable(SimpleAsyncTaskSchedulerBuilder::new)
				.threadNamePrefix(SCHEDULER)
				.virtualThreads(true)
				.build();
		}
		ThreadPoolTaskScheduler scheduler = platform.getIfAvailable(ThreadPoolTaskSchedulerBuilder::new)
			.threadNamePrefix(SCHEDULER)
			.poolSize(1)
			.build();
		scheduler.setDaemon(true);
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.initialize();
		return scheduler;
	}

	static void close(TaskScheduler scheduler) {
		if (scheduler instanceof ThreadPoolTaskScheduler platform) {
			platform.destroy();
		}
		else if (scheduler instanceof SimpleAsyncTaskScheduler virtual) {
			virtual.close();
		}
	}

}
