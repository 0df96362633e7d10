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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The server of all origins of the table. It writes headers byte for byte, which no HTTP
 * server does: two lines of one name, odd values, none of its own. It also serves the
 * page that runs the rows.
 */
final class TableServer implements AutoCloseable {

	private final ServerSocket socket;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "table-server");
		thread.setDaemon(true);
		return thread;
	});

	private final Map<Integer, RowScript> scripts;

	private final CompletableFuture<String> results = new CompletableFuture<>();

	private final String page;

	private TableServer(ServerSocket socket) {
		this.socket = socket;
		BrowserTable table = table();
		this.page = TablePage.of(table);
		this.scripts = table.rows()
			.stream()
			.collect(Collectors.toMap(BrowserRow::id, RowScript::new, (one, other) -> one, TreeMap::new));
		this.threads.execute(this::accept);
	}

	static TableServer start() throws IOException {
		ServerSocket socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
		return new TableServer(socket);
	}

	/** The table with this server's port. */
	BrowserTable table() {
		return new BrowserTable(this.socket.getLocalPort());
	}

	String pageUrl() {
		return table().origin("page") + "/";
	}

	/** What the page has sent when all rows are done. */
	CompletableFuture<String> results() {
		return this.results;
	}

	RowScript script(BrowserRow row) {
		return this.scripts.get(row.id());
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

	private WireResponse respond(WireRequest request) {
		String path = request.uri().getPath();
		int slash = path.indexOf('/', 1);
		if (slash > 0) {
			return this.scripts.get(Integer.parseInt(path.substring(1, slash))).send(request);
		}
		if (path.equals("/results")) {
			this.results.complete(new String(request.body(), StandardCharsets.UTF_8));
			return new WireResponse(204, HeaderLines.none(), new byte[0]);
		}
		boolean known = path.equals("/");
		return new WireResponse(known ? 200 : 404, HeaderLines.of("Content-Type", "text/html;charset=UTF-8"),
				known ? this.page.getBytes(StandardCharsets.UTF_8) : new byte[0]);
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
		StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " Scripted\r\nConnection: close\r\n");
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
