// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

/**
 * Applications of WebFlux, with and without Spring Security.
 */
final class WebFluxSetUps {

	private WebFluxSetUps() {
	}

	private static final Map<String, String> SECURITY = Map.of("spring.security.user.password", "secret");

	static Stream<SetUp> all() {
		return Stream.of(of("WebFlux: mappings", Mappings.class), of("WebFlux: two configurers", TwoConfigurers.class),
				of("WebFlux: annotations and mappings", Annotated.class)
					.differing("preflight DELETE /admin/users https://a.example: WITHOUT_.* -> NOTHING"),
				of("WebFlux: a filter and mappings", Filter.class),
				of("WebFlux: two filters in another order than their beans", TwoFilters.class),
				of("WebFlux: a handler mapping with configurations", UrlMapping.class),
				of("WebFlux: router functions", Routes.class),
				of("WebFlux: a chain with the source that is a bean", Chain.class).with(SECURITY),
				of("WebFlux: a chain for some paths", SomePaths.class).with(SECURITY),
				of("WebFlux: a chain without CORS before one with it", WithoutBefore.class).with(SECURITY),
				of("WebFlux: a source that is code", CodedSource.class));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.NETTY, name, application);
	}

	private static UrlBasedCorsConfigurationSource source(String pattern, CorsConfiguration configuration) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(pattern, configuration);
		return source;
	}

	@Import(AnsweringApplication.class)
	static class Mappings implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOriginPatterns("https://*.team.example", "http://localhost:[*]")
				.allowCredentials(true);
			registry.addMapping("/admin/**");
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("PUT").maxAge(60);
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoConfigurers {

		@Bean
		@Order(2)
		WebFluxConfigurer last() {
			return new Last();
		}

		@Bean
		@Order(1)
		WebFluxConfigurer first() {
			return new First();
		}

		static class First implements WebFluxConfigurer {

			@Override
			public void addCorsMappings(CorsRegistry registry) {
				registry.addMapping("/api/**").allowedOrigins("https://a.example");
			}

		}

		static class Last implements WebFluxConfigurer {

			@Override
			public void addCorsMappings(CorsRegistry registry) {
				registry.addMapping("/api/items/**").allowedOrigins("https://evil.example");
				registry.addMapping("/admin/**").allowedOrigins("https://evil.example");
			}

		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(AnnotatedController.class)
	static class Annotated implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/admin/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

	}

	@RestController
	static class AnnotatedController {

		@RequestMapping("/api/**")
		@CrossOrigin("https://a.example")
		String any() {
			return "";
		}

		@RequestMapping("/api/other")
		String other() {
			return "";
		}

		@PutMapping("/admin/{name}")
		@CrossOrigin(origins = "http://localhost:3000", allowCredentials = "true")
		String put() {
			return "";
		}

	}

	@Import(AnsweringApplication.class)
	static class Filter implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsWebFilter filter() {
			return new CorsWebFilter(source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoFilters {

		@Bean
		@Order(2)
		CorsWebFilter late() {
			return new CorsWebFilter(source("/**", SpringConfigurations.allowing("https://evil.example")));
		}

		@Bean
		@Order(1)
		CorsWebFilter early() {
			return new CorsWebFilter(source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

	}

	@Import(AnsweringApplication.class)
	static class UrlMapping {

		@Bean
		SimpleUrlHandlerMapping urls() {
			WebHandler handler = (exchange) -> exchange.getResponse().setComplete();
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of("/api/**", handler, "/admin/**", handler), -1);
			mapping.setCorsConfigurations(Map.of("/api/items/**", SpringConfigurations.allowing("https://a.example")));
			return mapping;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Routes implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/{name}").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		RouterFunction<ServerResponse> answers() {
			return RouterFunctions.route().GET("/**", (request) -> ServerResponse.ok().build()).build();
		}

	}

	@Import(AnsweringApplication.class)
	static class Chain {

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = source("/api/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("http://localhost:3000"));
			return source;
		}

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.cors(Customizer.withDefaults())
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class SomePaths implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://app.team.example").allowedMethods("*");
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = source("/api/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("http://localhost:3000"));
			return source;
		}

		@Bean
		@Order(1)
		SecurityWebFilterChain api(ServerHttpSecurity http) {
			return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/api/items/**", "/admin/**"))
				.cors(Customizer.withDefaults())
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

		@Bean
		@Order(2)
		SecurityWebFilterChain others(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class WithoutBefore {

		@Bean
		@Order(2)
		SecurityWebFilterChain others(ServerHttpSecurity http) {
			return http
				.cors((cors) -> cors
					.configurationSource(source("/**", SpringConfigurations.allowing("https://a.example"))))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

		@Bean
		@Order(1)
		SecurityWebFilterChain admin(ServerHttpSecurity http) {
			return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/admin/**"))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class CodedSource implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsWebFilter filter() {
			CorsConfiguration configuration = SpringConfigurations.allowing("https://a.example");
			return new CorsWebFilter((exchange) -> configuration);
		}

	}

}
