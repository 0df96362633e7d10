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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.refresh.ProviderState.Answer;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A provider and what it answered last. It is asked on a thread of its own, one call at a
 * time: one that hangs and cannot be interrupted costs that one thread.
 */
public final class ProviderBean {

	private static final Log logger = LogFactory.getLog(ProviderBean.class);

	private static final int MOST_CHARACTERS = 300;

	private final String name;

	private final Supplier<AllowedOriginsProvider> bean;

	/** Stands for the call that has not returned, in time or not. */
	private final AtomicReference<@Nullable Object> running = new AtomicReference<>();

	private final LineLimit lines = new LineLimit();

	private volatile ProviderState state = ProviderState.UNKNOWN;

	private volatile @Nullable FutureTask<Answer> call;

	/**
	 * Create a provider.
	 * @param name name of its bean
	 * @param bean the bean, made when it is asked first
	 */
	public ProviderBean(String name, Supplier<AllowedOriginsProvider> bean) {
		this.name = name;
		this.bean = bean;
	}

	String name() {
		return this.name;
	}

	ProviderState state() {
		return this.state;
	}

	/** Begin to ask. Only one thread at a time asks. */
	void begin(Set<String> policies, Executor threads) {
		this.call = null;
		Object token = new Object();
		if (!this.running.compareAndSet(null, token)) {
			return;
		}
		// Whoever has the answer may ask again, so the call must have ended by then.
		FutureTask<Answer> call = new FutureTask<>(() -> {
			try {
				return ask(policies);
			}
			finally {
				this.running.compareAndSet(token, null);
			}
		});
		this.call = call;
		try {
			threads.execute(() -> {
				call.run();
				// One that was cancelled before has not run at all.
				this.running.compareAndSet(token, null);
			});
		}
		catch (RuntimeException | Error ex) {
			// No thread can be had, which is as bad as no answer.
			this.running.compareAndSet(token, null);
			FutureTask<Answer> failed = new FutureTask<>(() -> {
				throw ex;
			});
			failed.run();
			this.call = failed;
		}
	}

	private Answer ask(Set<String> policies) throws Exception {
		AllowedOriginsProvider provider = this.bean.get();
		Map<String, List<String>> origins = new HashMap<>();
		int unreadable = 0;
		for (String policy : policies) {
			Collection<?> answer = provider.allowedOrigins(policy);
			if (answer != null) {
				Set<String> texts = new LinkedHashSet<>();
				for (Object element : answer) {
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
	 * Wait for the answer, and interrupt who does not give it in time.
	 * @param nanos how long to wait
	 * @return whether the provider answered
	 * @throws InterruptedException if the waiting thread is to stop
	 */
	boolean finish(long nanos, Clock clock) throws InterruptedException {
		FutureTask<Answer> call = this.call;
		if (call == null) {
			fail("it still hangs since it was asked before", null);
			return false;
		}
		try {
			Answer answer = call.get(nanos, TimeUnit.NANOSECONDS);
			if (this.state.failures() > 0) {
				tell("Allowed origins of bean '" + this.name + "' are there again, after it failed "
						+ this.state.failures() + " times", logger::info);
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

	/** Interrupt a call, if there is one. */
	void interrupt() {
		FutureTask<Answer> call = this.call;
		if (call != null) {
			call.cancel(true);
		}
	}

	private void fail(String reason, @Nullable Throwable cause) {
		this.state = this.state.failed(reason);
		String line = failure();
		if (cause instanceof VirtualMachineError) {
			tell(line, (text) -> logger.error(text, cause));
			return;
		}
		tell(line, logger::warn);
		logger.debug("Allowed origins of bean '" + this.name + "' failed", cause);
	}

	private void tell(String line, Consumer<String> log) {
		String leftOut = this.lines.take(line);
		if (leftOut != null) {
			log.accept(line + leftOut);
		}
	}

	/** The last failure in words. */
	String failure() {
		ProviderState state = this.state;
		return "Allowed origins of bean '" + this.name + "' cannot be had: " + state.failure() + ". "
				+ ((state.lastSuccess() != null) ? "Its last answer stays." : "It has given none yet.");
	}

	private static String reason(ExecutionException failed) {
		Throwable cause = failed.getCause();
		String text = PrintableMessage.of((cause != null) ? cause : failed);
		return (text.length() > MOST_CHARACTERS) ? text.substring(0, MOST_CHARACTERS) + "…" : text;
	}

}
