// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * GraphQL over WebSocket. With and without policies, it is open to the origins in
 * {@code spring.graphql.cors.*} and to pages of the application itself.
 */
class GraphQlHandshakeTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			LIST                     | ORIGIN                   | STATUS
			                         | https://evil.example     | 403
			                         | https://app.example.com  | 403
			                         | https://sock.example.com | 403
			                         | null                     | 403
			                         | http://localhost         | 101
			                         |                          | 101
			https://sock.example.com | https://evil.example     | 403
			https://sock.example.com | https://app.example.com  | 403
			https://sock.example.com | null                     | 403
			https://sock.example.com | https://sock.example.com | 101
			https://sock.example.com | http://localhost         | 101
			https://sock.example.com |                          | 101
			""")
	void socketOpensAsWithoutTheStarter(@Nullable String list, @Nullable String origin, int status) throws IOException {
		for (boolean starter : new boolean[] { false, true }) {
			assertThat(send(WebServer.JETTY, list, starter, origin)).as("Jetty " + starter).isEqualTo(status);
			assertThat(send(WebServer.NETTY, list, starter, origin)).as("Netty " + starter).isEqualTo(status);
		}
	}

	private static int send(WebServer server, @Nullable String list, boolean starter, @Nullable String origin)
			throws IOException {
		Map<String, String> properties = new HashMap<>(Map.of("logging.level.root", "error",
				"spring.graphql.schema.locations", "classpath:deployment/", "spring.graphql.websocket.path", "/socket",
				"cors.allowed-origins", Guards.OF_POLICY, "cors.enabled", String.valueOf(starter)));
		if (list != null) {
			properties.put("spring.graphql.cors.allowed-origins", list);
			properties.put("spring.graphql.cors.allowed-methods", "GET,POST");
		}
		WireRequest request = WireRequest.parse("GET Upgrade: websocket ~ Connection: Upgrade"
				+ " ~ Sec-WebSocket-Version: 13 ~ Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
				+ " ~ Sec-WebSocket-Protocol: graphql-transport-ws");
		Class<?> application = (server == WebServer.NETTY) ? ReactiveQueries.class : ServletQueries.class;
		return RawHttp
			.send(WebServer.port(server.run(application, properties)), "/socket",
					(origin != null) ? request.with("Origin", origin) : request)
			.status();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ServletGuardsApplication.Queries.class)
	static class ServletQueries {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReactiveGuardsApplication.Queries.class)
	static class ReactiveQueries implements WebFluxConfigurer {

		/**
		 * All servers are on the class path, and Spring selects Jetty.
		 */
		@Override
		public WebSocketService getWebSocketService() {
			return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
		}

	}

}
