// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A limit of time for the use of a socket, however many steps it has. The socket is
 * closed when the time is over, because a timeout of a socket limits each read alone, and
 * no write.
 *
 * @param limit the time
 * @param message the message of the exception when the time is over
 */
record Deadline(Duration limit, String message) {

	/**
	 * Use a socket within the limit. The timer belongs to the JDK, so that no thread is
	 * started here.
	 * @param <T> the type of the result
	 * @param socket the socket, which has no other socket below it
	 * @param use what is done
	 * @return the result
	 * @throws IOException if the use throws it, or if the time is over
	 */
	<T> T keep(Socket socket, Use<T> use) throws IOException {
		CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
		end.orTimeout(this.limit.toNanos(), TimeUnit.NANOSECONDS).exceptionally((timeout) -> close(socket));
		try {
			T result = use.run();
			if (!end.complete(null)) {
				throw new IOException("The socket is closed.");
			}
			return result;
		}
		catch (IOException ex) {
			if (end.isCompletedExceptionally()) {
				throw (IOException) new SocketTimeoutException(this.message).initCause(ex);
			}
			throw ex;
		}
		finally {
			end.complete(null);
		}
	}

	private static @Nullable Void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// The use of the socket fails anyway.
		}
		return null;
	}

	/**
	 * Steps that read and write.
	 *
	 * @param <T> the type of the result
	 */
	interface Use<T> {

		T run() throws IOException;

	}

}
