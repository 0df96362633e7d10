// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that pages of a real browser send to paths with and without enforcement: from
 * the origin itself, from another port of the same site, and from another site.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "cors.policies.open.paths=/open/**", "cors.policies.api.allowed-origins=http://localhost:*",
				"cors.policies.open.allowed-origins=https://app.example.com", "cors.policies.open.enforcement=browser",
				"cors.policies.guarded.paths=/guarded/**",
				"cors.policies.guarded.allowed-origins=https://app.example.com",
				"cors.policies.guarded.enforcement=server", "logging.level.org.openqa.selenium=error" })
class EnforcementBrowserTests {

	private static final String POST_FORM = """
			document.body.innerHTML = '<form method="post"><input name="text" value="hello"></form>';
			document.forms[0].action = arguments[0];
			document.forms[0].submit();
			arguments[1](true);
			""";

	private static final String OPEN_SOCKET = """
			const socket = new WebSocket(arguments[0]);
			socket.onopen = () => arguments[1]('open');
			socket.onerror = () => arguments[1]('refused');
			""";

	@LocalServerPort
	private int port;

	@Autowired
	private ApiConnector api;

	@Autowired
	private WireLog log;

	@Autowired
	private Arrivals arrivals;

	private final Browser browser = Browser.start();

	@AfterEach
	void closeBrowser() {
		this.browser.close();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			own origin, /open,    true
			own origin, /guarded, true
			same site,  /open,    true
			same site,  /guarded, false
			cross site, /open,    true
			cross site, /guarded, false
			""")
	void formReachesTheApplicationAsEnforcementSays(String page, String path, boolean passes) {
		UUID run = UUID.randomUUID();
		this.browser.visit(origin(page) + "/about");
		this.browser.run(POST_FORM, "http://localhost:%d%s/form?run=%s".formatted(this.port, path, run));
		Exchange exchange = exchange(run);
		assertThat(exchange.method()).isEqualTo("POST");
		assertThat(exchange.status()).isEqualTo(passes ? 200 : 403);
		assertThat(this.arrivals.of(run)).isEqualTo(passes ? List.of("form hello") : List.of());
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			own origin, /open,    true
			own origin, /guarded, true
			same site,  /open,    true
			same site,  /guarded, false
			cross site, /open,    true
			cross site, /guarded, false
			""")
	void webSocketReachesTheApplicationAsEnforcementSays(String page, String path, boolean passes) {
		UUID run = UUID.randomUUID();
		this.browser.visit(origin(page) + "/about");
		assertThat(this.browser.run(OPEN_SOCKET, "ws://localhost:%d%s/socket?run=%s".formatted(this.port, path, run)))
			.isEqualTo(passes ? "open" : "refused");
		assertThat(exchange(run).status()).isEqualTo(passes ? 101 : 403);
		if (passes) {
			this.browser.await(() -> this.arrivals.of(run).isEmpty() ? null : true);
		}
		assertThat(this.arrivals.of(run)).isEqualTo(passes ? List.of("socket") : List.of());
	}

	private String origin(String page) {
		return switch (page) {
			case "own origin" -> "http://localhost:" + this.port;
			case "same site" -> this.api.origin();
			case "cross site" -> "http://127.0.0.1:" + this.port;
			default -> throw new IllegalArgumentException(page);
		};
	}

	private Exchange exchange(UUID run) {
		return this.browser.await(() -> {
			try {
				return this.log.exchanges(run, 0, Duration.ofSeconds(2)).stream().findFirst().orElse(null);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/** What the application was given. */
	static final class Arrivals {

		private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

		void add(String run, String what) {
			this.arrivals.add(new Arrival(run, what));
		}

		List<String> of(UUID run) {
			return this.arrivals.stream()
				.filter((arrival) -> arrival.run().equals(run.toString()))
				.map(Arrival::what)
				.toList();
		}

		record Arrival(String run, String what) {
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		Arrivals arrivals() {
			return new Arrivals();
		}

		@Bean
		RouterFunction<ServerResponse> forms(Arrivals arrivals) {
			return RouterFunctions.route()
				.POST("/open/form", (request) -> take(request, arrivals))
				.POST("/guarded/form", (request) -> take(request, arrivals))
				.build();
		}

		private static ServerResponse take(ServerRequest request, Arrivals arrivals) {
			arrivals.add(request.param("run").orElseThrow(), "form " + request.param("text").orElseThrow());
			return ServerResponse.ok().body("Thank you");
		}

		/**
		 * Spring's own check of origins is off, so that only the policy refuses.
		 */
		@Bean
		WebSocketConfigurer sockets(Arrivals arrivals) {
			return (registry) -> registry.addHandler(new AbstractWebSocketHandler() {
				@Override
				public void afterConnectionEstablished(WebSocketSession session) {
					String query = String.valueOf(session.getUri()).split("run=", 2)[1];
					arrivals.add(query, "socket");
				}
			}, "/open/socket", "/guarded/socket").setAllowedOrigins("*");
		}

	}

}
