// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A body that the threads of a client bring, piece by piece, while a test waits for it.
 */
final class ArrivingBody {

	/** A body without an end must not fill the memory of the test. */
	static final int MOST_BYTES = 64 * 1024 * 1024;

	/** A browser waits longer, but a test must end. */
	static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String WHOLE = "";

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	/** Completed once: with why the body is not whole, or with an empty text. */
	private final CompletableFuture<String> end = new CompletableFuture<>();

	synchronized void add(byte[] piece) {
		if (isEnded()) {
			return;
		}
		this.bytes.writeBytes(piece);
		if (this.bytes.size() > MOST_BYTES) {
			this.end.complete("The body has more than %d bytes. The rest is not read.".formatted(MOST_BYTES));
		}
	}

	boolean isEnded() {
		return this.end.isDone();
	}

	void end() {
		this.end.complete(WHOLE);
	}

	synchronized void breakOff(Throwable cause) {
		this.end.complete(brokenOff(this.bytes.size(), cause));
	}

	/**
	 * Wait for the end.
	 * @param head the response with an empty body
	 * @param limit how long to wait
	 * @return the response with what came of the body
	 */
	WireResponse await(WireResponse head, Duration limit) {
		try {
			this.end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			this.end.complete(timedOut(limit));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			breakOff(Failure.interrupt());
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		String error = this.end.join();
		synchronized (this) {
			return new WireResponse(head.status(), head.headers(), this.bytes.toByteArray(),
					error.equals(WHOLE) ? null : error);
		}
	}

	static String brokenOff(int size, Throwable cause) {
		return "The body breaks off after %d bytes: %s.".formatted(size, Failure.inWords(cause));
	}

	static String timedOut(Duration limit) {
		return "The body did not end within %s.".formatted(inWords(limit));
	}

	static String inWords(Duration limit) {
		long millis = limit.toMillis();
		if (millis % 1000 != 0) {
			return millis + " milliseconds";
		}
		return (millis == 1000) ? "1 second" : limit.toSeconds() + " seconds";
	}

}
