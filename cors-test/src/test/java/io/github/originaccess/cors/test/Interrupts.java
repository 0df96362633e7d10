// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts, as a time-out of JUnit sends them to the thread of a test.
 */
final class Interrupts {

	private Interrupts() {
	}

	/** Interrupt this thread when it waits. */
	static void soon() {
		CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS).execute(Thread.currentThread()::interrupt);
	}

}
