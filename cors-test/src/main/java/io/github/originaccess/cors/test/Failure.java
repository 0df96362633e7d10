// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import org.jspecify.annotations.Nullable;

/**
 * Exceptions of clients in words. The JDK's own have no message where a test needs one
 * most: the server is down, or the name of its host is wrong.
 */
final class Failure {

	private Failure() {
	}

	static InterruptedIOException interrupt() {
		return new InterruptedIOException("the thread of the test was interrupted");
	}

	static boolean isInterrupt(Throwable failure) {
		return has(failure, InterruptedException.class);
	}

	static String inWords(Throwable failure) {
		if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
			return "the host is unknown here";
		}
		String message = failure.getMessage();
		if (message != null && !message.isBlank()) {
			return message;
		}
		return has(failure, ConnectException.class) ? "the connection was refused" : failure.toString();
	}

	private static boolean has(Throwable failure, Class<? extends Throwable> type) {
		for (@Nullable
		Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

}
