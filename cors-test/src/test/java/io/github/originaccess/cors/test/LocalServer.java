// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An application on a real socket.
 */
final class LocalServer implements AutoCloseable {

	private final HttpServer server;

	private LocalServer(HttpServer server) {
		this.server = server;
	}

	static LocalServer start(HttpHandler application) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", application);
		server.start();
		return new LocalServer(server);
	}

	/** A server whose stream of events does not end before the test has seen it. */
	static LocalServer ofEvents(CountDownLatch seen) throws IOException {
		return start((exchange) -> {
			exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			try {
				seen.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.close();
		});
	}

	URI address() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
