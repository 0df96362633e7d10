// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.net.URI;
import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;

/**
 * An application with failures around its controller: filters, error handlers, functional
 * routes, sockets, sessions and second layers.
 */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
@Import({ FailingController.class, FailingApplication.Upstream.class })
class FailingApplication implements WebFluxConfigurer {

	/** Spring would take Tomcat for the server that runs. */
	@Override
	public WebSocketService getWebSocketService() {
		return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
	}

	private static boolean isAt(ServerWebExchange exchange, String situation) {
		return exchange.getRequest().getPath().value().equals("/s/" + situation);
	}

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/s/mapping-of-somebody-else").allowedOrigins("https://somebody-else.example");
		registry.addMapping("/s/static-resource").allowedOrigins("https://somebody-else.example");
	}

	@Bean
	CorsWebFilter springsOwnFilter() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.addAllowedOrigin("https://somebody-else.example");
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/s/CorsWebFilter-of-somebody-else", configuration);
		return new CorsWebFilter(source);
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/s/functional-route-answers", (request) -> ServerResponse.ok().bodyValue("ok"))
			.GET("/s/functional-route-fails", (request) -> Mono.error(new IllegalStateException("a route fails")))
			.GET("/s/functional-route-redirects",
					(request) -> ServerResponse.temporaryRedirect(URI.create("/elsewhere")).build())
			.GET("/s/functional-route-replaces-headers",
					(request) -> ServerResponse.ok().headers(FailingController::replaceHeaders).bodyValue("ok"))
			.build();
	}

	@Bean
	HandlerMapping sockets() {
		WebSocketHandler handler = (session) -> session.receive().then();
		return new SimpleUrlHandlerMapping(Map.of("/s/websocket", handler, "/s/websocket-of-a-wrong-version", handler,
				"/s/websocket-without-upgrade", handler), -1);
	}

	@Bean
	@Order(CorsPolicyWebFilter.DEFAULT_ORDER - 1)
	WebFilter outerFilter() {
		return (exchange, chain) -> {
			if (isAt(exchange, "vary-of-an-outer-filter")) {
				exchange.getResponse().getHeaders().add("Vary", "Accept-Encoding, origin");
			}
			if (isAt(exchange, "commit-action-of-an-outer-filter-fails")) {
				exchange.getResponse()
					.beforeCommit(() -> Mono.error(new IllegalStateException("an outer commit action fails")));
			}
			if (isAt(exchange, "body-of-an-outer-filter-is-assembled-before-the-decision")) {
				DataBuffer body = exchange.getResponse().bufferFactory().wrap(new byte[] { 'o', 'k' });
				return chain.filter(exchange).then(exchange.getResponse().writeWith(Mono.just(body)));
			}
			if (isAt(exchange, "failed-commit-of-an-outer-filter-is-handled")) {
				exchange.getResponse().beforeCommit(() -> Mono.error(new UnsupportedOperationException("handled")));
			}
			return chain.filter(exchange);
		};
	}

	@Bean
	WebFilter innerFilter() {
		return (exchange, chain) -> {
			if (isAt(exchange, "filter-throws")) {
				throw new IllegalStateException("a filter throws");
			}
			if (isAt(exchange, "filter-fails")) {
				return Mono.error(new IllegalStateException("a filter fails"));
			}
			if (isAt(exchange, "filter-fails-after-nothing-was-written")
					|| isAt(exchange, "filter-fails-after-the-response-was-written")) {
				return chain.filter(exchange).then(Mono.error(new IllegalStateException("a filter fails afterwards")));
			}
			if (isAt(exchange, "filter-answers")) {
				FailingController.replaceHeaders(exchange.getResponse().getHeaders());
				exchange.getResponse().getHeaders().remove("Vary");
				exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
				return exchange.getResponse().setComplete();
			}
			if (isAt(exchange, "filter-decorates-the-response")) {
				return chain.filter(
						exchange.mutate().response(new ServerHttpResponseDecorator(exchange.getResponse())).build());
			}
			if (isAt(exchange, "error-handler-of-all-replaces-headers")
					|| isAt(exchange, "error-handler-of-all-clears-headers")) {
				return Mono.error(new UnsupportedOperationException("handled outside of all filters"));
			}
			return chain.filter(exchange);
		};
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebExceptionHandler errorHandler() {
		return (exchange, ex) -> {
			if (isAt(exchange, "error-handler-of-all-replaces-headers")) {
				FailingController.replaceHeaders(exchange.getResponse().getHeaders());
			}
			else if (isAt(exchange, "error-handler-of-all-clears-headers")) {
				exchange.getResponse().getHeaders().clear();
			}
			else {
				return Mono.error(ex);
			}
			exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
			return exchange.getResponse().setComplete();
		};
	}

	/** Saves when the response is committed, as session stores do. */
	@Bean
	WebSessionManager webSessionManager() {
		DefaultWebSessionManager manager = new DefaultWebSessionManager();
		return (exchange) -> {
			if (isAt(exchange, "session-cannot-be-saved")) {
				exchange.getResponse()
					.beforeCommit(() -> Mono.error(new IllegalStateException("a session cannot be saved")));
			}
			if (isAt(exchange, "session-cannot-be-saved-and-a-handler-answers")) {
				exchange.getResponse().beforeCommit(() -> Mono.error(new UnsupportedOperationException("handled")));
			}
			if (isAt(exchange, "session-cannot-be-saved-and-a-handler-streams")) {
				exchange.getResponse().beforeCommit(() -> Mono.error(new ArithmeticException("streamed")));
			}
			if (isAt(exchange, "session-cannot-be-saved-and-a-handler-sends-events")) {
				exchange.getResponse().beforeCommit(() -> Mono.error(new ArrayStoreException("sent as events")));
			}
			return manager.getSession(exchange);
		};
	}

	@RestController
	static class Upstream {

		@GetMapping("/upstream")
		ResponseEntity<String> answer() {
			return ResponseEntity.ok()
				.header("Access-Control-Allow-Origin", FailingController.EVIL, "*")
				.header("Access-Control-Allow-Credentials", "true")
				.header("Vary", "Accept-Encoding", "ORIGIN")
				.body("ok");
		}

	}

}
