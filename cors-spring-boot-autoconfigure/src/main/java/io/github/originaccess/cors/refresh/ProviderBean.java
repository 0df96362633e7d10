// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.refresh.ProviderState.Answer;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A provider and its last answer. Each call runs on a thread of its own, and one call at
 * a time: a provider that hangs and cannot be interrupted costs one thread.
 */
final class ProviderBean {

	private static final Log logger = LogFactory.getLog(ProviderBean.class);

	private static final int MOST_CHARACTERS = 300;

	private final String name;

	private final Supplier<AllowedOriginsProvider> bean;

	private final Executor threads;

	/** Held by the thread of a call until the call returns, in time or not. */
	private final ReentrantLock calling = new ReentrantLock();

	private final LineLimit lines = new LineLimit();

	private volatile ProviderState state;

	private volatile Future<@Nullable Answer> call = CompletableFuture.completedFuture(null);

	/**
	 * Create a provider.
	 * @param name name of its bean
	 * @param bean the bean, made on the first call
	 * @param threads runs the calls
	 */
	ProviderBean(String name, Supplier<AllowedOriginsProvider> bean, Executor threads) {
		this.name = name;
		this.bean = bean;
		this.threads = threads;
		this.state = ProviderState.unasked(name);
	}

	String name() {
		return this.name;
	}

	ProviderState state() {
		return this.state;
	}

	/** Begin to ask. One thread at a time calls this and {@link #finish}. */
	void begin(Set<String> policies) {
		if (this.calling.isLocked()) {
			this.call = CompletableFuture.completedFuture(null);
			return;
		}
		FutureTask<@Nullable Answer> task = new FutureTask<>(() -> call(policies));
		this.call = task;
		try {
			this.threads.execute(task);
		}
		catch (RuntimeException | Error ex) {
			// There is no thread for the call.
			this.call = CompletableFuture.failedFuture(ex);
		}
	}

	/** Return the answer; {@code null} if an earlier call has not returned. */
	private @Nullable Answer call(Set<String> policies) throws Exception {
		if (!this.calling.tryLock()) {
			return null;
		}
		try {
			return answer(policies);
		}
		finally {
			this.calling.unlock();
		}
	}

	private Answer answer(Set<String> policies) throws Exception {
		AllowedOriginsProvider provider = this.bean.get();
		Map<String, List<String>> origins = new HashMap<>();
		int unreadable = 0;
		for (String policy : policies) {
			Collection<?> elements = provider.allowedOrigins(policy);
			if (elements != null) {
				Set<String> texts = new LinkedHashSet<>();
				for (Object element : elements) {
					// The collection may be endless.
					if (Thread.interrupted()) {
						throw new InterruptedException();
					}
					if (element instanceof String text) {
						texts.add(text);
					}
					else {
						unreadable++;
					}
				}
				origins.put(policy, List.copyOf(texts));
			}
		}
		return new Answer(policies, origins, unreadable);
	}

	/**
	 * Wait for the answer, and interrupt the call if it does not return in time.
	 * @param nanos how long to wait
	 * @param clock tells when the provider answered
	 * @return whether the provider answered
	 * @throws InterruptedException if the application stops
	 */
	boolean finish(long nanos, Clock clock) throws InterruptedException {
		Future<@Nullable Answer> call = this.call;
		try {
			Answer answer = call.get(nanos, TimeUnit.NANOSECONDS);
			if (answer == null) {
				fail("its previous call has not returned", null);
				return false;
			}
			int failures = this.state.failures();
			if (failures > 0) {
				log("The bean '" + this.name + "' answers again, after " + failures
						+ ((failures == 1) ? " failure" : " failures"), logger::info);
			}
			this.state = this.state.answered(clock.instant(), answer);
			return true;
		}
		catch (TimeoutException ex) {
			fail("it did not answer within cors.refresh-timeout", null);
		}
		catch (CancellationException ex) {
			throw new InterruptedException("The application stops");
		}
		catch (ExecutionException ex) {
			fail(reason(ex), ex.getCause());
		}
		finally {
			call.cancel(true);
		}
		return false;
	}

	/** Interrupt the call, if one runs. */
	void interrupt() {
		this.call.cancel(true);
	}

	private void fail(String reason, @Nullable Throwable cause) {
		this.state = this.state.failed(reason);
		String line = failure();
		if (cause instanceof VirtualMachineError) {
			log(line, (text) -> logger.error(text + " " + Documentation.REFRESH_FAULTS, cause));
			return;
		}
		log(line, (text) -> logger.warn(text + " " + Documentation.REFRESH_FAULTS));
		logger.debug("The bean '" + this.name + "' gave no allowed origins", cause);
	}

	private void log(String line, Consumer<String> log) {
		String leftOut = this.lines.take(line);
		if (leftOut != null) {
			log.accept(line + leftOut);
		}
	}

	/** Return the last failure in words. */
	String failure() {
		ProviderState state = this.state;
		return "The bean '" + this.name + "' gave no allowed origins: " + state.failure() + ". "
				+ ((state.lastSuccess() != null) ? "Its last answer stays in force." : "It has not answered yet.");
	}

	private static String reason(ExecutionException failed) {
		Throwable cause = failed.getCause();
		String text = PrintableMessage.of((cause != null) ? cause : failed);
		return (text.length() > MOST_CHARACTERS) ? text.substring(0, MOST_CHARACTERS) + "…" : text;
	}

}
