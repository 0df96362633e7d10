// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The behaviour of a guard that {@link ServletFailureTests} do not test.
 */
class GuardedResponseTests {

	private static final String ALLOWED = MisbehavingApplication.ALLOWED;

	private static final List<WireHeader> OPEN = List.of(new WireHeader("Access-Control-Allow-Origin", "*"),
			new WireHeader("Access-Control-Expose-Headers", "X-Total"));

	@OnServletContainers
	void traceIsRefusedWithTheHeadersOfItsRow(WebServer container) throws IOException {
		WireResponse response = RawHttp.send(port(container), "/anything",
				new WireRequest("TRACE", List.of(new WireHeader("Origin", ALLOWED))));
		assertThat(response.status()).isBetween(400, 405);
		assertThat(policyHeaders(response)).containsExactly(new WireHeader("Vary", "Origin"));
	}

	@OnServletContainers
	void anyOriginPolicyAddsNoVary(WebServer container) throws IOException {
		for (String origin : new String[] { ALLOWED, "null", null }) {
			assertThat(policyHeaders(get(container, "/open/x", origin))).containsExactlyInAnyOrderElementsOf(OPEN);
		}
	}

	@OnServletContainers
	void policyWithoutCredentialsDropsThoseOfAnEarlierFilter(WebServer container) throws IOException {
		for (String origin : new String[] { ALLOWED, "null", null }) {
			assertThat(policyHeaders(get(container, "/open/outer/credentials", origin)))
				.containsExactlyInAnyOrderElementsOf(OPEN);
		}
	}

	@OnServletContainers
	void preflightDoesNotReachTheApplication(WebServer container) throws IOException {
		FailingController controller = application(container).getBean(FailingController.class);
		int before = controller.calls();
		for (String origin : new String[] { ALLOWED, "https://b.example" }) {
			WireResponse response = RawHttp.send(port(container), "/anything",
					WireRequest.parse("OPTIONS Origin: " + origin + " ~ Access-Control-Request-Method: GET"));
			assertThat(response.status()).isEqualTo(origin.equals(ALLOWED) ? 204 : 403);
		}
		assertThat(controller.calls()).isEqualTo(before);
	}

	@OnServletContainers
	void preflightGrantsNothingThatAnEarlierFilterAdds(WebServer container) throws IOException {
		WireRequest preflight = WireRequest
			.parse("OPTIONS Origin: " + ALLOWED + " ~ Access-Control-Request-Method: GET");
		List<WireHeader> expected = policyHeaders(RawHttp.send(port(container), "/anything", preflight));
		for (String path : List.of("/outer/credentials", "/outer/exposed", "/outer/cors")) {
			assertThat(policyHeaders(RawHttp.send(port(container), path, preflight))).as(path)
				.containsExactlyInAnyOrderElementsOf(expected);
		}
	}

	@OnServletContainers
	void originWithoutLinesIsNotAllowed(WebServer container) throws IOException {
		WireRequest preflight = WireRequest
			.parse("OPTIONS Origin: " + ALLOWED + " ~ Access-Control-Request-Method: GET");
		assertThat(RawHttp.send(port(container), "/outer/hides-lines", preflight).status()).isEqualTo(403);
	}

	@OnServletContainers
	void refusalIsExplainedThoughAnEarlierFilterHasWritten(WebServer container) throws IOException {
		Map<String, String> properties = new HashMap<>(MisbehavingApplication.PROPERTIES);
		properties.put("cors.explain-denials", "true");
		int port = WebServer.port(container.run(MisbehavingApplication.class, properties));
		String refused = "OPTIONS %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: https://b.example\r\n"
				+ "Access-Control-Request-Method: GET\r\n\r\n";
		try (RawConnection connection = new RawConnection(port)) {
			WireResponse response = connection.exchange(refused.formatted("/outer/writer"));
			assertThat(response.status()).isEqualTo(403);
			assertThat(connection.rest()).startsWith("{\"title\":\"CORS request denied\"").endsWith("}");
		}
		try (RawConnection connection = new RawConnection(port)) {
			WireResponse response = connection.exchange(refused.formatted("/outer/committed"));
			assertThat(response.status()).isEqualTo(200);
			assertThat(connection.rest()).contains("a body of an earlier filter").doesNotContain("denied");
		}
	}

	@OnServletContainers
	void serverGoesOnAfterAClientHangsUp(WebServer container) throws Exception {
		FailingController controller = application(container).getBean(FailingController.class);
		assertThat(get(container, "/streams-until-the-client-hangs-up", ALLOWED).status()).isEqualTo(200);
		assertThat(controller.hungUp().await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(policyHeaders(get(container, "/anything", ALLOWED)))
			.contains(new WireHeader("Access-Control-Allow-Origin", ALLOWED));
	}

	@OnServletContainers
	void applicationSeesTheSentOriginUnlessItIsNoUrl(WebServer container) throws IOException {
		Map<String, String> seen = Map.of(ALLOWED, ALLOWED, "https://b.example", "https://b.example", "null", "null",
				"https://a.example/", "https://a.example/", "https://a.example https://b.example", "null",
				"https://a.example:port", "null", "http://localhost:99999999999", "null", "\u00e9", "\u00e9");
		for (Map.Entry<String, String> origin : seen.entrySet()) {
			try (RawConnection connection = new RawConnection(port(container))) {
				connection.exchange("GET /shows-origin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: "
						+ origin.getKey() + "\r\n\r\n");
				assertThat(connection.rest()).as(origin.getKey())
					.contains("[" + origin.getValue() + "] [" + origin.getValue() + "]");
			}
		}
	}

	@OnServletContainers
	void varyHasElementsOfCompressionAndPolicy(WebServer container) throws IOException {
		ConfigurableApplicationContext application = container.run(AnsweringApplication.class,
				Map.of("cors.allowed-origins", ALLOWED, "server.compression.enabled", "true",
						"server.compression.mime-types", "text/plain", "server.compression.min-response-size", "1"));
		WireResponse response = RawHttp.send(WebServer.port(application), "/anything",
				WireRequest.parse("GET Origin: " + ALLOWED + " ~ Accept-Encoding: gzip"));
		assertThat(response.headers()).contains(new WireHeader("Content-Encoding", "gzip"));
		assertThat(policyHeaders(response).stream()
			.filter((header) -> header.name().equalsIgnoreCase("Vary"))
			.flatMap((header) -> List.of(header.value().toLowerCase().split(",\\s*")).stream()))
			.containsExactlyInAnyOrder("origin", "accept-encoding");
	}

	private static WireResponse get(WebServer container, String target, @Nullable String origin) throws IOException {
		return RawHttp.send(port(container), target,
				new WireRequest("GET", (origin != null) ? List.of(new WireHeader("Origin", origin)) : List.of()));
	}

	private static ConfigurableApplicationContext application(WebServer container) {
		return container.run(MisbehavingApplication.class, MisbehavingApplication.PROPERTIES);
	}

	private static int port(WebServer container) {
		return WebServer.port(application(container));
	}

	private static List<WireHeader> policyHeaders(WireResponse response) {
		return response.headers().stream().filter(WireHeader::isPolicyHeader).toList();
	}

}
