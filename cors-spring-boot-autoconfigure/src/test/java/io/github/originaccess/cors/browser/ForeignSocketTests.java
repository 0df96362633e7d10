// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.browser;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets that pages open in a real Chromium. Without the starter, only Spring's CORS
 * processing refuses the handshakes of foreign pages at these endpoints.
 */
class ForeignSocketTests {

	private static final String OPEN_SOCKETS = """
			const open = (url) => new Promise((resolve) => {
				const socket = new WebSocket(url);
				socket.onopen = () => resolve('open');
				socket.onerror = () => resolve('refused');
			});
			return (await Promise.all('%s'.split(' ').map(open))).join(' ');
			""";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PAGE                     | NETTY /knowing | NETTY /mapped | TOMCAT /mapped
			another                  | refused        | refused       | refused
			the endpoints' own page  | open           | open          | open
			""")
	void socketOpensForTheOriginsOfItsEndpointAlone(String page, String knowing, String mapped, String servlet)
			throws Exception {
		try (ReportingPage own = new ReportingPage();
				ReportingPage another = new ReportingPage();
				ConfigurableApplicationContext netty = start(WebServer.NETTY, own, ReactiveEndpoints.class);
				ConfigurableApplicationContext tomcat = start(WebServer.TOMCAT, own, ServletEndpoints.class)) {
			List<String> urls = List.of(url(netty, "/socket/knowing"), url(netty, "/socket/mapped"),
					url(tomcat, "/socket/mapped"));
			String seen = (page.equals("another") ? another : own).run("",
					OPEN_SOCKETS.formatted(String.join(" ", urls)));
			assertThat(seen.split(" ")).containsExactly(knowing, mapped, servlet);
		}
	}

	private static ConfigurableApplicationContext start(WebServer server, ReportingPage own, Class<?> endpoints) {
		return server.start(Map.of("cors.allowed-origins", "https://app.example.com", "front-end", own.origin()),
				endpoints);
	}

	private static String url(ConfigurableApplicationContext application, String path) {
		return "ws://localhost:" + WebServer.port(application) + path;
	}

	private static CorsConfiguration configuration(String frontEnd) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(frontEnd));
		return configuration;
	}

	/** All servers are on the class path, so Spring cannot find out which one to use. */
	@EnableAutoConfiguration
	static class ReactiveEndpoints implements WebFluxConfigurer {

		@Override
		public WebSocketService getWebSocketService() {
			return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
		}

		@Bean
		SimpleUrlHandlerMapping knowing(@Value("${front-end}") String frontEnd) {
			return new SimpleUrlHandlerMapping(Map.of("/socket/knowing", new KnowingHandler(frontEnd)), 1);
		}

		@Bean
		SimpleUrlHandlerMapping mapped(@Value("${front-end}") String frontEnd) {
			WebSocketHandler handler = (session) -> session.receive().then();
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/socket/mapped", handler), 2);
			mapping.setCorsConfigurations(Map.of("/socket/mapped", configuration(frontEnd)));
			return mapping;
		}

	}

	/** As Spring's reference manual shows it. */
	private record KnowingHandler(String frontEnd) implements WebSocketHandler, CorsConfigurationSource {

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return session.receive().then();
		}

		@Override
		public CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
			return configuration(this.frontEnd);
		}

	}

	@EnableAutoConfiguration
	static class ServletEndpoints {

		@Bean
		org.springframework.web.servlet.handler.SimpleUrlHandlerMapping mapped(@Value("${front-end}") String frontEnd) {
			var mapping = new org.springframework.web.servlet.handler.SimpleUrlHandlerMapping(
					Map.of("/socket/mapped", new WebSocketHttpRequestHandler(new TextWebSocketHandler(),
							new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()))),
					1);
			mapping.setCorsConfigurations(Map.of("/socket/mapped", configuration(frontEnd)));
			return mapping;
		}

	}

}
