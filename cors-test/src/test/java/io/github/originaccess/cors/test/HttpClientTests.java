// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A browser over {@link HttpClient}, with real sockets.
 */
class HttpClientTests {

	private static final String SHOP = "https://shop.example.com";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final String ALLOWED = """
			HTTP/1.1 200 OK
			Access-Control-Allow-Origin: *
			Access-Control-Allow-Headers: X-A
			Content-Length: 0
			Connection: close

			""".replace("\n", "\r\n");

	@Test
	void requestArrivesAsThePageSentIt() throws Exception {
		Map<String, String> seen = new TreeMap<>();
		try (LocalServer server = LocalServer.start((exchange) -> {
			exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
			exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "*");
			exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "*");
			if (!exchange.getRequestMethod().equals("OPTIONS")) {
				seen.put("method", exchange.getRequestMethod());
				seen.put("uri", exchange.getRequestURI().toString());
				seen.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
				exchange.getRequestHeaders().forEach((name, values) -> seen.put(name, String.join(", ", values)));
			}
			byte[] body = "ä".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		})) {
			FetchResult result = Browser.over(CLIENT, server.address())
				.page(SHOP)
				.fetch("/a b/../orders?x={1}", (with) -> with.method("patch").json("{\"a\":1}").header("X-A", "1"));
			assertThat(result.isReadable()).as(result.toString()).isTrue();
			assertThat(result.text()).isEqualTo("ä");
			assertThat(result.headers().get("Content-Length")).isEqualTo("2");
			assertThat(seen).containsEntry("method", "patch")
				.containsEntry("uri", "/orders?x=%7B1%7D")
				.containsEntry("body", "{\"a\":1}")
				.containsEntry("X-a", "1")
				.containsEntry("Content-type", "application/json")
				.containsEntry("Origin", SHOP)
				.containsEntry("Sec-fetch-site", "cross-site")
				.containsEntry("User-agent", "Mozilla/5.0 (compatible; cors-test)")
				.doesNotContainKeys("Upgrade", "Http2-settings", "Cookie");
		}
	}

	@Test
	void pageOfTheServerNeedsNoHeaders() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		})) {
			FetchResult result = Browser.over(CLIENT, server.address())
				.page(server.address().toString())
				.fetch("/orders", (with) -> with.method("DELETE"));
			assertThat(result.type()).isEqualTo(ResponseType.BASIC);
			assertThat(result.exchanges()).hasSize(1);
		}
	}

	@Test
	void serverThatIsDownIsANetworkError() throws Exception {
		URI address;
		try (LocalServer server = LocalServer.start((exchange) -> exchange.close())) {
			address = server.address();
		}
		FetchResult result = Browser.over(CLIENT, address).page(SHOP).fetch("/orders");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
		assertThat(result.explanation())
			.isEqualTo("GET " + address + "/orders got no response: the connection was refused");
	}

	@Test
	void serverThatDoesNotAnswerIsANetworkError() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Page page = Browser.over(new HttpClientExchange(CLIENT, Duration.ofMillis(200)), address(silent))
				.page(SHOP);
			FetchResult result = page.fetch("/orders");
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
			assertThat(result.explanation()).endsWith("/orders got no response: request timed out");
			assertThat(page.openWebSocket("/updates").blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
		}
	}

	@Test
	void hostThatTheClientRefusesIsANetworkError() {
		FetchResult result = Browser.over(CLIENT, URI.create("http://my_service:8080")).page(SHOP).fetch("/orders");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
		assertThat(result.explanation()).contains("unsupported URI http://my_service:8080/orders");
	}

	/** The JDK has the last word. Browsers send an empty query, and encode less. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			URL                    | TARGET
			/orders?ids[]=1&ids[]= | /orders?ids[]=1&ids[]=
			/orders?q=%7Bx%7D      | /orders?q=%7Bx%7D
			/orders?q={x}          | /orders?q=%7Bx%7D
			/orders/[1]            | /orders/%5B1%5D
			/orders?q=100%         | /orders?q=100%25
			/orders?               | /orders
			""")
	void targetIsThatOfTheUri(String url, String target) throws Exception {
		try (RawServer server = RawServer.start((head) -> ALLOWED)) {
			Browser.over(CLIENT, server.address()).page(SHOP).fetch(url);
			assertThat(server.heads()).singleElement().asString().startsWith("GET " + target + " HTTP/1.1\r\n");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			VALUE       | CHARACTER
			a\001b      | U+0001
			a\177       | U+007F
			a\205b      | U+0085
			J\u00FCrgen | U+00FC
			""")
	void valueThatTheClientCannotSendIsANetworkError(String value, String character) throws Exception {
		try (RawServer server = RawServer.start((head) -> ALLOWED)) {
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			FetchResult result = page.fetch("/orders", (with) -> with.header("X-A", value));
			assertThat(result.blockedReason()).as(result.toString()).isEqualTo(BlockedReason.NO_RESPONSE);
			assertThat(result.explanation()).isEqualTo(
					"GET %s/orders got no response: java.net.http.HttpClient cannot send the header X-A as a browser does, because its value has the character %s"
						.formatted(server.address(), character));
			assertThat(server.heads()).singleElement().asString().startsWith("OPTIONS /orders ");
		}
	}

	@Test
	void cookieThatTheClientCannotSendIsANetworkError() throws Exception {
		try (RawServer server = RawServer.start((head) -> ALLOWED)) {
			NavigationResult result = Browser.over(CLIENT, server.address())
				.withCookie("name", "J\u00FCrgen")
				.page(SHOP)
				.navigate("/orders");
			assertThat(result.explanation()).contains("cannot send the header Cookie as a browser does");
			assertThat(server.heads()).isEmpty();
		}
	}

	@Test
	void valueWithTabAndEveryVisibleCharacterIsSent() throws Exception {
		String value = "!\t"
				+ IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
		try (RawServer server = RawServer.start((head) -> ALLOWED)) {
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders", (with) -> with.header("X-A", value)).isReadable()).isTrue();
			assertThat(server.heads()).last().asString().contains("X-A: " + value);
		}
	}

	@Test
	void streamOfEventsIsReadableBeforeItEnds() throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		try (LocalServer server = LocalServer.ofEvents(seen)) {
			FetchResult result = Browser.over(CLIENT, server.address()).page(SHOP).fetch("/events");
			seen.countDown();
			assertThat(result.isReadable()).as(result.toString()).isTrue();
			assertThat(result.headers().get("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
			assertThat(result.text()).isEmpty();
		}
	}

	@Test
	void clientThatFollowsRedirectsIsRefused() {
		HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
		assertThatIllegalArgumentException().isThrownBy(() -> Browser.over(client, URI.create("http://localhost")))
			.withMessageStartingWith("The client follows redirects");
	}

	@Test
	void clientWithCookiesIsRefused() {
		HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
		assertThatIllegalArgumentException().isThrownBy(() -> Browser.over(client, URI.create("http://localhost")))
			.withMessageStartingWith("The client has a cookie handler");
	}

	@Test
	void webSocketOpensIfTheServerSwitchesProtocols() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Map<String, String>> handshake = answerOnce(socket, "101 Switching Protocols",
					"Sec-WebSocket-Protocol: v2");
			WebSocketResult result = Browser.over(CLIENT, address(socket))
				.withCookie("SESSION", "1")
				.page(SHOP)
				.openWebSocket("/updates", "v1", "v2");
			assertThat(result.isOpen()).as(result.toString()).isTrue();
			assertThat(result.protocol()).isEqualTo("v2");
			assertThat(result.status()).isEqualTo(101);
			assertThat(result.blockedReason()).isNull();
			assertThat(handshake.get()).containsEntry("origin", SHOP)
				.containsEntry("upgrade", "websocket")
				.containsEntry("cookie", "SESSION=1")
				.containsEntry("sec-websocket-protocol", "v1, v2")
				.doesNotContainKey("sec-fetch-site");
		}
	}

	@Test
	void webSocketDoesNotOpenIfTheServerRefuses() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Map<String, String>> handshake = answerOnce(socket, "403 Forbidden", "Content-Length: 0");
			WebSocketResult result = Browser.over(CLIENT, address(socket))
				.page("https://evil.example")
				.openWebSocket("ws://localhost:" + socket.getLocalPort() + "/updates");
			assertThat(result.isOpen()).isFalse();
			assertThat(result.status()).isEqualTo(403);
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.HANDSHAKE_STATUS);
			assertThat(result.toString()).contains("The handshake was answered with status 403, not 101.");
			assertThat(handshake.get()).containsEntry("origin", "https://evil.example");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			HEADER                               | PROTOCOL | REASON
			Sec-WebSocket-Accept: x              | none     | handshake-response
			Sec-WebSocket-Extensions: x-other    | none     | handshake-response
			Upgrade: h2c                         | none     | handshake-response
			Sec-WebSocket-Protocol: v2           | v1       | handshake-protocol
			X-Other: 1                           | v1       | handshake-protocol
			""", nullValues = "none")
	void webSocketDoesNotOpenIfTheResponseIsWrong(String header, @Nullable String protocol, String reason)
			throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Map<String, String>> handshake = answerOnce(socket, "101 Switching Protocols", header);
			WebSocketResult result = Browser.over(CLIENT, address(socket))
				.page(SHOP)
				.openWebSocket("/updates", (protocol != null) ? new String[] { protocol } : new String[0]);
			assertThat(result.blockedReason()).as(result.toString()).extracting(BlockedReason::code).isEqualTo(reason);
			assertThat(handshake.get()).containsEntry("origin", SHOP);
		}
	}

	private static URI address(ServerSocket socket) {
		return URI.create("http://localhost:" + socket.getLocalPort());
	}

	/** Answers a handshake, on a thread of its own. */
	private static CompletableFuture<Map<String, String>> answerOnce(ServerSocket socket, String status,
			String header) {
		return CompletableFuture.supplyAsync(() -> {
			try (Socket connection = socket.accept()) {
				BufferedReader in = new BufferedReader(
						new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
				Map<String, String> headers = new TreeMap<>();
				in.readLine();
				for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
					headers.put(Ascii.lowerCase(line.substring(0, line.indexOf(':'))),
							line.substring(line.indexOf(':') + 1).strip());
				}
				String response = "HTTP/1.1 " + status + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + header
						+ "\r\nSec-WebSocket-Accept: "
						+ HandshakeRow.accept(headers.getOrDefault("sec-websocket-key", "")) + "\r\n\r\n";
				connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
				connection.getInputStream().read();
				return headers;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

}
