// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets over HTTP/2, which are decided like those over HTTP/1.1.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8441">RFC 8441</a>
 */
class Http2HandshakeTests {

	private static final String AUTHORITY = "localhost:1";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                          | ORIGIN                   | WITHOUT | WITH
			/server/registered-everybody  | https://app.example.com  | 200     | 200
			/server/registered-everybody  | https://evil.example     | 200     | 403
			/server/registered-everybody  | https://sock.example.com | 200     | 403
			/server/registered-everybody  | null                     | 200     | 403
			/server/registered-everybody  | http://localhost:2       | 200     | 403
			/server/registered-everybody  | https://localhost:1      | 200     | 403
			/server/registered-everybody  | http://localhost:1       | 200     | 200
			/server/registered-everybody  |                          | 200     | 200
			/methods/registered-everybody | https://app.example.com  | 200     | 200
			/methods/registered-everybody | https://evil.example     | 200     | 403
			/methods/registered-everybody | http://localhost:1       | 200     | 200
			/methods/registered-everybody |                          | 200     | 200
			/posts/registered-everybody   | https://app.example.com  | 200     | 403
			/posts/registered-everybody   | https://evil.example     | 200     | 403
			/posts/registered-everybody   | http://localhost:1       | 200     | 200
			/own/registered-everybody     | https://app.example.com  | 200     | 200
			/own/registered-everybody     | http://localhost:1       | 200     | 403
			/own/registered-everybody     |                          | 200     | 403
			/own/registered-everybody     | http://localhost         | 200     | 200
			/report/registered-everybody  | https://evil.example     | 200     | 200
			/browser/registered-everybody | https://evil.example     | 200     | 200
			/browser/registered-listed    | https://sock.example.com | 200     | 200
			/browser/registered-listed    | https://app.example.com  | 403     | 403
			/browser/registered-listed    | https://evil.example     | 403     | 403
			/server/registered-listed     | https://app.example.com  | 403     | 403
			/server/registered-listed     | https://sock.example.com | 200     | 403
			/browser/registered           | http://localhost:1       | 200     | 200
			/browser/registered           | https://app.example.com  | 403     | 403
			/browser/plain                | https://evil.example     | 200     | 200
			/server/plain                 | https://app.example.com  | 200     | 200
			/browser/mapped               | https://evil.example     | 403     | 403
			/browser/mapped               | https://app.example.com  | 403     | 403
			/browser/mapped               | null                     | 403     | 403
			/browser/mapped               |                          | 200     | 200
			/browser/mapped               | http://localhost:1       | 200     | 200
			/browser/knowing              | https://evil.example     | 403     | 403
			/browser/everybody            | https://evil.example     | 403     | 403
			/server/mapped                | https://app.example.com  | 403     | 403
			/browser/cors-filter          | https://evil.example     | 403     | 403
			/browser/own-check            | https://evil.example     | 403     | 403
			/browser/own-check            | https://sock.example.com | 200     | 200
			/uncovered/mapped             | https://evil.example     | 403     | 403
			/uncovered/plain              | https://evil.example     | 200     | 200
			""")
	void extendedConnectIsDecidedLikeGet(String path, @Nullable String origin, int without, int with) throws Exception {
		assertThat(connect(port(false), path, origin).status()).as("without").isEqualTo(without);
		WireResponse response = connect(port(true), path, origin);
		assertThat(response.status()).as("with").isEqualTo(with);
		assertThat(response.corsHeaders())
			.isEqualTo((Guards.OF_POLICY.equals(origin) && !path.startsWith("/posts") && !path.startsWith("/uncovered"))
					? List.of("access-control-allow-origin: " + origin) : List.of());
	}

	/** The name of a host is all that it has. */
	@Test
	void connectWithoutAPathReachesNoFilter() throws Exception {
		WireResponse response = send(port(true), List.of(new WireHeader(":method", "CONNECT"),
				new WireHeader(":authority", AUTHORITY), new WireHeader("origin", Guards.OF_POLICY)));
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.corsHeaders()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, localhost:80, 501", "JETTY, localhost:80, 403", "NETTY, /server/plain, 403" })
	void connectOverHttp11IsNotAllowedAsAMethod(WebServer server, String target, int status) throws Exception {
		assertThat(RawHttp
			.send(GuardsServer.port(server, true), target, WireRequest.parse("CONNECT Origin: " + Guards.OF_POLICY))
			.status()).isEqualTo(status);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', textBlock = """
			https://app.example.com | 200
			https://evil.example    | 403
			null                    | 403
			http://localhost:1      | 200
			                        | 200
			""")
	void webFluxOnJettyDecidesAlike(@Nullable String origin, int status) throws Exception {
		try (ConfigurableApplicationContext application = WebServer.JETTY
			.with(new SpringApplicationBuilder(ReactiveSockets.class), enforced())
			.web(WebApplicationType.REACTIVE)
			.run()) {
			assertThat(connect(WebServer.port(application), "/socket", origin).status()).isEqualTo(status);
		}
	}

	/** It hands over the authority as the path, and does not say that it can do it. */
	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com", "https://evil.example", "null" })
	void reactorNettyHasNoWebSocketsOverHttp2(String origin) throws Exception {
		int port = WebServer.port(WebServer.NETTY.run(ReactiveSockets.class, enforced()));
		assertThat(connect(port, "/socket", origin).status()).isEqualTo(403);
		assertThat(connect(port, "/socket", null).status()).isEqualTo(404);
	}

	@Test
	void tomcatHasNoWebSocketsOverHttp2() throws Exception {
		assertThat(connect(port(WebServer.TOMCAT, true), "/server/plain", Guards.OF_POLICY).status())
			.isEqualTo(Http2Connection.RESET);
	}

	private static Map<String, String> enforced() {
		return Map.of("server.http2.enabled", "true", "cors.allowed-origins", Guards.OF_POLICY, "cors.enforcement",
				"server");
	}

	private static WireResponse connect(int port, String path, @Nullable String origin) throws Exception {
		List<WireHeader> headers = new ArrayList<>(
				List.of(new WireHeader(":method", "CONNECT"), new WireHeader(":protocol", "websocket"),
						new WireHeader(":scheme", "http"), new WireHeader(":authority", AUTHORITY),
						new WireHeader(":path", path), new WireHeader("sec-websocket-version", "13")));
		if (origin != null) {
			headers.add(new WireHeader("origin", origin));
		}
		return send(port, headers);
	}

	private static WireResponse send(int port, List<WireHeader> headers) throws Exception {
		try (Http2Connection connection = new Http2Connection(port)) {
			return connection.send(headers);
		}
	}

	private static int port(boolean starter) {
		return port(WebServer.JETTY, starter);
	}

	private static int port(WebServer server, boolean starter) {
		Map<String, String> properties = GuardsServer.properties(starter);
		properties.put("server.http2.enabled", "true");
		return WebServer.port(server.run(ServletGuardsApplication.class, properties));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ReactiveSockets {

		@Bean
		SimpleUrlHandlerMapping sockets() {
			WebSocketHandler handler = (session) -> session.receive().then();
			return new SimpleUrlHandlerMapping(Map.of("/socket", handler), -1);
		}

	}

}
