// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Test clients of Spring over an application without a server, whose CORS is Spring's
 * own.
 */
class SpringClientsTests {

	private static final String PAGE = "https://shop.example.com";

	private static final MockMvc MOCK_MVC = MockMvcBuilders.standaloneSetup(new EchoController())
		.addFilters(new CorsFilter(cors()))
		.build();

	private static UrlBasedCorsConfigurationSource cors() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(PAGE, "http://localhost:3000", "null"));
		configuration.setAllowedMethods(List.of("*"));
		configuration.setAllowedHeaders(List.of("X-Trace", "Content-Type"));
		configuration.setExposedHeaders(List.of("X-Line"));
		configuration.setAllowCredentials(true);
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", configuration);
		return source;
	}

	static Stream<Arguments> clients() {
		return Stream.of(Arguments.of("MockMvc", MOCK_MVC),
				Arguments.of("MockMvcTester", MockMvcTester.create(MOCK_MVC)),
				Arguments.of("WebTestClient", MockMvcWebTestClient.bindTo(MOCK_MVC).build()),
				Arguments.of("RestTestClient", RestTestClient.bindTo(MOCK_MVC).build()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void applicationReceivesWhatTheBrowserSends(String name, Object client) {
		FetchResult result = Browser.over(client)
			.withCookie("SESSION", "s=1")
			.withCookie("theme", "dark")
			.page(PAGE)
			.fetch("/echo/a%20b?q=%C3%A4&ids[]=1&empty",
					(with) -> with.method("PUT").json("{}").header("X-Trace", "1").credentials());
		assertThat(result).isReadable()
			.sentRequests(2)
			.sentPreflight()
			.hasStatus(200)
			.exposesHeader("X-Line", "1, 2")
			.hasBody("""
					PUT https://server.test:443/echo/a%20b?q=%C3%A4&ids[]=1&empty
					secure true
					2 cookies
					X-Trace [1]
					body 2""");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void testNamesTheAddressOfTheServer(String name, Object client) {
		assertThat(Browser.over(client, URI.create("http://api.example.com:8081")).page(PAGE).fetch("/echo/x?"))
			.isReadable()
			.hasBody("""
					GET http://api.example.com:8081/echo/x?
					secure false
					no cookies
					X-Trace null
					body 0""");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void pageOnLocalhostIsOfAnotherOrigin(String name, Object client) {
		assertThat(Browser.over(client).page("http://localhost").fetch("/echo/x"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void pageOfTheServerIsOfTheSameOrigin(String name, Object client) {
		assertThat(Browser.over(client).page("https://server.test").fetch("/echo/x", (with) -> with.method("POST")))
			.isReadable()
			.sentNoPreflight();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void statusOfErrorsIsSeen(String name, Object client) {
		assertThat(Browser.over(client).page(PAGE).fetch("/error")).isReadable().hasStatus(503).hasBody("down");
		assertThat(Browser.over(client).page(PAGE).fetch("/absent")).isReadable().hasStatus(404);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void largeBodiesAreRead(String name, Object client) {
		assertThat(Browser.over(client).page(PAGE).fetch("/large").body()).hasSize(300_000);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void answersToHeadHaveNoBody(String name, Object client) {
		assertThat(Browser.over(client).page(PAGE).fetch("/error", (with) -> with.method("HEAD"))).hasStatus(503)
			.hasBody("");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void browserFollowsRedirects(String name, Object client) {
		assertThat(Browser.over(client).page(PAGE).fetch("/redirect?to=/error")).isReadable()
			.sentRequests(2)
			.hasStatus(503);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void otherHostsAreNotTheApplication(String name, Object client) {
		FetchResult result = Browser.over(client).page(PAGE).fetch("/redirect?to=https://login.example.com/");
		assertThat(result).isBlocked(BlockedReason.NO_RESPONSE);
		assertThat(result.explanation()).isEqualTo(
				"GET https://login.example.com/ got no response: without a server, this browser reaches https://server.test only; Browser.over(client, URI) names another address");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void applicationReadsFieldsOfForms(String name, Object client) {
		NavigationResult result = Browser.over(client)
			.page("https://server.test")
			.submit("/form", (form) -> form.field("amount", "100"));
		assertThat(result.text()).isEqualTo("100");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void webSocketsNeedAServer(String name, Object client) {
		Page page = Browser.over(client).page(PAGE);
		assertThatThrownBy(() -> page.openWebSocket("/socket")).isInstanceOf(UnsupportedOperationException.class)
			.hasMessageEndingWith(
					" cannot open a WebSocket. Start the server on a port, and use Browser.over(HttpClient, URI).");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void bytesOfThePageHaveNoType(String name, Object client) {
		assertThat(Browser.over(client)
			.page("https://server.test")
			.fetch("/type", (with) -> with.method("POST").body(new byte[] { 1, 2 }))).hasBody("null, 2 of 2 bytes");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void applicationIsAtAllSchemesAndPortsOfItsHost(String name, Object client) {
		assertThat(Browser.over(client).page(PAGE).fetch("http://server.test:8080/echo/x")).isReadable();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("clients")
	void nameOfAHostMayHaveAnUnderscore(String name, Object client) {
		FetchResult result = Browser.over(client, URI.create("http://my_service:8080")).page(PAGE).fetch("/echo/x");
		assertThat(result).isReadable().sentRequests(1);
		Assertions.assertThat(result.text()).startsWith("GET http://my_service:8080/echo/x");
	}

	@Test
	void bodyIsSentWithItsLength() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			byte[] seen = (exchange.getRequestHeaders().getFirst("Content-Length") + " "
					+ exchange.getRequestHeaders().getFirst("Content-Type") + " "
					+ exchange.getRequestBody().readAllBytes().length)
				.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, seen.length);
			exchange.getResponseBody().write(seen);
			exchange.close();
		})) {
			String address = server.address().toString();
			for (Object client : List.of(WebTestClient.bindToServer().baseUrl(address).build(),
					RestTestClient.bindToServer().baseUrl(address).build(),
					RestTestClient.bindToServer(new JdkClientHttpRequestFactory()).baseUrl(address).build())) {
				Page page = Browser.over(client).page(address);
				assertThat(page.fetch("/", (with) -> with.method("POST").body(new byte[2]))).hasBody("2 null 2");
				assertThat(page.fetch("/", (with) -> with.method("POST").json("{ }"))).hasBody("3 application/json 3");
			}
		}
	}

	@Test
	void valueThatTheClientRefusesIsANetworkError() throws Exception {
		try (RawServer server = RawServer.start((head) -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
			String address = server.address().toString();
			for (Object client : List.of(WebTestClient.bindToServer().baseUrl(address).build(),
					WebTestClient.bindToServer(new JdkClientHttpConnector()).baseUrl(address).build(),
					RestTestClient.bindToServer().baseUrl(address).build(),
					RestTestClient.bindToServer(new JdkClientHttpRequestFactory()).baseUrl(address).build())) {
				assertThat(Browser.over(client).page(address).fetch("/", (with) -> with.header("X-A", "a\001b")))
					.isBlocked(BlockedReason.NO_RESPONSE);
			}
			Assertions.assertThat(server.heads()).isEmpty();
		}
	}

	@Test
	void streamOfEventsIsReadableBeforeItEnds() throws Exception {
		for (Object client : List.of(MOCK_MVC, MockMvcTester.create(MOCK_MVC),
				RestTestClient.bindTo(MOCK_MVC).build())) {
			assertThat(Browser.over(client).page(PAGE).fetch("/events")).isReadable()
				.exposesHeader("Content-Type", "text/event-stream")
				.hasBody("data:first\n\n");
		}
		CountDownLatch seen = new CountDownLatch(1);
		try (LocalServer server = LocalServer.ofEvents(seen)) {
			WebTestClient client = WebTestClient.bindToServer().baseUrl(server.address().toString()).build();
			assertThat(Browser.over(client).page(PAGE).fetch("/events")).isReadable()
				.exposesHeader("Content-Type", "text/event-stream;charset=UTF-8")
				.hasBody("");
			seen.countDown();
		}
	}

	@Test
	void asynchronousAnswersAreAwaited() {
		for (Object client : List.of(MOCK_MVC, MockMvcTester.create(MOCK_MVC),
				MockMvcWebTestClient.bindTo(MOCK_MVC).build())) {
			assertThat(Browser.over(client).page(PAGE).fetch("/later")).isReadable().hasBody("later");
		}
	}

	@Test
	void exceptionOfTheApplicationFailsTheTest() {
		for (Object client : List.of(MOCK_MVC, MockMvcTester.create(MOCK_MVC),
				MockMvcWebTestClient.bindTo(MOCK_MVC).build())) {
			Page page = Browser.over(client).page(PAGE);
			assertThatIllegalStateException().isThrownBy(() -> page.fetch("/failure"))
				.withMessage(
						"The application threw an exception, or did not answer in time, at GET https://server.test/failure. MockMvc has no error page for it: use a server on a port to see what a browser does.")
				.withRootCauseInstanceOf(IllegalStateException.class)
				.havingRootCause()
				.withMessage("no database");
		}
	}

	@Test
	void clientOfNoServerIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Browser.over("http://localhost"))
			.withMessage(
					"A browser does not know how to send requests with java.lang.String. It knows org.springframework.test.web.servlet.MockMvc, org.springframework.test.web.servlet.assertj.MockMvcTester, org.springframework.test.web.reactive.server.WebTestClient, org.springframework.test.web.servlet.client.RestTestClient and java.net.http.HttpClient; for any other, write an Exchange.");
		assertThatIllegalArgumentException().isThrownBy(() -> Browser.over(HttpClient.newHttpClient()))
			.withMessage(
					"A HttpClient has no address. Use Browser.over(client, URI.create(\"http://localhost:8080\")).");
	}

	@Test
	void exchangeOfUnknownTypeIsUsed() {
		Object exchange = RecordingServer.answering(200, "Access-Control-Allow-Origin", "*");
		assertThat(Browser.over(exchange).page(PAGE).fetch("/x")).isReadable();
	}

	@Test
	void handlersWithoutServletsSeeTheAddress() {
		WebTestClient client = WebTestClient.bindToWebHandler((exchange) -> {
			exchange.getResponse()
				.getHeaders()
				.set("X-Seen", exchange.getRequest().getURI() + " " + exchange.getRequest().getCookies().keySet() + " "
						+ exchange.getRequest().getHeaders().get("Host"));
			return exchange.getResponse().setComplete();
		}).build();
		assertThat(Browser.over(client).withCookie("a", "1").page("https://server.test").fetch("/x?y"))
			.exposesHeader("X-Seen", "https://server.test/x?y [a] [server.test:443]");
	}

}
