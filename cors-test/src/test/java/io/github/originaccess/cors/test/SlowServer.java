// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A server for one connection that sends a start at once, and one byte after the other
 * then.
 */
final class SlowServer implements AutoCloseable {

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

	private SlowServer() throws IOException {
	}

	/**
	 * Start a server.
	 * @param start the first bytes, one for each character
	 * @return the server
	 * @throws IOException if no port is free
	 */
	static SlowServer start(String start) throws IOException {
		SlowServer server = new SlowServer();
		server.clock.execute(() -> server.serve(start.getBytes(StandardCharsets.ISO_8859_1)));
		return server;
	}

	int port() {
		return this.socket.getLocalPort();
	}

	private void serve(byte[] start) {
		try {
			Socket connection = this.socket.accept();
			OutputStream out = connection.getOutputStream();
			out.write(start);
			this.clock.scheduleAtFixedRate(() -> write(out), 0, 10, TimeUnit.MILLISECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(OutputStream out) {
		try {
			out.write('a');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.clock.shutdownNow();
		this.socket.close();
	}

}
