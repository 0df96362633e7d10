// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Compares the table of console messages in docs/denials.md with what Firefox and
 * WebKitGTK print. The build does so for Chromium. Run it by hand, from the root
 * of the repository, on a machine with firefox-esr, webkit2gtk-driver and a display, such
 * as that of Xvfb:
 *
 *   java .ci/ConsoleMessages.java
 *
 * It prints every message and ends with 1 if one differs.
 */
class ConsoleMessages {

	private static final String MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

	/** The requests of the page, in the order of the table's rows. */
	private static final String REQUESTS = """
			[['/none', {}], ['/refused', { method: 'PATCH' }], ['/methods', { method: 'PATCH' }],
			['/headers', { headers: { 'X-Evil': '1' } }], ['/plain', { credentials: 'include' }],
			['/any', { credentials: 'include' }], ['/twice', {}], ['/moved', { method: 'PATCH' }],
			['/leave', {}], ['/left', {}]]""";

	/** Returns CORS messages of all processes. Pages have no access to them. */
	private static final String READ = """
			fetch('%s/messages', { method: 'POST', body: Services.console.getMessageArray().map((message) => {
				try {
					message.QueryInterface(Ci.nsIScriptError);
					return message.category.startsWith('CORS') ? message.errorMessage : '';
				}
				catch {
					return '';
				}
			}).filter(Boolean).join('\\n') });""";

	private final HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final ServerSocket api = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

	private final CountDownLatch sent = new CountDownLatch(1);

	private final CountDownLatch read = new CountDownLatch(1);

	private volatile String messages = "";

	private ConsoleMessages() throws IOException {
		this.page.createContext("/", (exchange) -> answer(exchange, 200, html()));
		this.page.createContext("/sent", (exchange) -> {
			this.sent.countDown();
			answer(exchange, 204, "");
		});
		this.page.createContext("/messages", (exchange) -> {
			this.messages = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			answer(exchange, 204, "");
			this.read.countDown();
		});
		this.page.start();
		for (int i = 0; i < 8; i++) {
			Thread thread = new Thread(this::serve);
			thread.setDaemon(true);
			thread.start();
		}
	}

	public static void main(String[] arguments) throws Exception {
		boolean equal = compare("Firefox", 2, new ConsoleMessages().ofFirefox());
		equal &= compare("WebKitGTK", 3, new ConsoleMessages().ofWebKit());
		System.exit(equal ? 0 : 1);
	}

	private String page() {
		return "http://localhost:" + this.page.getAddress().getPort();
	}

	private String api() {
		return "http://localhost:" + this.api.getLocalPort();
	}

	private String html() {
		return """
				<!DOCTYPE html><script type="module">
				for (const [path, options] of %s) {
					await fetch('%s' + path, options).catch(() => {});
					await new Promise((resolve) => setTimeout(resolve, 300));
				}
				fetch('/sent');
				</script>""".formatted(REQUESTS, api());
	}

	/** Answers one request on each connection. */
	private void serve() {
		while (true) {
			try (Socket connection = this.api.accept()) {
				BufferedReader in = new BufferedReader(
						new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
				String[] request = String.valueOf(in.readLine()).split(" ");
				for (String line = in.readLine(); line != null && !line.isEmpty();) {
					// No request of the page has a body.
					line = in.readLine();
				}
				if (request.length == 3) {
					String response = String.join("\r\n", decide(request[0], request[1])) + "\r\n\r\n";
					connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
				}
			}
			catch (IOException ex) {
				// A browser may open a connection and send nothing.
			}
		}
	}

	/**
	 * Answers like a server with this starter, its proxy, or another set-up. Firefox
	 * looks at the case of header names, which the JDK's server changes.
	 */
	private List<String> decide(String method, String path) {
		boolean preflight = method.equals("OPTIONS");
		boolean redirect = path.equals("/leave") || path.equals("/left");
		int status = redirect ? 302
				: !preflight ? 200 : path.equals("/refused") ? 403 : path.equals("/moved") ? 307 : 200;
		List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status + " ", "Content-Length: 0",
				"Connection: close", "Location: " + api() + "/none"));
		String allowed = "Access-Control-Allow-Origin: " + (path.equals("/any") ? "*" : page());
		if (!List.of("/none", "/refused", "/left").contains(path)) {
			lines.add(allowed);
		}
		if (path.equals("/twice")) {
			lines.add(allowed);
		}
		lines.add("Access-Control-Allow-Methods: " + (path.equals("/methods") ? "GET" : "PATCH"));
		lines.add("Access-Control-Allow-Headers: X-Other");
		return lines;
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html");
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	private List<String> ofWebKit() throws Exception {
		Path output = Files.createTempFile("webkit", ".txt");
		ProcessBuilder builder = new ProcessBuilder(MINI_BROWSER, "--enable-write-console-messages-to-stdout=true",
				page())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		// A container has no user namespaces for the sandbox.
		builder.environment().put("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
		Process browser = builder.start();
		try {
			await(this.sent);
			// The last message may still be on its way.
			Thread.sleep(1000);
		}
		finally {
			browser.destroy();
		}
		return Files.readAllLines(output).stream().filter((line) -> line.contains("SECURITY ERROR")).toList();
	}

	private List<String> ofFirefox() throws Exception {
		Path profile = Files.createTempDirectory("firefox");
		int port = freePort();
		Files.writeString(profile.resolve("user.js"), "user_pref('marionette.port', " + port + ");\n");
		Process browser = new ProcessBuilder("firefox-esr", "--headless", "--no-remote", "--marionette",
				"--remote-allow-system-access", "--profile", profile.toString(), page())
			.redirectErrorStream(true)
			.redirectOutput(profile.resolve("output.txt").toFile())
			.start();
		try (Socket marionette = connect(port)) {
			receive(marionette);
			command(marionette, 1, "WebDriver:NewSession", "{}");
			await(this.sent);
			Thread.sleep(1000);
			command(marionette, 2, "Marionette:SetContext", "{\"value\":\"chrome\"}");
			command(marionette, 3, "WebDriver:ExecuteScript", "{\"args\":[],\"script\":\"" + READ
				.formatted(page())
				.replace("\\", "\\\\")
				.replace("\n", " ")
				.replace("\t", "") + "\"}");
			await(this.read);
		}
		finally {
			browser.destroy();
		}
		// It also says that the preflight or the request failed, after the reason.
		return this.messages.lines().filter((line) -> !line.contains("did not succeed")).toList();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static Socket connect(int port) throws Exception {
		for (int i = 0;; i++) {
			try {
				return new Socket(InetAddress.getLoopbackAddress(), port);
			}
			catch (IOException ex) {
				if (i == 200) {
					throw ex;
				}
				Thread.sleep(200);
			}
		}
	}

	/** A message of Marionette is JSON behind its length and a colon. */
	private static void command(Socket marionette, int id, String name, String parameters) throws IOException {
		byte[] json = "[0,%d,\"%s\",%s]".formatted(id, name, parameters).getBytes(StandardCharsets.UTF_8);
		marionette.getOutputStream().write((json.length + ":").getBytes(StandardCharsets.UTF_8));
		marionette.getOutputStream().write(json);
		String answer = receive(marionette);
		if (!answer.startsWith("[1," + id + ",null,")) {
			throw new IllegalStateException(answer);
		}
	}

	private static String receive(Socket marionette) throws IOException {
		InputStream in = marionette.getInputStream();
		int length = 0;
		for (int next = in.read(); next != ':'; next = in.read()) {
			length = length * 10 + next - '0';
		}
		return new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(2, TimeUnit.MINUTES)) {
			throw new IllegalStateException("The browser has not answered");
		}
	}

	private static boolean compare(String browser, int column, List<String> messages) throws IOException {
		String page = Files.readString(Path.of("docs", "denials.md"));
		List<String> cells = page.substring(page.indexOf("| Chromium |"))
			.lines()
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.split("\\|")[column].strip())
			.toList();
		boolean equal = messages.size() == cells.size();
		for (int i = 0; i < Math.max(messages.size(), cells.size()); i++) {
			String message = (i < messages.size()) ? messages.get(i) : "nothing";
			String cell = (i < cells.size()) ? cells.get(i) : "nothing";
			boolean found = pattern(cell).matcher(message).find();
			equal &= found;
			System.out.printf("%s %s: %s%n", found ? "equal" : "OTHER", browser, message);
			if (!found) {
				System.out.println("      in the table: " + cell);
			}
		}
		return equal;
	}

	private static Pattern pattern(String cell) {
		return Pattern.compile(Stream.of(cell.split("…")).map(Pattern::quote).collect(Collectors.joining(".+")));
	}

}
