// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The behaviour of the filter that no table tests, on a real Netty.
 */
@ExtendWith(OutputCaptureExtension.class)
class CorsPolicyWebFilterTests {

	private static final WireRequest ALLOWED = WireRequest.parse("GET Origin: https://a.example");

	private static final WireRequest DENIED = WireRequest.parse("GET Origin: https://b.example");

	private static final WireRequest PREFLIGHT = WireRequest
		.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET");

	private static final WireRequest DENIED_PREFLIGHT = WireRequest
		.parse("OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET");

	private static ConfigurableApplicationContext application;

	private static int port;

	@BeforeAll
	static void start() {
		application = WebServer.NETTY.start(
				Map.of("cors.allowed-origins", "https://a.example", "cors.policies.open.allowed-origins", "*",
						"cors.policies.open.paths", "/open/**",
						"logging.level.org.springframework.http.codec.ResourceHttpMessageWriter", "debug"),
				Application.class, FailingApplication.class);
		port = WebServer.port(application);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void preflightIsAnsweredWithoutABodyAndNotPassedOn() throws IOException {
		AtomicInteger calls = application.getBean(Application.class).calls;
		int before = calls.get();
		for (WireRequest request : List.of(PREFLIGHT, DENIED_PREFLIGHT)) {
			try (RawConnection connection = new RawConnection(port)) {
				WireResponse response = connection.exchange(RawHttp.text("/x", request, "close"));
				assertThat(response.status()).isEqualTo((request == PREFLIGHT) ? 204 : 403);
				assertThat(response.vary())
					.isEqualTo("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
				assertThat(connection.rest()).isEmpty();
			}
		}
		assertThat(calls).hasValue(before);
	}

	@Test
	void springsCorsProcessingDoesNotRefuseOwnPagesBehindAProxy() throws IOException {
		WireResponse response = RawHttp.send(port, "/s/@CrossOrigin-of-somebody-else",
				WireRequest.parse("GET Origin: https://b.example ~ Sec-Fetch-Site: same-origin"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).noneMatch((header) -> header.name().startsWith("Access-Control-"));
	}

	@Test
	void originStaysVisibleAndTheDecisionIsAnAttribute() throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			connection.exchange(RawHttp.text("/x", DENIED, "close"));
			assertThat(connection.rest()).isEqualTo("https://b.example: default ACTUAL denied origin-not-allowed");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:port", "https://a.example https://b.example", "https://[::1",
			"http://localhost:99999999999", "http://localhost:{port}" })
	void springDoesNotRefuseAnOriginThatItCannotParse(String origin) throws IOException {
		WireRequest request = new WireRequest("GET", List.of(new WireHeader("Origin", origin)));
		for (String target : List.of("/s/@CrossOrigin-of-somebody-else", "/s/mapping-of-somebody-else",
				"/s/CorsWebFilter-of-somebody-else", "/s/static-resource")) {
			WireResponse response = RawHttp.send(port, target, request);
			assertThat(response.status()).as(target).isEqualTo(200);
			assertThat(response.corsHeaders()).isEmpty();
		}
		WireRequest handshake = request.with("Upgrade", "websocket")
			.with("Connection", "Upgrade")
			.with("Sec-WebSocket-Version", "13")
			.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		assertThat(RawHttp.send(port, "/s/websocket", handshake).status()).isEqualTo(101);
		assertThat(RawHttp.send(port, "/open/annotated", request).corsHeaders())
			.containsExactly("access-control-allow-origin: *");
	}

	@Test
	void springDoesNotRefuseAHostThatNoUriHas() throws IOException {
		for (String host : List.of("my_backend", "my_backend:8080")) {
			for (WireRequest request : List.of(ALLOWED, DENIED)) {
				for (String target : List.of("/s/@CrossOrigin-of-somebody-else",
						"/s/@CrossOrigin-of-somebody-else?mutated")) {
					WireResponse response = RawHttp.send(port, target, request.with("Host", host));
					assertThat(response.status()).as(host + target).isEqualTo(200);
					assertThat(response.corsHeaders()).hasSize((request == ALLOWED) ? 1 : 0);
				}
			}
			try (RawConnection connection = new RawConnection(port)) {
				connection.exchange(RawHttp.text("/x", DENIED.with("Host", host), "close"));
				assertThat(connection.rest()).startsWith("https://b.example: default");
			}
		}
	}

	/** Spring asks for the name on each request. */
	@Test
	void nameInStackTracesIsAConstant() {
		CorsPolicyWebFilter filter = application.getBean(CorsPolicyWebFilter.class);
		assertThat(filter.toString()).isEqualTo("CorsPolicyWebFilter").isSameAs(filter.toString());
	}

	@Test
	void anyOriginPolicyAddsNoVary() throws IOException {
		for (WireRequest request : List.of(ALLOWED, DENIED, WireRequest.parse("GET"))) {
			WireResponse response = RawHttp.send(port, "/open/x", request);
			assertThat(response.corsHeaders()).containsExactly("access-control-allow-origin: *");
			assertThat(response.vary()).isEmpty();
		}
	}

	@Test
	void onlyTheFirstDroppedHeaderIsLogged(CapturedOutput output) throws IOException {
		RawHttp.send(port, "/s/controller-answers", ALLOWED);
		RawHttp.send(port, "/s/headers-cleared", ALLOWED);
		RawHttp.send(port, "/s/@CrossOrigin-of-somebody-else", DENIED);
		RawHttp.send(port, "/s/vary-replaced", ALLOWED);
		assertThat(output.getAll()).doesNotContain("was dropped");
		RawHttp.send(port, "/s/headers-set", DENIED);
		RawHttp.send(port, "/s/headers-added", ALLOWED);
		RawHttp.send(port, "/s/response-entity-replaces-headers", DENIED);
		assertThat(output.getAll().split("was dropped", -1)).hasSize(2);
		assertThat(output.getAll()).contains("policy 'default'").doesNotContain("Exception");
	}

	@Test
	void committedAndReadOnlyResponsesPassWithoutAnException(CapturedOutput output) throws IOException {
		for (String target : List.of("/committed", "/read-only")) {
			assertThat(RawHttp.send(port, target, ALLOWED).status()).isEqualTo(202);
			assertThat(RawHttp.send(port, target, DENIED).status()).isEqualTo(202);
			assertThat(RawHttp.send(port, target, PREFLIGHT).status()).isLessThan(300);
		}
		assertThat(output.getAll()).doesNotContain("Exception");
	}

	@Test
	void clientThatHangsUpCausesNoException(CapturedOutput output) throws IOException {
		for (int i = 0; i < 20; i++) {
			assertThat(RawHttp.send(port, "/s/client-hangs-up", ALLOWED).corsHeaders()).hasSize(1);
			assertThat(RawHttp.send(port, "/s/client-hangs-up", DENIED).corsHeaders()).isEmpty();
		}
		assertThat(output.getAll()).doesNotContain("Exception");
	}

	@Test
	void filesAreStillSentByZeroCopy(CapturedOutput output) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			WireResponse response = connection.exchange(RawHttp.text("/s/static-resource", ALLOWED, "close"));
			assertThat(response.corsHeaders()).containsExactly("access-control-allow-origin: https://a.example");
			assertThat(connection.rest()).isEqualTo("a static file\n");
			assertThat(output.getAll()).contains("Zero-copy");
		}
	}

	@RestController
	static class Application {

		private final AtomicInteger calls = new AtomicInteger();

		@Bean
		@Order(CorsPolicyWebFilter.DEFAULT_ORDER - 1)
		static WebFilter outermostFilter() {
			return (exchange, chain) -> switch (exchange.getRequest().getPath().value()) {
				case "/committed" -> {
					exchange.getResponse().setRawStatusCode(202);
					yield exchange.getResponse().setComplete().then(chain.filter(exchange));
				}
				case "/read-only" -> chain.filter(exchange.mutate().response(new ReadOnly(exchange)).build());
				default -> chain.filter(exchange);
			};
		}

		/** Changes requests one after another, as filters of correlation ids do. */
		@Bean
		static WebFilter mutatingFilter() {
			return (exchange, chain) -> {
				if (!"mutated".equals(exchange.getRequest().getURI().getQuery())) {
					return chain.filter(exchange);
				}
				ServerWebExchange mutated = exchange.mutate().request((request) -> request.header("X-Id", "1")).build();
				return chain.filter(
						mutated.mutate().request(mutated.getRequest().mutate().header("X-Id", "2").build()).build());
			};
		}

		@RequestMapping({ "/x", "/open/x" })
		String answer(ServerWebExchange exchange) {
			this.calls.incrementAndGet();
			return exchange.getRequest().getHeaders().getOrigin() + ": "
					+ exchange.getAttribute(CorsPolicyWebFilter.DECISION_ATTRIBUTE);
		}

		@CrossOrigin("https://somebody-else.example")
		@RequestMapping("/open/annotated")
		String crossOrigin() {
			return "ok";
		}

		@RequestMapping({ "/committed", "/read-only" })
		void answerNothing(ServerWebExchange exchange) {
			exchange.getResponse().setRawStatusCode(202);
			this.calls.incrementAndGet();
		}

	}

	static class ReadOnly extends ServerHttpResponseDecorator {

		ReadOnly(ServerWebExchange exchange) {
			super(exchange.getResponse());
		}

		@Override
		public HttpHeaders getHeaders() {
			return HttpHeaders.readOnlyHttpHeaders(super.getHeaders());
		}

	}

}
