// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.Filter;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CorsConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Servlet applications whose security chains take the handler mappings, or share paths.
 */
final class ChainPlaceSetUps {

	private static final Map<String, String> SECURITY = Map.of("spring.security.user.password", "secret");

	private static final String PREFLIGHT_FILTER = "org.springframework.web.filter.PreFlightRequestFilter";

	private ChainPlaceSetUps() {
	}

	static Stream<SetUp> all() {
		// Old versions of Spring have no such filter.
		Stream<SetUp> preflights = ClassUtils.isPresent(PREFLIGHT_FILTER, null)
				? Stream.of(of("a filter behind a chain that takes preflights of the mappings", PreflightsAlone.class)
					.differing("preflight .* /api/.* https://a.example: .* kept for .1800. -> .* kept for .5.",
							"preflight .* /api/.* http://localhost:3000: WITHOUT_CREDENTIALS.* -> NOTHING"))
				: Stream.empty();
		return Stream.concat(preflights, others());
	}

	private static Stream<SetUp> others() {
		return Stream
			.of(of("a filter behind a chain that takes the mappings", BehindMappings.class),
					of("a filter behind a chain that takes the mappings of some paths", BehindSomeMappings.class),
					of("a filter behind a chain that finds no mappings", BehindNoMappings.class).requests("GET",
							"preflight PUT X-Trace", "preflight DELETE", "preflight GET X-Trace"),
					of("a filter behind two chains that take annotations", BehindAnnotations.class),
					of("a chain that takes the mappings for requests that code chooses", CodedMappings.class),
					of("a chain for management endpoints that takes the mappings", ManagementChain.class)
						.with(Map.of("spring.security.user.password", "secret",
								"management.endpoints.web.exposure.include", "health"))
						.paths("/actuator/health", "/api/other", "/open", "/actuator"),
					of("two filters in a chain", TwoInChain.class),
					of("two chains that share a single path", SharedPath.class).paths("/api/items", "/api/other",
							"/api/items/7", "/open"));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application).with(SECURITY);
	}

	private static SecurityFilterChain chain(HttpSecurity http, Customizer<CorsConfigurer<HttpSecurity>> cors) {
		return http.cors(cors)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@Import(AnsweringApplication.class)
	static class BehindMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/items/*").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("http://localhost:3000")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http, Customizer.withDefaults());
		}

	}

	@Import(AnsweringApplication.class)
	static class BehindSomeMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> behind() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("http://localhost:3000"))));
			registration.setOrder(0);
			return registration;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.securityMatcher(PathPatternRequestMatcher.pathPattern("/api/**")),
					Customizer.withDefaults());
		}

	}

	@Import(AnsweringApplication.class)
	static class BehindNoMappings {

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http, Customizer.withDefaults());
		}

	}

	@Import({ AnsweringApplication.class, AnnotatedController.class })
	static class BehindAnnotations {

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://app.team.example")));
		}

		@Bean
		@Order(1)
		SecurityFilterChain admin(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.securityMatcher(PathPatternRequestMatcher.pathPattern("/admin/**")),
					Customizer.withDefaults());
		}

		@Bean
		@Order(2)
		SecurityFilterChain others(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http, Customizer.withDefaults());
		}

	}

	@RestController
	@CrossOrigin(origins = "https://a.example", methods = { RequestMethod.GET, RequestMethod.PUT })
	static class AnnotatedController {

		@RequestMapping({ "/api/items/{id}", "/admin/users" })
		String answer() {
			return "";
		}

	}

	@Import(AnsweringApplication.class)
	static class PreflightsAlone implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example", "http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http, PreFlightRequestHandler mappings) throws Exception {
			Filter filter = (Filter) Class.forName(PREFLIGHT_FILTER)
				.getConstructor(PreFlightRequestHandler.class)
				.newInstance(mappings);
			return ChainPlaceSetUps.chain(http.addFilterBefore(filter, CorsFilter.class),
					AbstractHttpConfigurer::disable);
		}

	}

	@Import(AnsweringApplication.class)
	static class CodedMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.securityMatcher((request) -> request.getRequestURI().startsWith("/api")),
					Customizer.withDefaults());
		}

	}

	@Import(AnsweringApplication.class)
	static class ManagementChain implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("http://localhost:3000")));
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.securityMatcher(PathPatternRequestMatcher.pathPattern("/actuator/**")),
					Customizer.withDefaults());
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoInChain implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://evil.example").allowedMethods("*");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.addFilterBefore(
					new CorsFilter(
							SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example"))),
					SecurityContextHolderFilter.class), Customizer.withDefaults());
		}

	}

	@Import(AnsweringApplication.class)
	static class SharedPath {

		@Bean
		@Order(1)
		SecurityFilterChain items(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http.securityMatcher(PathPatternRequestMatcher.pathPattern("/api/items/**")),
					(cors) -> cors.configurationSource(
							SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example"))));
		}

		@Bean
		@Order(2)
		SecurityFilterChain others(HttpSecurity http) {
			return ChainPlaceSetUps.chain(http, (cors) -> cors.configurationSource(
					SpringConfigurations.source("/api/*", SpringConfigurations.allowing("http://localhost:3000"))));
		}

	}

}
