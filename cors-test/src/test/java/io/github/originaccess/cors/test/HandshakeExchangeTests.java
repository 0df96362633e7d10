// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handshakes of WebSockets over real sockets.
 */
class HandshakeExchangeTests {

	private static final String SHOP = "https://shop.example.com";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final Duration LIMIT = Duration.ofMillis(300);

	@Test
	void rowsOfTheTableHoldOnTheNetwork() throws Exception {
		List<HandshakeRow> rows = HandshakeRow.rows();
		try (ScriptedServer server = ScriptedServer.open()) {
			server.serve("", rows.stream().collect(Collectors.toMap(HandshakeRow::id, Function.identity())));
			Page page = Browser.over(CLIENT, URI.create("http://localhost:" + server.port())).page(SHOP);
			assertThat(rows).allSatisfy((row) -> {
				WebSocketResult result = page.openWebSocket("/" + row.id() + "/a",
						row.protocols().toArray(String[]::new));
				assertThat(outcome(result)).as(result.toString()).isEqualTo(row.result());
			});
		}
	}

	/** Chromium 156 opens the same ones. */
	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                            | RESPONSE, with ~ for CR LF and ^ for LF                    | RESULT
					the usual response             | HTTP/1.1 101 Switching Protocols~$u~$c~$a~~                | open
					HTTP/1.0                       | HTTP/1.0 101 Switching Protocols~$u~$c~$a~~                | open
					no reason                      | HTTP/1.1 101~$u~$c~$a~~                                    | open
					two blanks before the status   | HTTP/1.1  101 Switching Protocols~$u~$c~$a~~               | open
					no blank behind the status     | HTTP/1.1 101Switching~$u~$c~$a~~                           | open
					a folded line                  | HTTP/1.1 101 OK~$u~Connection: keep-alive,~ Upgrade~$a~~   | open
					a line without colon           | HTTP/1.1 101 OK~hello~$u~$c~$a~~                           | open
					a line without name            | HTTP/1.1 101 OK~: hello~$u~$c~$a~~                         | open
					a blank before the first name  | HTTP/1.1 101 OK~ X-A: 1~$u~$c~$a~~                         | open
					a blank before the colon       | HTTP/1.1 101 OK~Upgrade : websocket~$c~$a~~                | open
					tabs around a value            | HTTP/1.1 101 OK~$u~Connection: a\t,\tUpgrade\t~$a~~        | open
					line feeds alone               | HTTP/1.1 101 OK^$u^$c^$a^^                                 | open
					a form feed behind Upgrade     | HTTP/1.1 101 OK~$u~Connection: Upgrade\f~$a~~              | handshake-response
					a vertical tab behind a value  | HTTP/1.1 101 OK~Upgrade: websocket\013~$c~$a~~             | handshake-response
					an informational response      | HTTP/1.1 103 Early Hints~~HTTP/1.1 101 OK~$u~$c~$a~~       | handshake-status
					a redirect                     | HTTP/1.1 302 Found~Location: /~~                           | handshake-status
					the byte 0                     | HTTP/1.1 101 OK~X-A: a\0~$u~$c~$a~~                        | no-response
					a status of four digits        | HTTP/1.1 1010 OK~$u~$c~$a~~                                | no-response
					another protocol               | SSH-2.0-OpenSSH~~                                          | no-response
					the end within the headers     | HTTP/1.1 101 OK~$u~$c~                                     | no-response
					no response                    | ''                                                         | no-response
					""")
	void responseIsReadAsInABrowser(String why, String response, String result) throws Exception {
		try (RawServer server = RawServer.start((head) -> switching(head, response))) {
			assertThat(outcome(page(server).openWebSocket("/updates"))).isEqualTo(result);
		}
	}

	@Test
	void headersHaveALimitOfSize() throws Exception {
		try (RawServer small = RawServer.start((head) -> withHeaderOf(250 * 1024, head));
				RawServer large = RawServer.start((head) -> withHeaderOf(257 * 1024, head))) {
			assertThat(page(small).openWebSocket("/updates").isOpen()).isTrue();
			assertThat(page(large).openWebSocket("/updates").explanation())
				.isEqualTo("GET %s/updates got no response: the headers of the response have more than 262144 bytes"
					.formatted(large.address()));
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void serverThatSendsByteAfterByteIsANetworkError() throws Exception {
		try (SlowServer server = SlowServer.start("")) {
			assertTimedOut(impatient(CLIENT, "http://localhost:" + server.port()).openWebSocket("/updates"));
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void recordOfTlsThatComesByteAfterByteIsANetworkError() throws Exception {
		// A handshake record of 16384 bytes.
		try (SlowServer server = SlowServer.start("\u0016\u0003\u0003\u0040\u0000")) {
			assertTimedOut(impatient(CLIENT, "https://localhost:" + server.port()).openWebSocket("/updates"));
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void serverThatDoesNotReadIsANetworkError() throws Exception {
		try (ServerSocket silent = silent()) {
			Page page = Browser
				.over(new HttpClientExchange(CLIENT, LIMIT), URI.create("http://localhost:" + silent.getLocalPort()))
				.withCookie("long", "a".repeat(16 * 1024 * 1024))
				.page(SHOP);
			assertThat(page.openWebSocket("/updates").explanation()).endsWith("request timed out");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "https" })
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void silentProxyIsANetworkError(String scheme) throws Exception {
		try (ServerSocket proxy = silent()) {
			HttpClient client = through(proxy.getLocalPort()).build();
			assertTimedOut(impatient(client, scheme + "://api.example.com").openWebSocket("/updates"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nX-A: " })
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void proxyThatSendsByteAfterByteIsANetworkError(String start) throws Exception {
		try (SlowServer proxy = SlowServer.start(start)) {
			HttpClient client = through(proxy.port()).build();
			assertTimedOut(impatient(client, "https://api.example.com").openWebSocket("/updates"));
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void connectTimeoutOfTheClientIncludesTheProxy() throws Exception {
		try (ServerSocket proxy = silent()) {
			HttpClient client = through(proxy.getLocalPort()).connectTimeout(LIMIT).build();
			WebSocketResult result = Browser.over(client, URI.create("https://api.example.com"))
				.page(SHOP)
				.openWebSocket("/updates");
			assertThat(result.explanation()).endsWith("got no response: connect timed out");
		}
	}

	@Test
	void refusalOfTheProxyIsANetworkError() throws Exception {
		try (SlowServer proxy = SlowServer.start("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")) {
			WebSocketResult result = Browser.over(through(proxy.port()).build(), URI.create("https://api.example.com"))
				.page(SHOP)
				.openWebSocket("/updates");
			assertThat(outcome(result)).isEqualTo("no-response");
			assertThat(result.explanation())
				.endsWith("got no response: the proxy opened no tunnel, its response has the status 407");
		}
	}

	private static void assertTimedOut(WebSocketResult result) {
		assertThat(outcome(result)).isEqualTo("no-response");
		assertThat(result.explanation()).endsWith("got no response: request timed out");
	}

	private static Page impatient(HttpClient client, String address) {
		return Browser.over(new HttpClientExchange(client, LIMIT), URI.create(address)).page(SHOP);
	}

	private static HttpClient.Builder through(int proxy) {
		return HttpClient.newBuilder().proxy(ProxySelector.of(new InetSocketAddress("localhost", proxy)));
	}

	/** The system accepts its connections, and nothing reads or answers. */
	private static ServerSocket silent() throws IOException {
		return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
	}

	@Test
	void requestIsThatOfABrowser() throws Exception {
		try (RawServer server = RawServer.start((head) -> "HTTP/1.1 403 Forbidden\r\n\r\n")) {
			Browser.over(CLIENT, server.address())
				.withCookie("name", "J\u00FCrgen")
				.page(SHOP)
				.openWebSocket("/updates?", "v1", "v2");
			assertThat(server.heads()).containsExactly("""
					GET /updates? HTTP/1.1
					Host: localhost:%d
					Upgrade: websocket
					Connection: Upgrade
					Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
					Sec-WebSocket-Version: 13
					Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits
					Sec-WebSocket-Protocol: v1, v2
					Origin: https://shop.example.com
					User-Agent: Mozilla/5.0 (compatible; cors-test)
					Cookie: name=J\u00FCrgen""".formatted(server.port()).replace("\n", "\r\n"));
		}
	}

	@Test
	void cookieThatIsNoSequenceOfBytesIsNotSent() throws Exception {
		try (RawServer server = RawServer.start((head) -> "HTTP/1.1 403 Forbidden\r\n\r\n")) {
			WebSocketResult result = Browser.over(CLIENT, server.address())
				.withCookie("price", "1 \u20AC")
				.page(SHOP)
				.openWebSocket("/updates");
			assertThat(result.explanation())
				.endsWith("got no response: the header Cookie has the character U+20AC, which is not one byte");
			assertThat(server.heads()).isEmpty();
		}
	}

	@Test
	void proxyOfTheClientIsUsed() throws Exception {
		try (RawServer proxy = RawServer.start((head) -> switching(head, "HTTP/1.1 101 OK~$u~$c~$a~~"))) {
			WebSocketResult result = Browser
				.over(through(proxy.port()).build(), URI.create("http://my_service.example"))
				.page(SHOP)
				.openWebSocket("/updates");
			assertThat(result.isOpen()).as(result.toString()).isTrue();
			assertThat(proxy.heads()).hasSize(2);
			assertThat(proxy.heads().get(0)).startsWith("CONNECT my_service.example:80 HTTP/1.1\r\n");
			assertThat(proxy.heads().get(1)).startsWith("GET /updates HTTP/1.1\r\nHost: my_service.example\r\n");
		}
	}

	@Test
	void certificateIsCheckedAsTheClientDoes(@TempDir Path directory) throws Exception {
		SSLContext certificates = certificateOfLocalhost(directory.resolve("store.p12"));
		ServerSocket socket = certificates.getServerSocketFactory()
			.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
		try (RawServer server = RawServer.start(socket, (head) -> switching(head, "HTTP/1.1 101 OK~$u~$c~$a~~"))) {
			HttpClient trusting = HttpClient.newBuilder().sslContext(certificates).build();
			String open = "wss://localhost:" + server.port() + "/updates";
			String ofAnotherHost = "wss://127.0.0.1:" + server.port() + "/updates";
			assertThat(outcome(page(trusting).openWebSocket(open))).isEqualTo("open");
			assertThat(outcome(page(trusting).openWebSocket(ofAnotherHost))).isEqualTo("no-response");
			assertThat(outcome(page(CLIENT).openWebSocket(open))).isEqualTo("no-response");
			assertThat(server.heads()).hasSize(1);
		}
	}

	private static SSLContext certificateOfLocalhost(Path store) throws Exception {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "secret");
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, "secret".toCharArray());
		}
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(keys, "secret".toCharArray());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("server", keys.getCertificate("server"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private static Page page(RawServer server) {
		return Browser.over(CLIENT, server.address()).page(SHOP);
	}

	private static Page page(HttpClient client) {
		return Browser.over(client, URI.create("https://localhost")).page(SHOP);
	}

	private static String outcome(WebSocketResult result) {
		BlockedReason reason = result.blockedReason();
		return (reason != null) ? reason.code() : ("open " + result.protocol()).strip();
	}

	private static String withHeaderOf(int bytes, String head) {
		return switching(head, "HTTP/1.1 101 OK~X-A: " + "a".repeat(bytes) + "~$u~$c~$a~~");
	}

	private static String switching(String head, String response) {
		String key = Arrays.stream(head.split("\r\n"))
			.filter((line) -> line.startsWith("Sec-WebSocket-Key: "))
			.map((line) -> line.substring("Sec-WebSocket-Key: ".length()))
			.findFirst()
			.orElseThrow();
		return response.replace("$u", "Upgrade: websocket")
			.replace("$c", "Connection: Upgrade")
			.replace("$a", "Sec-WebSocket-Accept: " + HandshakeRow.accept(key))
			.replace("~", "\r\n")
			.replace("^", "\n");
	}

}
