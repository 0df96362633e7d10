// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with a mistake that assertions on headers do not find. Each test makes the
 * usual assertions first, which pass, and then asks the browser.
 */
class MistakesTests {

	private static final String SHOP = "https://shop.example.com";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@Test
	void credentialsWithoutAllowCredentials() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET, PUT", "content-type");
			respond(exchange, 200);
		})) {
			HttpResponse<Void> response = send(server, "GET");
			assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders").isReadable()).isTrue();
			FetchResult result = page.fetch("/orders", FetchOptions::credentials);
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.CREDENTIALS_NOT_ALLOWED);
			assertThat(result.explanation()).isEqualTo("The response with status 200 has no "
					+ "Access-Control-Allow-Credentials. For a request with credentials it must be true.");
		}
	}

	@Test
	void wildcardExposesNothingWithCredentials() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET", "content-type");
			exchange.getResponseHeaders().set("Access-Control-Allow-Credentials", "true");
			exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "*");
			exchange.getResponseHeaders().set("ETag", "\"7\"");
			respond(exchange, 200);
		})) {
			HttpResponse<Void> response = send(server, "GET");
			assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).contains("*");
			assertThat(response.headers().firstValue("ETag")).contains("\"7\"");
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders").headers().get("ETag")).isEqualTo("\"7\"");
			FetchResult result = page.fetch("/orders", FetchOptions::credentials);
			assertThat(result.isReadable()).isTrue();
			assertThat(result.headers().contains("ETag")).isFalse();
		}
	}

	@Test
	void wildcardDoesNotCoverAuthorization() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, "*", "*", "*");
			respond(exchange, 200);
		})) {
			HttpResponse<Void> response = send(server, "OPTIONS", "Access-Control-Request-Method", "GET",
					"Access-Control-Request-Headers", "authorization");
			assertThat(response.headers().firstValue("Access-Control-Allow-Headers")).contains("*");
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders", (with) -> with.header("X-Trace-Id", "1")).isReadable()).isTrue();
			FetchResult result = page.fetch("/orders", (with) -> with.header("Authorization", "Bearer t"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.HEADER_NOT_ALLOWED);
			assertThat(result.explanation())
				.isEqualTo("The request header Authorization is not allowed. The response to the preflight has "
						+ "Access-Control-Allow-Headers: *. The * does not cover Authorization: list it by name.");
		}
	}

	@Test
	void errorsWithoutCorsHeaders() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			boolean preflight = exchange.getRequestMethod().equals("OPTIONS");
			if (preflight) {
				allow(exchange, SHOP, "PUT", "content-type");
			}
			respond(exchange, preflight ? 200 : 422);
		})) {
			HttpResponse<Void> response = send(server, "OPTIONS", "Access-Control-Request-Method", "PUT");
			assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
			FetchResult result = Browser.over(CLIENT, server.address())
				.page(SHOP)
				.fetch("/orders", (with) -> with.method("PUT").json("{}"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.ORIGIN_NOT_ALLOWED);
			assertThat(result.explanation()).startsWith("The response with status 422 has no ");
		}
	}

	@Test
	void secondLayerAddsTheHeaderAgain() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET", "content-type");
			exchange.getResponseHeaders().add("Access-Control-Allow-Origin", SHOP);
			respond(exchange, 200);
		})) {
			HttpResponse<Void> response = send(server, "GET");
			assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
			FetchResult result = Browser.over(CLIENT, server.address()).page(SHOP).fetch("/orders");
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.MULTIPLE_ALLOW_ORIGIN);
		}
	}

	@Test
	void preflightThatNeedsALogin() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET, PUT", "authorization");
			respond(exchange, exchange.getRequestHeaders().containsKey("Authorization") ? 200 : 401);
		})) {
			HttpResponse<Void> response = send(server, "OPTIONS", "Access-Control-Request-Method", "PUT",
					"Authorization", "Bearer t");
			assertThat(response.statusCode()).isEqualTo(200);
			FetchResult result = Browser.over(CLIENT, server.address())
				.page(SHOP)
				.fetch("/orders", (with) -> with.header("Authorization", "Bearer t"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.PREFLIGHT_STATUS);
			assertThat(result.explanation())
				.isEqualTo("The response to the preflight has status 401. It must be from 200 to 299.");
		}
	}

	@Test
	void preflightIsRedirectedToTheCanonicalPath() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET, PUT", "content-type");
			boolean canonical = exchange.getRequestURI().getPath().endsWith("/");
			exchange.getResponseHeaders().set("Location", "/orders/");
			respond(exchange, canonical ? 200 : 308);
		})) {
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders").status()).isEqualTo(200);
			FetchResult result = page.fetch("/orders", (with) -> with.method("PUT"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.PREFLIGHT_REDIRECT);
			assertThat(result.explanation()).isEqualTo(
					"The response to the preflight is a redirect with status 308, to /orders/. Browsers follow none.");
		}
	}

	@Test
	void preflightThatIsRefusedWithoutHeaders() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> respond(exchange, 403))) {
			FetchResult result = Browser.over(CLIENT, server.address())
				.page(SHOP)
				.fetch("/orders", (with) -> with.method("PUT"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.ORIGIN_NOT_ALLOWED);
			assertThat(result.explanation()).isEqualTo("The response with status 403 to the preflight has no "
					+ "Access-Control-Allow-Origin, so it does not allow the origin " + SHOP + ".");
		}
	}

	@Test
	void patchInLowerCaseIsAnotherMethod() throws Exception {
		try (LocalServer server = LocalServer.start((exchange) -> {
			allow(exchange, SHOP, "GET, PUT, PATCH", "content-type");
			respond(exchange, 200);
		})) {
			Page page = Browser.over(CLIENT, server.address()).page(SHOP);
			assertThat(page.fetch("/orders", (with) -> with.method("put")).isReadable()).isTrue();
			FetchResult result = page.fetch("/orders/1", (with) -> with.method("patch"));
			assertThat(result.blockedReason()).isEqualTo(BlockedReason.METHOD_NOT_ALLOWED);
			assertThat(result.explanation()).isEqualTo("The method patch is not allowed. The response to the preflight "
					+ "has Access-Control-Allow-Methods: GET, PUT, PATCH.");
		}
	}

	private static void allow(HttpExchange exchange, String origin, String methods, String headerNames) {
		Headers headers = exchange.getResponseHeaders();
		headers.set("Access-Control-Allow-Origin", origin);
		headers.set("Access-Control-Allow-Methods", methods);
		headers.set("Access-Control-Allow-Headers", headerNames);
	}

	private static void respond(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

	private static HttpResponse<Void> send(LocalServer server, String method, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("/orders"))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.header("Origin", SHOP);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding());
	}

}
