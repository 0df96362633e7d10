// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSocket handshakes. Under every policy, a socket opens where it opens without the
 * starter. Under enforcement, the policy has to allow it as well.
 */
@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@EnumSource
class HandshakeTests {

	private static final String OWN_PAGE = "http://localhost";

	/** Origins that a URL parser, or Spring, cannot read. */
	private static final List<String> MALFORMED = List.of("http://localhost:port", "https://[::1",
			"https://sock.example.com https://app.example.com", "http://localhost:99999999999", "é://ÿ",
			"https://sock.example.com:port", "");

	private static final List<String> POLICIES = List.of("uncovered", "browser", "credentials", "report", "any",
			"server", "methods", "own");

	private final WebServer server;

	HandshakeTests(WebServer server) {
		this.server = server;
	}

	/** The second column is what each endpoint lets in without the starter. */
	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			ENDPOINT               | OPEN TO
			mapped                 | none own front-end
			knowing                | none own front-end
			patterns               | none own front-end
			nobody                 | none own
			everybody              | none own front-end policy evil null
			plain                  | none own front-end policy evil null
			own-check              | none front-end
			cors-filter            | none own front-end
			twice                  | none own front-end
			security               | none own front-end
			protected-socket       |
			""")
	void socketOpensAsWithoutTheStarter(String endpoint, @Nullable String openTo) throws IOException {
		check(endpoint, (openTo != null) ? Set.of(openTo.split(" ")) : Set.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			TOMCAT | registered           | none own
			TOMCAT | registered-listed    | none own front-end
			TOMCAT | registered-everybody | none own front-end policy evil null
			JETTY  | registered           | none own
			JETTY  | registered-listed    | none own front-end
			JETTY  | registered-everybody | none own front-end policy evil null
			NETTY  | sourced              | none own front-end
			NETTY  | controller           | none own front-end
			""")
	void socketOfOneStackOpensAsWithoutTheStarter(WebServer server, String endpoint, String openTo) throws IOException {
		if (server == this.server) {
			check(endpoint, Set.of(openTo.split(" ")));
		}
		assertThat(openTo).isNotEmpty();
	}

	private void check(String endpoint, Set<String> openTo) throws IOException {
		SoftAssertions softly = new SoftAssertions();
		for (Map.Entry<String, @Nullable String> origin : origins().entrySet()) {
			WireResponse without = sendWithout(endpoint, origin.getValue(), null);
			softly.assertThat(without.status() == 101)
				.as(endpoint + " without " + origin)
				.isEqualTo(openTo.contains(origin.getKey()));
			for (String policy : POLICIES) {
				String path = "/" + policy + "/" + endpoint;
				WireResponse with = send(true, path, origin.getValue(), null);
				boolean agreed = !List.of("server", "methods", "own").contains(policy)
						|| List.of("none", "own", "policy").contains(origin.getKey());
				softly.assertThat(with.status())
					.as(path + " with " + origin)
					.isEqualTo(agreed ? without.status() : 403);
				softly.assertThat(with.corsHeaders())
					.as(path + " headers for " + origin)
					.containsExactlyInAnyOrderElementsOf(headers(policy, origin.getKey(), without));
			}
		}
		softly.assertAll();
	}

	private static Map<String, @Nullable String> origins() {
		Map<String, @Nullable String> origins = new LinkedHashMap<>();
		origins.put("none", null);
		origins.put("own", OWN_PAGE);
		origins.put("front-end", Guards.FRONT_END);
		origins.put("policy", Guards.OF_POLICY);
		origins.put("evil", "https://evil.example");
		origins.put("null", "null");
		return origins;
	}

	/**
	 * Every response has the headers of its policy. Without a policy it keeps its own.
	 */
	private static List<String> headers(String policy, String origin, WireResponse without) {
		if (policy.equals("uncovered")) {
			return without.corsHeaders();
		}
		if (policy.equals("any")) {
			return List.of("access-control-allow-origin: *");
		}
		if (!origin.equals("policy")) {
			return List.of();
		}
		String allowed = "access-control-allow-origin: " + Guards.OF_POLICY;
		return policy.equals("credentials") ? List.of(allowed, "access-control-allow-credentials: true")
				: List.of(allowed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mapped", "knowing", "patterns", "nobody", "everybody", "own-check", "cors-filter",
			"security", "registered", "registered-listed", "registered-everybody", "sourced", "controller" })
	void malformedOriginOpensNoSocketThatIsClosedWithoutTheStarter(String endpoint) throws IOException {
		for (String host : List.of("localhost", "my_backend")) {
			for (String origin : MALFORMED) {
				assertNotWeaker(endpoint, origin, host);
			}
			for (String origin : List.of("null", "https://evil.example", "http://my_backend", Guards.FRONT_END,
					Guards.OF_POLICY)) {
				assertNotWeaker(endpoint, origin, host);
			}
		}
	}

	private void assertNotWeaker(String endpoint, String origin, String host) throws IOException {
		int without = sendWithout(endpoint, origin, host).status();
		for (String policy : POLICIES) {
			String path = "/" + policy + "/" + endpoint;
			int with = send(true, path, origin, host).status();
			if (without != 101) {
				assertThat(with).as(path + " " + origin + " " + host).isGreaterThanOrEqualTo(400);
				assertThat(with).as(path + " " + origin + " " + host).isIn(403, without);
			}
			else {
				assertThat(with).as(path + " " + origin + " " + host).isIn(101, 403);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Origin: https://evil.example ~ Origin: https://sock.example.com",
			"Origin: null ~ Origin: https://sock.example.com", "Origin: http://localhost:port ~ Origin: null",
			"origin: https://evil.example", "ORIGIN: https://evil.example" })
	void repeatedOriginOpensNoSocket(String origins) throws IOException {
		for (String endpoint : List.of("mapped", "knowing", "cors-filter", "security", "nobody")) {
			for (String policy : POLICIES) {
				WireRequest request = handshake(WireRequest.parse("GET " + origins));
				assertThat(RawHttp.send(port(false), "/" + policy + "/" + endpoint, request).status()).isEqualTo(403);
				assertThat(RawHttp.send(port(true), "/" + policy + "/" + endpoint, request).status()).isEqualTo(403);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade: websocket", "Upgrade: WebSocket", "upgrade: WEBSOCKET",
			"Upgrade: websocket, foo", "Upgrade: foo, websocket", "Upgrade: foo ~ Upgrade: websocket",
			"Upgrade: foo,websocket/13", "Upgrade:websocket" })
	void everySpellingOfAHandshakeIsRefused(String upgrade) throws IOException {
		for (String endpoint : List.of("mapped", "knowing")) {
			WireRequest request = WireRequest
				.parse("GET Origin: https://evil.example ~ Connection: Upgrade ~ " + upgrade)
				.with("Sec-WebSocket-Version", "13")
				.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
			assertThat(RawHttp.send(port(true), "/browser/" + endpoint, request).status()).isEqualTo(403);
		}
	}

	@Test
	void requestWithoutUpgradeIsNoHandshake() throws IOException {
		for (String origin : List.of("https://evil.example", "null", Guards.FRONT_END, Guards.OF_POLICY)) {
			for (String path : List.of("/annotation", "/mappings", "/security")) {
				for (String headers : List.of("", " ~ Connection: Upgrade", " ~ X-Upgrade: websocket")) {
					int status = RawHttp
						.send(port(true), "/browser" + path, WireRequest.parse("GET Origin: " + origin + headers))
						.status();
					assertThat(status).as(path + headers + origin)
						.isEqualTo(path.equals("/security") ? upgradeRequired() : 200);
				}
			}
		}
	}

	/** A socket that is asked for without {@code Upgrade}. */
	private static int upgradeRequired() {
		return 400;
	}

	@Test
	void enforcedPolicyWithoutGetRefusesHandshakes() throws IOException {
		assertThat(send(false, "/posts/plain", Guards.OF_POLICY, null).status()).isEqualTo(101);
		assertThat(send(true, "/posts/plain", Guards.OF_POLICY, null).status()).isEqualTo(403);
		assertThat(send(true, "/posts/plain", OWN_PAGE, null).status()).isEqualTo(101);
	}

	@Test
	void headersDroppedFromHandshakesAreNotLogged(CapturedOutput output) throws IOException {
		// A separate application, since each logs only the first header that it drops.
		Map<String, String> properties = GuardsServer.properties(true);
		properties.keySet().removeIf((name) -> name.startsWith("management.") || name.startsWith("spring.graphql."));
		properties.put("logging.level.root", "warn");
		int port = WebServer.port(this.server.run(GuardsServer.application(this.server), properties));
		WireRequest request = handshake(WireRequest.parse("GET Origin: " + Guards.FRONT_END));
		assertThat(RawHttp.send(port, "/browser/mapped", request).status()).isEqualTo(101);
		assertThat(output.getAll()).contains("is a second CORS layer").doesNotContain("was dropped");
	}

	/** Without the starter, an endpoint answers alike below the path of every policy. */
	private WireResponse sendWithout(String endpoint, @Nullable String origin, @Nullable String host)
			throws IOException {
		return send(false, "/uncovered/" + endpoint, origin, host);
	}

	private WireResponse send(boolean starter, String path, @Nullable String origin, @Nullable String host)
			throws IOException {
		List<WireHeader> headers = new ArrayList<>();
		if (host != null) {
			headers.add(new WireHeader("Host", host));
		}
		if (origin != null) {
			headers.add(new WireHeader("Origin", origin));
		}
		return RawHttp.send(port(starter), path, handshake(new WireRequest("GET", headers)));
	}

	private static WireRequest handshake(WireRequest request) {
		return request.with("Upgrade", "websocket")
			.with("Connection", "Upgrade")
			.with("Sec-WebSocket-Version", "13")
			.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
	}

	private int port(boolean starter) {
		return GuardsServer.port(this.server, starter);
	}

}
