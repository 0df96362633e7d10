// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The clients of Spring that a {@link Browser} can use. Their types are optional: each is
 * named by a text here, and in code of its own adapter only, which is loaded for such a
 * client alone.
 */
final class TestClients {

	private static final String MOCK_MVC = "org.springframework.test.web.servlet.MockMvc";

	private static final String MOCK_MVC_TESTER = "org.springframework.test.web.servlet.assertj.MockMvcTester";

	private static final String WEB_TEST_CLIENT = "org.springframework.test.web.reactive.server.WebTestClient";

	private static final String REST_TEST_CLIENT = "org.springframework.test.web.servlet.client.RestTestClient";

	private TestClients() {
	}

	/**
	 * Create a browser.
	 * @param client a client of any type
	 * @param base the address of the server, or null for the client's own
	 * @return the browser
	 * @throws IllegalArgumentException if the client is of a type that is not known, or
	 * needs an address
	 */
	static Browser browser(Object client, @Nullable URI base) {
		if (client instanceof Exchange exchange) {
			return over(exchange, base);
		}
		if (client instanceof HttpClient httpClient) {
			if (base == null) {
				throw new IllegalArgumentException(
						"A HttpClient has no address. Use Browser.over(client, URI.create(\"http://localhost:8080\")).");
			}
			return Browser.over(httpClient, base);
		}
		if (isA(client, MOCK_MVC)) {
			return serverless(MockMvcExchange.overMockMvc(client), base);
		}
		if (isA(client, MOCK_MVC_TESTER)) {
			return serverless(MockMvcExchange.overTester(client), base);
		}
		if (isA(client, WEB_TEST_CLIENT)) {
			URI own = WebTestClientExchange.address(client);
			return (own != null) ? over(WebTestClientExchange.overServer(client), (base != null) ? base : own)
					: serverless(WebTestClientExchange.serverless(client), base);
		}
		if (isA(client, REST_TEST_CLIENT)) {
			URI own = RestTestClientExchange.address(client);
			return (own != null) ? over(RestTestClientExchange.overServer(client), (base != null) ? base : own)
					: serverless(RestTestClientExchange.serverless(client), base);
		}
		throw new IllegalArgumentException(
				"A browser does not know how to send requests with %s. It knows %s and java.net.http.HttpClient; for any other, write an Exchange."
					.formatted(client.getClass().getName(),
							String.join(", ", List.of(MOCK_MVC, MOCK_MVC_TESTER, WEB_TEST_CLIENT, REST_TEST_CLIENT))));
	}

	/**
	 * Refuse a WebSocket handshake, which most clients cannot send.
	 * @param request a request
	 * @param client the name of the client
	 * @throws UnsupportedOperationException if the request is a handshake
	 */
	static void refuseHandshake(WireRequest request, String client) {
		if (request.headers().contains("Sec-WebSocket-Key")) {
			throw new UnsupportedOperationException(
					"%s cannot open a WebSocket. Start the server on a port, and use Browser.over(HttpClient, URI)."
						.formatted(client));
		}
	}

	/**
	 * Return what a test fails with if an application without a server gives no response.
	 * A server answers with an error page, and its headers are not known here.
	 * @param request a request
	 * @param cause what the application throws
	 * @return an exception for the test
	 */
	static IllegalStateException noResponse(WireRequest request, Exception cause) {
		return new IllegalStateException(
				"The application threw an exception, or did not answer in time, at %s. MockMvc has no error page for it: use a server on a port to see what a browser does."
					.formatted(request),
				cause);
	}

	private static Browser over(Exchange exchange, @Nullable URI base) {
		return (base != null) ? Browser.over(exchange, base) : Browser.over(exchange);
	}

	/** A mock answers for every host, but a redirect leads to another server. */
	private static Browser serverless(StreamingExchange exchange, @Nullable URI base) {
		URI address = (base != null) ? base : Browser.NO_ADDRESS;
		Url url = Url.parse(address.toString(), null);
		StreamingExchange local = (request) -> {
			Url target = Url.parse(request.uri().toString(), null);
			if (url != null && target != null && !target.origin().host().equals(url.origin().host())) {
				throw new IOException(
						"without a server, this browser reaches %s only; Browser.over(client, URI) names another address"
							.formatted(address));
			}
			return exchange.begin(request);
		};
		return Browser.over(local, address);
	}

	private static boolean isA(Object client, String type) {
		try {
			return Class.forName(type, false, TestClients.class.getClassLoader()).isInstance(client);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
