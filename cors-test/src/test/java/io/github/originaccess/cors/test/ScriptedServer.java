// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server of all origins of a test in a real browser. It writes headers byte for byte,
 * which no HTTP server does: two lines of one name, odd values, none of its own. It also
 * serves the page that runs the test, and takes its results.
 */
final class ScriptedServer implements AutoCloseable {

	private final ServerSocket socket;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "scripted-server");
		thread.setDaemon(true);
		return thread;
	});

	private final CompletableFuture<String> results = new CompletableFuture<>();

	private final CompletableFuture<WireRequest> pageRequest = new CompletableFuture<>();

	private volatile String page = "";

	private volatile Map<Integer, ? extends Exchange> scripts = Map.of();

	private ScriptedServer(ServerSocket socket) {
		this.socket = socket;
	}

	/** Reserve a port, and wait for {@link #serve}. */
	static ScriptedServer open() throws IOException {
		return new ScriptedServer(new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")));
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Begin to answer.
	 * @param html the page at the path {@code /}
	 * @param scripts the answers to other paths, by the number that is their first
	 * segment
	 */
	void serve(String html, Map<Integer, ? extends Exchange> scripts) {
		this.page = html;
		this.scripts = Map.copyOf(scripts);
		this.threads.execute(this::accept);
	}

	/** What a page has sent to the path {@code /results}. */
	CompletableFuture<String> results() {
		return this.results;
	}

	/** The first request for the page, whose address a user has typed. */
	CompletableFuture<WireRequest> pageRequest() {
		return this.pageRequest;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				this.threads.execute(() -> serve(connection));
			}
			catch (IOException ex) {
				// The test is over.
				return;
			}
		}
	}

	private void serve(Socket connection) {
		try (connection;
				InputStream in = new BufferedInputStream(connection.getInputStream());
				OutputStream out = new BufferedOutputStream(connection.getOutputStream())) {
			String start = readLine(in);
			if (start.isEmpty()) {
				// Browsers open connections that they may not need.
				return;
			}
			WireRequest request = read(in, start);
			write(out, request.method(), respond(request));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private WireResponse respond(WireRequest request) throws IOException {
		String path = request.uri().getPath();
		int slash = path.indexOf('/', 1);
		if (slash > 0) {
			return script(path.substring(1, slash)).send(request);
		}
		if (path.equals("/results")) {
			this.results.complete(new String(request.body(), StandardCharsets.UTF_8));
			return new WireResponse(204, HeaderLines.none(), new byte[0]);
		}
		boolean known = path.equals("/");
		if (known) {
			this.pageRequest.complete(request);
		}
		return new WireResponse(known ? 200 : 404, HeaderLines.of("Content-Type", "text/html;charset=UTF-8"),
				known ? this.page.getBytes(StandardCharsets.UTF_8) : new byte[0]);
	}

	private Exchange script(String id) {
		return Objects.requireNonNull(this.scripts.get(Integer.valueOf(id)));
	}

	private static WireRequest read(InputStream in, String start) throws IOException {
		String[] words = start.split(" ");
		HeaderLines headers = HeaderLines.none();
		for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
			int colon = line.indexOf(':');
			headers = headers.with(line.substring(0, colon), line.substring(colon + 1).strip());
		}
		String length = headers.get("Content-Length");
		byte[] body = in.readNBytes((length != null) ? Integer.parseInt(length) : 0);
		return new WireRequest(words[0], URI.create("http://" + headers.get("Host") + words[1]), headers, body);
	}

	private static String readLine(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
			if (b != '\r') {
				line.append((char) b);
			}
		}
		return line.toString();
	}

	/**
	 * The end of the connection is the end of the body, so no header is needed for it.
	 */
	private static void write(OutputStream out, String method, WireResponse response) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " Scripted\r\n");
		if (response.status() != 101) {
			head.append("Connection: close\r\n");
		}
		response.headers().lines().forEach((line) -> head.append(line).append("\r\n"));
		out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		if (!method.equals("HEAD") && response.status() != 204 && response.status() != 304) {
			out.write(response.body());
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		this.threads.shutdownNow();
	}

}
