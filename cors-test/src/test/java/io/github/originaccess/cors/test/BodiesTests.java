// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * The rows of {@code bodies.csv} and {@code heads.csv} with each client, over real
 * sockets.
 */
class BodiesTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	/** Long enough for every body that comes, and short for those that do not. */
	private static final Duration SHORT = Duration.ofMillis(400);

	private static final String END = "HTTP/1.1 200 OK\nallow\nContent-Length: 3\n\nend";

	private static Map<String, Browser> browsers(RawServer server, Duration limit) {
		Map<String, Browser> browsers = new LinkedHashMap<>();
		browsers.put("HttpClient", Browser.over(new HttpClientExchange(CLIENT, limit), server.address()));
		browsers.put("WebTestClient", Browser
			.over(new WebTestClientExchange(WebTestClient.bindToServer().build(), false, limit), server.address()));
		browsers.put("WebTestClient of the JDK",
				Browser.over(new WebTestClientExchange(WebTestClient.bindToServer(new JdkClientHttpConnector()).build(),
						false, limit), server.address()));
		ReactorClientHttpRequestFactory netty = new ReactorClientHttpRequestFactory();
		netty.setReadTimeout(limit);
		browsers.put("RestTestClient", over(netty, server));
		JdkClientHttpRequestFactory jdk = new JdkClientHttpRequestFactory();
		jdk.setReadTimeout(limit);
		browsers.put("RestTestClient of the JDK", over(jdk, server));
		return browsers;
	}

	private static Browser browser(String client, RawServer server, Duration limit) {
		return Objects.requireNonNull(browsers(server, limit).get(client));
	}

	private static Browser over(ClientHttpRequestFactory factory, RawServer server) {
		return Browser.over(new RestTestClientExchange(RestTestClient.bindToServer(factory).build(), false),
				server.address());
	}

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "/bodies.csv", delimiter = '|', useHeadersInDisplayName = true)
	void statusAndHeadersDecide(String why, String method, @Nullable String preflight, String answer, String end,
			String expected, @Nullable String body, @Nullable String error) throws Exception {
		Duration limit = end.equals("open") ? SHORT : Duration.ofSeconds(60);
		try (RawServer server = RawServer.start((head) -> {
			String text = head.startsWith("OPTIONS") ? preflight : answer;
			return bytes(head.contains(" /end ") ? END : "HTTP/1.1 " + text);
		}, end.equals("open"))) {
			browsers(server, limit).forEach((client, browser) -> {
				FetchResult result = assertTimeoutPreemptively(Duration.ofSeconds(10),
						() -> browser.page("https://shop.example.com").fetch("/x", (with) -> with.method(method)),
						client);
				if (end.equals("break") && client.endsWith(" of the JDK")
						&& result.blockedReason() == BlockedReason.NO_RESPONSE) {
					// The client of the JDK may drop a head if the failure follows at
					// once.
					return;
				}
				assertThat(outcome(result)).as(client + "\n" + result).isEqualTo(expected);
				assertBody(client, result, (body != null) ? body : "", why.equals("events"), error);
			});
		}
	}

	private static void assertBody(String client, FetchResult result, String body, boolean events,
			@Nullable String error) {
		if (client.startsWith("RestTestClient") && (events || error != null)) {
			assertThat(result.bodyError()).as(client)
				.startsWith("The body is not whole, and RestTestClient hands out no part of it: ");
			assertThat(result.text()).as(client).isEmpty();
		}
		else {
			if (body.endsWith("?") && (client.equals("HttpClient") || client.endsWith("JDK"))) {
				// The client of the JDK drops what came in one piece with the failure.
				assertThat(result.text()).as(client).isIn("", body.replace("?", ""));
			}
			else {
				assertThat(result.text()).as(client).isEqualTo(body.replace("?", ""));
			}
			if (error == null) {
				assertThat(result.bodyError()).as(client).isNull();
			}
			else {
				assertThat(result.bodyError()).as(client).startsWith(error);
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "/heads.csv", delimiter = '|', useHeadersInDisplayName = true)
	void badHeadIsAResult(String why, String head, String httpClient, String jdk, String netty,
			@Nullable String sentence) throws Exception {
		String response = bytes("HTTP/1.1 " + head).replace("long", "a".repeat(9000));
		try (RawServer server = RawServer.start((request) -> response)) {
			browsers(server, Duration.ofSeconds(60)).forEach((client, browser) -> {
				FetchResult result = browser.page("https://shop.example.com").fetch("/x");
				assertThat(outcome(result)).as(client + "\n" + result)
					.isEqualTo(client.equals("HttpClient") ? httpClient : client.endsWith("JDK") ? jdk : netty);
				if (client.equals("HttpClient") && sentence != null) {
					assertThat(result.explanation()).startsWith("GET " + server.address() + "/x got " + sentence);
				}
			});
		}
	}

	@Test
	void serverThatIsDownIsToldFromUnknownHost() throws Exception {
		RawServer server = RawServer.start((request) -> "");
		server.close();
		browsers(server, Duration.ofSeconds(60)).forEach((client, browser) -> {
			Page page = browser.page("https://shop.example.com");
			assertThat(page.fetch("/x").explanation()).as(client).contains(" got no response: ").contains("refused");
			assertThat(page.fetch("http://nohost.invalid/x").explanation()).as(client)
				.isEqualTo("GET http://nohost.invalid/x got no response: the host is unknown here");
		});
	}

	@Test
	void headThatDoesNotComeIsANetworkError() throws Exception {
		try (RawServer server = RawServer.start((request) -> "", true)) {
			WebTestClient client = WebTestClient.bindToServer()
				.baseUrl(server.address().toString())
				.responseTimeout(SHORT)
				.build();
			FetchResult result = Browser.over(client).page("https://shop.example.com").fetch("/x");
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
			assertThat(result.explanation()).isEqualTo(
					"GET " + server.address() + "/x got no response: none began within the time-out of WebTestClient");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HttpClient", "WebTestClient", "WebTestClient of the JDK" })
	void bodyDoesNotFillTheMemory(String client) throws Exception {
		String response = bytes("HTTP/1.1 200 OK\nallow\n\n") + "a".repeat(ArrivingBody.MOST_BYTES + 4_000_000);
		try (RawServer server = RawServer.start((head) -> response, true)) {
			FetchResult result = browser(client, server, Duration.ofSeconds(60)).page("https://shop.example.com")
				.fetch("/x");
			assertThat(result.text().length()).isBetween(ArrivingBody.MOST_BYTES + 1,
					ArrivingBody.MOST_BYTES + 1_000_000);
			assertThat(result.bodyError()).isEqualTo("The body has more than 67108864 bytes. The rest is not read.");
		}
	}

	/** With the JDK's client, WebTestClient cannot close a connection. */
	@ParameterizedTest
	@ValueSource(strings = { "HttpClient", "WebTestClient", "RestTestClient", "RestTestClient of the JDK" })
	void bodyThatDoesNotEndLeavesNoThreadAndNoConnection(String client) throws Exception {
		List<String> responses = List.of("200 OK\nContent-Length: 50\n\nhello", "200 OK\nallow\n\nhello",
				"200 OK\nallow\nContent-Type: text/event-stream\n\ndata: 1\n\n",
				"307 Redirect\nallow\nLocation: /end\nContent-Length: 50\n\nhello");
		for (String response : responses) {
			try (RawServer server = RawServer
				.start((head) -> bytes(head.contains(" /end ") ? END : "HTTP/1.1 " + response), true)) {
				browser(client, server, SHORT).page("https://shop.example.com").fetch("/x");
				server.awaitClosedConnections();
			}
		}
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("cors-test"));
	}

	/** The clients below RestTestClient go on to read. */
	@ParameterizedTest
	@ValueSource(strings = { "HttpClient", "WebTestClient", "WebTestClient of the JDK" })
	void interruptEndsTheWaitForABody(String client) throws Exception {
		try (RawServer server = RawServer.start((head) -> bytes("HTTP/1.1 200 OK\nallow\n\nhello"), true)) {
			Page page = browser(client, server, Duration.ofSeconds(60)).page("https://shop.example.com");
			Interrupts.soon();
			FetchResult result = page.fetch("/x");
			assertThat(Thread.interrupted()).isTrue();
			assertThat(result.bodyError()).startsWith("The body breaks off after ")
				.endsWith(" bytes: the thread of the test was interrupted.");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HttpClient", "WebTestClient", "WebTestClient of the JDK", "RestTestClient of the JDK" })
	void interruptEndsTheWaitForAHead(String client) throws Exception {
		try (RawServer server = RawServer.start((head) -> "", true)) {
			Page page = browser(client, server, Duration.ofSeconds(60)).page("https://shop.example.com");
			Interrupts.soon();
			FetchResult result = page.fetch("/x");
			assertThat(Thread.interrupted()).isTrue();
			assertThat(result.explanation()).endsWith(" got no response: the thread of the test was interrupted");
		}
	}

	private static String outcome(FetchResult result) {
		BlockedReason reason = result.blockedReason();
		return (reason != null) ? reason.code() : result.type() + " " + result.status();
	}

	private static String bytes(String text) {
		return text
			.replace("allow", "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: *\nConnection: close")
			.replace("\\n", "\n")
			.replace("\n", "\r\n");
	}

}
