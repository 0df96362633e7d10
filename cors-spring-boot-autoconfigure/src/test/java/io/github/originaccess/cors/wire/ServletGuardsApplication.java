// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Controller;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistration;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * A servlet application that refuses requests in every way that Spring has.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@Import({ Guards.class, PlainPasswords.class, ServletGuardsApplication.Queries.class })
class ServletGuardsApplication implements WebSocketConfigurer, WebMvcConfigurer {

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		register(registry, "/*/registered");
		register(registry, "/*/registered-listed").setAllowedOrigins(Guards.FRONT_END);
		register(registry, "/*/registered-everybody").setAllowedOrigins("*");
	}

	private static WebSocketHandlerRegistration register(WebSocketHandlerRegistry registry, String path) {
		return registry.addHandler(new TextWebSocketHandler(), path).setHandshakeHandler(handshakeHandler());
	}

	/** Of the servers on the class path, Spring takes Jetty to be the one that runs. */
	private static HandshakeHandler handshakeHandler() {
		return new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy());
	}

	@Bean
	SimpleUrlHandlerMapping sockets() {
		Map<String, Object> handlers = new LinkedHashMap<>();
		for (String path : List.of("/*/plain", "/*/own-check", "/*/cors-filter", "/*/protected-socket",
				"/*/security")) {
			handlers.put(path, new WebSocketHttpRequestHandler(new TextWebSocketHandler(), handshakeHandler()));
		}
		Guards.MAPPINGS.keySet()
			.forEach((path) -> handlers.put(path,
					new WebSocketHttpRequestHandler(new TextWebSocketHandler(), handshakeHandler())));
		handlers.put("/*/knowing", new Knowing());
		SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(handlers, -1);
		mapping.setCorsConfigurations(Guards.MAPPINGS);
		return mapping;
	}

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/*/mappings").allowedOrigins(Guards.FRONT_END);
	}

	@Bean
	CorsFilter legacyFilter() {
		return new CorsFilter(source(Guards.FILTERED));
	}

	@Bean
	Filter ownCheck() {
		return (request, response, chain) -> {
			if (isRefused((HttpServletRequest) request)) {
				((HttpServletResponse) response).sendError(403);
			}
			else {
				chain.doFilter(request, response);
			}
		};
	}

	private static boolean isRefused(HttpServletRequest request) throws IOException {
		return Guards.refuses(request.getRequestURI(), Collections.list(request.getHeaders("Origin")));
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.securityMatcher("/*/protected/**", "/*/protected-socket", "/*/security")
			.cors((cors) -> cors.configurationSource(source(Guards.SECURED)))
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/*/security", "/*/protected/open")
				.permitAll()
				.anyRequest()
				.authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	/** Unless it is told otherwise, Spring Security answers 400 to CONNECT. */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedHttpMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT"));
		return firewall;
	}

	private static CorsConfigurationSource source(Map<String, CorsConfiguration> configurations) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		configurations.forEach(source::registerCorsConfiguration);
		return source;
	}

	/**
	 * A handler that knows its front end, as the reference manual shows it.
	 */
	private static final class Knowing extends WebSocketHttpRequestHandler implements CorsConfigurationSource {

		Knowing() {
			super(new TextWebSocketHandler(), handshakeHandler());
		}

		@Override
		public CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
			return Guards.configuration(Guards.FRONT_END);
		}

	}

	@Controller
	static class Queries {

		@QueryMapping
		String hello() {
			return "world";
		}

	}

}
