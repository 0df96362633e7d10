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

	private static final String OPEN_SOCKET = """
			return await new Promise((resolve) => {
				const socket = new WebSocket('%s');
				socket.onopen = () => resolve('open');
				socket.onerror = () => resolve('refused');
			});
			""";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			SERVER | PATH            | PAGE                    | SEEN
			NETTY  | /socket/knowing | another                 | refused
			NETTY  | /socket/knowing | the endpoint's own page | open
			NETTY  | /socket/mapped  | another                 | refused
			NETTY  | /socket/mapped  | the endpoint's own page | open
			TOMCAT | /socket/mapped  | another                 | refused
			TOMCAT | /socket/mapped  | the endpoint's own page | open
			""")
	void socketOpensForTheOriginsOfItsEndpointAlone(WebServer server, String path, String page, String seen)
			throws Exception {
		Class<?> endpoints = (server == WebServer.NETTY) ? ReactiveEndpoints.class : ServletEndpoints.class;
		try (ReportingPage own = new ReportingPage();
				ReportingPage another = new ReportingPage();
				ConfigurableApplicationContext application = server.start(
						Map.of("cors.allowed-origins", "https://app.example.com", "front-end", own.origin()),
						endpoints)) {
			String url = "ws://localhost:" + WebServer.port(application) + path;
			assertThat((page.equals("another") ? another : own).run("", OPEN_SOCKET.formatted(url))).isEqualTo(seen);
		}
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
