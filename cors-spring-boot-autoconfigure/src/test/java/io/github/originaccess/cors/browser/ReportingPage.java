// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A page of a separate origin. Its script returns a text, and the page sends the text to
 * its server.
 */
final class ReportingPage implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 60;

	private static final String HTML = """
			<!doctype html>
			<meta charset="utf-8">
			<script>
			(async () => { %s })()
				.catch((failure) => 'failed: ' + failure)
				.then((seen) => fetch('/seen', { method: 'POST', body: String(seen) }));
			</script>
			""";

	private final HttpServer server;

	private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(1);

	private volatile String script = "";

	/** Open a port of this computer for the page. */
	ReportingPage() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	/** Return the page's origin, which is its address. */
	String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Open the page in a separate browser and wait until its script ends.
	 * @param entrance the text before the page's address, such as that of a login that
	 * redirects to it
	 * @param script the body of an asynchronous function that returns a text
	 * @return the text
	 */
	String run(String entrance, String script) throws IOException, InterruptedException {
		this.script = script;
		return await(entrance + origin());
	}

	/**
	 * Open another page in a separate browser and wait until it sends a text to this one.
	 * @param url the address of the other page
	 * @param options further options of the browser
	 * @return the text
	 */
	String await(String url, String... options) throws IOException, InterruptedException {
		Chromium browser = Chromium.open(url, options);
		try {
			String text = this.seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			return (text != null) ? text : "nothing within " + PATIENCE_SECONDS + " s";
		}
		finally {
			browser.close();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		switch (exchange.getRequestURI().getPath()) {
			case "/seen" -> {
				String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(204, -1);
				this.seen.offer(text);
			}
			case "/" -> {
				byte[] page = HTML.formatted(this.script).getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "text/html");
				exchange.sendResponseHeaders(200, page.length);
				exchange.getResponseBody().write(page);
			}
			default -> exchange.sendResponseHeaders(404, -1);
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
