// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A server that reads the heads of requests and writes responses byte for byte. Each
 * character stands for one byte. A response ends where the connection does, which may be
 * kept open until the test ends.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket socket;

	private final UnaryOperator<String> responses;

	private final boolean keepsOpen;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	private RawServer(ServerSocket socket, UnaryOperator<String> responses, boolean keepsOpen) {
		this.socket = socket;
		this.responses = responses;
		this.keepsOpen = keepsOpen;
	}

	static RawServer start(UnaryOperator<String> responses) throws IOException {
		return start(responses, false);
	}

	static RawServer start(UnaryOperator<String> responses, boolean keepsOpen) throws IOException {
		return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), responses, keepsOpen);
	}

	static RawServer start(ServerSocket socket, UnaryOperator<String> responses) {
		return start(socket, responses, false);
	}

	private static RawServer start(ServerSocket socket, UnaryOperator<String> responses, boolean keepsOpen) {
		RawServer server = new RawServer(socket, responses, keepsOpen);
		Thread thread = new Thread(server::accept, "raw-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	int port() {
		return this.socket.getLocalPort();
	}

	URI address() {
		return URI.create("http://localhost:" + port());
	}

	/** The heads of all requests, without the blank line. */
	List<String> heads() {
		return this.heads;
	}

	/** Fail if the client keeps a connection. */
	void awaitClosedConnections() throws IOException {
		for (Socket connection : this.open) {
			connection.setSoTimeout(5000);
			try {
				while (connection.getInputStream().read() >= 0) {
					// The rest of a request.
				}
			}
			catch (SocketException ex) {
				// The client has not read all that came.
			}
		}
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				this.open.add(connection);
				serve(connection);
				if (!this.keepsOpen) {
					connection.close();
				}
			}
			catch (IOException ex) {
				// The client refuses the certificate, or the test is over.
			}
		}
	}

	/** A proxy opens a tunnel first, and the request comes through it. */
	private void serve(Socket connection) throws IOException {
		String head = readHead(connection.getInputStream());
		if (head.startsWith("CONNECT ")) {
			write(connection, "HTTP/1.1 200 Established\r\n\r\n");
			head = readHead(connection.getInputStream());
		}
		write(connection, this.responses.apply(head));
	}

	private String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The client closed the connection.");
			}
			head.append((char) next);
		}
		this.heads.add(head.substring(0, head.length() - 4));
		return head.toString();
	}

	private static void write(Socket connection, String text) throws IOException {
		connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		connection.getOutputStream().flush();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Socket connection : this.open) {
			connection.close();
		}
	}

}
