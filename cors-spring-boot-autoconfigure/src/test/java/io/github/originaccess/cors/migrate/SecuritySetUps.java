// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Servlet applications with Spring Security.
 */
final class SecuritySetUps {

	private SecuritySetUps() {
	}

	private static final Map<String, String> SECURITY = Map.of("spring.security.user.password", "secret");

	static Stream<SetUp> all() {
		return Stream.of(of("a chain with the source that is a bean", SourceBean.class),
				of("a chain with a source of its own", OwnSource.class),
				of("a chain whose source is code", CodedSource.class),
				of("a chain that takes the mappings", TakesMappings.class),
				of("a chain with a filter that is a bean", FilterBean.class),
				of("a chain for some paths, and one for the others", SomePaths.class),
				of("a chain without CORS before one with it", WithoutBefore.class),
				of("a chain for requests that code chooses", CodedMatcher.class),
				of("two chains for some paths", TwoChains.class), of("a chain without CORS", Without.class),
				of("a protected path", Protected.class)
					.differing(".* /admin/users http://localhost:3000: NOTHING -> WITHOUT_CREDENTIALS.*"),
				of("a filter behind the chain", FilterBehind.class));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application).with(SECURITY);
	}

	@Import(AnsweringApplication.class)
	static class SourceBean implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://evil.example").allowedMethods("*");
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = SpringConfigurations.source("/api/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("http://localhost:3000"));
			return source;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class OwnSource {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.cors((cors) -> cors.configurationSource(
						SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example"))))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class CodedSource implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.cors((cors) -> cors
					.configurationSource((request) -> SpringConfigurations.allowing("https://a.example")))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class TakesMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class FilterBean {

		@Bean
		CorsFilter corsFilter() {
			return new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class SomePaths implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://app.team.example").allowedMethods("*");
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = SpringConfigurations.source("/api/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("http://localhost:3000"));
			return source;
		}

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http) {
			return http.securityMatcher("/api/items/**", "/admin/**")
				.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain others(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class WithoutBefore {

		@Bean
		@Order(2)
		SecurityFilterChain others(HttpSecurity http) {
			return http
				.cors((cors) -> cors.configurationSource(
						SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example"))))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

		@Bean
		@Order(1)
		SecurityFilterChain admin(HttpSecurity http) {
			return http.securityMatcher("/admin/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class CodedMatcher implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			return SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example"));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.securityMatcher((request) -> request.getRequestURI().startsWith("/api"))
				.cors(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoChains {

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http) {
			return http.securityMatcher("/api/**")
				.cors((cors) -> cors.configurationSource(
						SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example"))))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain admin(HttpSecurity http) {
			return http.securityMatcher("/admin/**", "/api/**")
				.cors((cors) -> cors.configurationSource(
						SpringConfigurations.source("/**", SpringConfigurations.allowing("http://localhost:3000"))))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class Without implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class Protected implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/admin/**").authenticated().anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class FilterBehind {

		@Bean
		CorsFilter behind() {
			return new CorsFilter(SpringConfigurations.source("/**",
					SpringConfigurations.allowing("https://evil.example", "https://a.example")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.cors((cors) -> cors.configurationSource(
						SpringConfigurations.source("/api/**", SpringConfigurations.allowing("http://localhost:3000"))))
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.build();
		}

	}

}
