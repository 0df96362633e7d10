// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Covered paths with second CORS layers: Spring's own CORS processing in its four forms,
 * a proxy and a gateway. The server behind these has another CORS policy. Only the policy
 * of the starter decides.
 */
@ExtendWith(OutputCaptureExtension.class)
class SoleAuthorityTests {

	private static final String ALLOWED = "https://a.example";

	private static final List<String> ORIGINS = List.of(ALLOWED, "https://b.example", "https://somebody-else.example",
			"null", "", "https://a.example https://b.example", "http://localhost:port", "http://localhost:{port}",
			"http://localhost:99999999999", "https://[::1", "\u00e9://\u00ff");

	private static final List<String> PATHS = List.of("/covered/annotation", "/covered/mappings", "/covered/filter",
			"/covered/security", "/covered/proxy", "/covered/gateway");

	private static final List<String> FORWARDED = List.of("/covered/proxy", "/covered/gateway");

	private static HttpServer upstream;

	private static Map<String, String> properties;

	@BeforeAll
	static void startUpstream() throws IOException {
		upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		upstream.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "https://somebody-else.example");
			exchange.getResponseHeaders().add("Access-Control-Allow-Credentials", "true");
			exchange.getResponseHeaders().add("Access-Control-Expose-Headers", "X-Secret");
			exchange.getResponseHeaders().add("Vary", "Origin");
			exchange.getResponseHeaders().add("Vary", "Accept-Language, origin");
			exchange.getResponseHeaders().add("Upstream", "yes");
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("ok".getBytes());
			exchange.close();
		});
		upstream.start();
		String url = "http://localhost:" + upstream.getAddress().getPort();
		properties = new HashMap<>(Map.of("cors.allowed-origins", ALLOWED, "cors.paths", "/covered/**", "upstream", url,
				"spring.security.user.name", "user"));
		for (String stack : List.of("webmvc", "webflux")) {
			String route = "spring.cloud.gateway.server." + stack + ".routes[0].";
			properties.put(route + "id", "upstream");
			properties.put(route + "uri", url);
			properties.put(route + "predicates[0]", "Path=/covered/gateway,/upstream");
		}
		properties.put(
				"spring.cloud.gateway.server.webflux.globalcors.cors-configurations.[/covered/gateway].allowed-origins",
				"https://somebody-else.example");
	}

	@AfterAll
	static void stopUpstream() {
		upstream.stop(0);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void secondLayerNeitherAddsHeadersNorRefuses(WebServer server, String path) throws IOException {
		List<@Nullable String> origins = new ArrayList<>(ORIGINS);
		origins.add(null);
		for (String origin : origins) {
			WireResponse response = send(server, "GET", path, origin);
			assertThat(response.status()).as(origin).isEqualTo(200);
			List<String> vary = new ArrayList<>();
			List<WireHeader> cors = new ArrayList<>();
			for (WireHeader header : response.headers()) {
				if (header.name().equalsIgnoreCase("Vary")) {
					vary.addAll(List.of(header.value().toLowerCase(Locale.ROOT).split(", *")));
				}
				else if (header.isPolicyHeader()) {
					cors.add(header);
				}
			}
			assertThat(cors).as(origin)
				.isEqualTo(ALLOWED.equals(origin) ? List.of(new WireHeader("Access-Control-Allow-Origin", ALLOWED))
						: List.of());
			assertThat(vary).as(origin).contains("origin").doesNotHaveDuplicates();
			assertThat(response.headers().contains(new WireHeader("Upstream", "yes"))).as("answer of the other server")
				.isEqualTo(FORWARDED.contains(path));
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void preflightIsDecidedByThePolicyAlone(WebServer server, String path) throws IOException {
		assertThat(preflight(server, path, ALLOWED)).isEqualTo(204);
		assertThat(preflight(server, path, "https://somebody-else.example")).isEqualTo(403);
	}

	/** No page can ask for an upgrade, so this is no CORS request. */
	@ParameterizedTest
	@MethodSource("cases")
	void handshakesAreCheckedAsWithoutPolicies(WebServer server, String path) throws IOException {
		boolean checked = !path.equals("/covered/proxy")
				&& (!path.equals("/covered/gateway") || server == WebServer.NETTY);
		for (String origin : List.of(ALLOWED, "https://b.example", "null", "http://localhost:port")) {
			WireResponse response = RawHttp.send(port(server), path,
					WireRequest.parse("GET Upgrade: websocket ~ Connection: Upgrade ~ Origin: " + origin));
			assertThat(response.status() == 403).as(origin).isEqualTo(checked);
			assertThat(response.corsHeaders()).as(origin)
				.isEqualTo(origin.equals(ALLOWED) ? List.of("access-control-allow-origin: " + ALLOWED) : List.of());
		}
		assertThat(RawHttp
			.send(port(server), path,
					WireRequest
						.parse("GET Upgrade: websocket ~ Connection: Upgrade ~ Origin: https://somebody-else.example"))
			.status()).isNotEqualTo(403);
	}

	@ParameterizedTest
	@EnumSource
	void uncoveredPathIsNotTouched(WebServer server) throws IOException {
		WireResponse response = send(server, "GET", "/elsewhere", "https://somebody-else.example");
		assertThat(response.headers())
			.contains(new WireHeader("Access-Control-Allow-Origin", "https://somebody-else.example"));
		assertThat(send(server, "GET", "/elsewhere", ALLOWED).status()).isEqualTo(403);
		assertThat(send(server, "GET", "/upstream", ALLOWED).corsHeaders()).containsExactlyInAnyOrder(
				"access-control-allow-origin: https://somebody-else.example", "access-control-allow-credentials: true",
				"access-control-expose-headers: X-Secret");
		assertThat(preflight(server, "/upstream", ALLOWED)).as("answered by the other server").isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheFirstDroppedHeaderIsLogged(WebServer server, CapturedOutput output) throws IOException {
		// A separate application, since each logs only the first header that it drops.
		Map<String, String> other = new HashMap<>(properties);
		other.put("cors.policies.unused.paths", "/unused");
		int port = WebServer.port(server.run(application(server), other));
		for (int i = 0; i < 3; i++) {
			WireResponse response = RawHttp.send(port, "/covered/proxy", WireRequest.parse("GET Origin: " + ALLOWED));
			assertThat(response.headers()).contains(new WireHeader("Upstream", "yes"));
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("was dropped"))).hasSizeBetween(1, 2)
			.last()
			.asString()
			.containsIgnoringCase("The header Access-Control-Allow-Origin: https://somebody-else.example was dropped")
			.contains(" WARN ",
					"from the response to GET /covered/proxy, because the CORS policy 'default' alone"
							+ " decides there. Remove what sets it")
			.endsWith(" (docs/deployment.md#second-cors-layers)");
	}

	static List<Object[]> cases() {
		List<Object[]> cases = new ArrayList<>();
		for (WebServer server : WebServer.values()) {
			PATHS.forEach((path) -> cases.add(new Object[] { server, path }));
		}
		return cases;
	}

	private static Class<?> application(WebServer server) {
		return (server == WebServer.NETTY) ? ReactiveLayersApplication.class : ServletLayersApplication.class;
	}

	private static int preflight(WebServer server, String path, String origin) throws IOException {
		return RawHttp
			.send(port(server), path,
					WireRequest.parse("OPTIONS Origin: " + origin + " ~ Access-Control-Request-Method: GET"))
			.status();
	}

	private static WireResponse send(WebServer server, String method, String path, @Nullable String origin)
			throws IOException {
		return RawHttp.send(port(server), path,
				new WireRequest(method, (origin != null) ? List.of(new WireHeader("Origin", origin)) : List.of()));
	}

	private static int port(WebServer server) {
		return WebServer.port(server.run(application(server), properties));
	}

}
