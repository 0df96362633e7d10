// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The statements of the page on deployment that no other test proves.
 */
@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@EnumSource(value = WebServer.class, names = { "TOMCAT", "JETTY" })
class DeploymentTests {

	private static final Map<String, String> PROPERTIES = Map.of("cors.allowed-origins", DeployedApplication.FRONT_END,
			"cors.allow-credentials", "true", "spring.graphql.schema.locations", "classpath:deployment/",
			"spring.graphql.cors.allowed-origins", "https://somebody-else.example");

	private static final List<String> READABLE = List
		.of("access-control-allow-origin: " + DeployedApplication.FRONT_END, "access-control-allow-credentials: true");

	private static final String QUERY = "{\"query\":\"{ hello }\"}";

	private final WebServer server;

	DeploymentTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                | ORIGIN                  | BROWSER | SERVER
			/unlisted/websocket | https://app.example.com | 403     | 403
			/unlisted/websocket | http://localhost        | 101     | 101
			/unlisted/websocket | https://b.example       | 403     | 403
			/listed/websocket   | https://app.example.com | 101     | 101
			/listed/websocket   | https://b.example       | 403     | 403
			/everybody          | https://app.example.com | 101     | 101
			/everybody          | https://b.example       | 101     | 403
			""")
	void springAndEnforcementBothCheckHandshakes(String path, String origin, int browser, int server)
			throws IOException {
		WireRequest handshake = WireRequest.parse("GET Origin: " + origin)
			.with("Upgrade", "websocket")
			.with("Connection", "Upgrade")
			.with("Sec-WebSocket-Version", "13")
			.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		assertThat(RawHttp.send(port("browser"), path, handshake).status()).isEqualTo(browser);
		assertThat(RawHttp.send(port("server"), path, handshake).status()).isEqualTo(server);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH           | ORIGIN                  | STATUS | READABLE
			/unlisted/info | https://app.example.com | 403    | true
			/listed/info   | https://app.example.com | 200    | true
			/listed/info   | https://b.example       | 403    | false
			""")
	void sockJsChecksItsOwnOriginsAndKeepsThePolicysHeaders(String path, String origin, int status, boolean readable)
			throws IOException {
		WireResponse response = RawHttp.send(port("browser"), path, WireRequest.parse("GET Origin: " + origin));
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.corsHeaders()).containsExactlyInAnyOrderElementsOf(readable ? READABLE : List.of());
		assertThat(response.vary()).contains("Origin");
	}

	@Test
	void policyAnswersPreflightsOfSockJsAndGraphQl() throws IOException {
		for (String path : List.of("/unlisted/1/a/xhr_send", "/graphql")) {
			WireResponse response = RawHttp.send(port("browser"), path,
					WireRequest.parse("OPTIONS Origin: " + DeployedApplication.FRONT_END
							+ " ~ Access-Control-Request-Method: POST ~ Access-Control-Request-Headers: content-type"));
			assertThat(response.status()).as(path).isEqualTo(204);
			assertThat(response.corsHeaders()).containsAll(READABLE);
		}
	}

	@Test
	void graphQlResponseHasTheHeadersOfThePolicyOnly() throws IOException {
		assertThat(query(DeployedApplication.FRONT_END).corsHeaders()).containsExactlyInAnyOrderElementsOf(READABLE);
		assertThat(query("https://somebody-else.example").corsHeaders()).isEmpty();
		assertThat(query("https://b.example").corsHeaders()).isEmpty();
	}

	@Test
	void corsPropertiesOfGraphQlAreNamedInAWarning(CapturedOutput output) {
		Map<String, String> properties = new HashMap<>(PROPERTIES);
		properties.put("cors.max-age", "1h");
		this.server.run(DeployedApplication.class, properties);
		assertThat(output).contains("spring.graphql.cors.* (properties of GraphQL for /graphql,", "Remove them.");
	}

	@Test
	void headersDoNotDependOnTheHost() throws IOException {
		for (String host : List.of("localhost", "10.0.0.7:8080", "app.example.com")) {
			WireResponse response = RawHttp.send(port("browser"), "/graphql",
					WireRequest.parse("GET Origin: " + DeployedApplication.FRONT_END + " ~ Host: " + host));
			assertThat(response.corsHeaders()).as(host).containsExactlyInAnyOrderElementsOf(READABLE);
		}
	}

	private WireResponse query(String origin) throws IOException {
		WireRequest request = WireRequest
			.parse("POST Origin: " + origin + " ~ Content-Type: application/json ~ Content-Length: " + QUERY.length());
		try (RawConnection connection = new RawConnection(port("browser"))) {
			WireResponse response = connection.exchange(RawHttp.text("/graphql", request, "close") + QUERY);
			assertThat(response.status()).isEqualTo(200);
			assertThat(connection.rest()).contains("world");
			return response;
		}
	}

	private int port(String enforcement) {
		Map<String, String> properties = new HashMap<>(PROPERTIES);
		properties.put("cors.enforcement", enforcement);
		return WebServer.port(this.server.run(DeployedApplication.class, properties));
	}

}
