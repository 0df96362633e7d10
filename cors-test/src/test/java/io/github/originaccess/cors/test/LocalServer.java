// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

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

	URI address() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
