// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/**
 * A WebFlux application that refuses requests in every way that Spring has.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Guards.class, PlainPasswords.class, ReactiveGuardsApplication.Queries.class })
class ReactiveGuardsApplication implements WebFluxConfigurer {

	/** Of the servers on the class path, Spring takes Jetty to be the one that runs. */
	@Override
	public WebSocketService getWebSocketService() {
		return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
	}

	@Bean
	SimpleUrlHandlerMapping sockets() {
		WebSocketHandler handler = (session) -> session.receive().then();
		Map<String, Object> handlers = new LinkedHashMap<>();
		for (String path : List.of("/*/plain", "/*/own-check", "/*/cors-filter", "/*/protected-socket",
				"/*/security")) {
			handlers.put(path, handler);
		}
		Guards.MAPPINGS.keySet().forEach((path) -> handlers.put(path, handler));
		handlers.put("/*/knowing", new Knowing());
		SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(handlers, -1);
		mapping.setCorsConfigurations(Guards.MAPPINGS);
		return mapping;
	}

	@Bean
	SimpleUrlHandlerMapping sourced() {
		WebSocketHandler handler = (session) -> session.receive().then();
		SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/*/sourced", handler), -2);
		mapping.setCorsConfigurationSource((exchange) -> Guards.configuration(Guards.FRONT_END));
		return mapping;
	}

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/*/mappings").allowedOrigins(Guards.FRONT_END);
	}

	@Bean
	@Order(0)
	CorsWebFilter legacyFilter() {
		return new CorsWebFilter(source(Guards.FILTERED));
	}

	@Bean
	WebFilter ownCheck() {
		return (exchange, chain) -> {
			if (Guards.refuses(exchange.getRequest().getPath().value(),
					exchange.getRequest().getHeaders().getOrEmpty("Origin"))) {
				exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
				return exchange.getResponse().setComplete();
			}
			return chain.filter(exchange);
		};
	}

	@Bean
	SecurityWebFilterChain security(ServerHttpSecurity http) {
		return http
			.securityMatcher(
					ServerWebExchangeMatchers.pathMatchers("/*/protected/**", "/*/protected-socket", "/*/security"))
			.cors((cors) -> cors.configurationSource(source(Guards.SECURED)))
			.authorizeExchange((exchanges) -> exchanges.pathMatchers("/*/security", "/*/protected/open")
				.permitAll()
				.anyExchange()
				.authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	private static CorsConfigurationSource source(Map<String, CorsConfiguration> configurations) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		configurations.forEach(source::registerCorsConfiguration);
		return source;
	}

	/**
	 * A handler that knows its front end, as the reference manual shows it.
	 */
	private static final class Knowing implements WebSocketHandler, CorsConfigurationSource {

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return session.receive().then();
		}

		@Override
		public CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
			return Guards.configuration(Guards.FRONT_END);
		}

	}

	@Controller
	static class Queries {

		private final WebSocketService service = new HandshakeWebSocketService(
				new ReactorNettyRequestUpgradeStrategy());

		@QueryMapping
		String hello() {
			return "world";
		}

		@CrossOrigin(Guards.FRONT_END)
		@RequestMapping("/*/controller")
		Mono<Void> upgrade(ServerWebExchange exchange) {
			return this.service.handleRequest(exchange, (session) -> session.receive().then());
		}

	}

}
