// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The headers of a covered response, whatever the application did to it, on a real Netty.
 */
class ReactiveFailureTests {

	private static final String ALLOWED = "https://a.example";

	private static final String DENIED = "https://b.example";

	private static ConfigurableApplicationContext application;

	private static int port;

	@BeforeAll
	static void start() {
		application = WebServer.NETTY.start(Map.of("cors.allowed-origins", ALLOWED, "cors.allow-credentials", "true",
				"cors.exposed-headers", "X-Total", "cors.allowed-methods", "*", "cors.paths", "/s/**",
				"spring.http.codecs.max-in-memory-size", "1KB", "logging.level.org.springframework", "off",
				"logging.level.reactor.netty", "off"), FailingApplication.class);
		port = WebServer.port(application);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/reactive-failures.csv", delimiter = '|', useHeadersInDisplayName = true)
	void responseKeepsTheHeadersOfItsRow(String situation, String request, int status, String vary) throws IOException {
		String target = "/s/" + situation.replace(' ', '-');
		WireRequest noOrigin = WireRequest.parse(request);
		verify(send(target, noOrigin), status, vary);
		verify(send(target, noOrigin.with("Origin", DENIED)), status, vary);
		verify(send(target, noOrigin.with("Origin", ALLOWED)), status, vary, "access-control-allow-origin: " + ALLOWED,
				"access-control-allow-credentials: true", "access-control-expose-headers: X-Total");
	}

	/** The only response that Netty writes by itself after the filter. */
	@Test
	void nettyRefusesAnUnknownWebSocketVersionWithoutHeaders() throws IOException {
		WireResponse response = RawHttp.send(port, "/s/websocket",
				WireRequest.parse("GET Origin: " + ALLOWED)
					.with("Upgrade", "websocket")
					.with("Connection", "Upgrade")
					.with("Sec-WebSocket-Version", "1")
					.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
		assertThat(response.status()).isEqualTo(426);
		assertThat(response.corsHeaders()).isEmpty();
	}

	private static void verify(WireResponse response, int status, String vary, String... cors) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.corsHeaders()).containsExactlyInAnyOrder(cors);
		assertThat(response.vary()).isEqualTo(vary);
	}

	private static WireResponse send(String target, WireRequest request) throws IOException {
		int length = request.headers()
			.stream()
			.filter((header) -> header.name().equals("Content-Length"))
			.mapToInt((header) -> Integer.parseInt(header.value()))
			.sum();
		return RawHttp.send(port, target, request, " ".repeat(length));
	}

}
