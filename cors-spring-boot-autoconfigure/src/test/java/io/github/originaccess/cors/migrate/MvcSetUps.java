// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.provider.Arguments;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Applications of Spring MVC that have CORS in different ways.
 */
final class MvcSetUps {

	private MvcSetUps() {
	}

	static Stream<Arguments> all() {
		return Stream.of(setUp("mappings for some paths", Mappings.class),
				setUp("mappings for all paths after some", TwoMappings.class),
				setUp("a mapping that is never used", UnusedMapping.class),
				setUp("@CrossOrigin on a method and a type", Annotated.class,
						"preflight PUT X-Trace /api/items/7 https://a.example: WITH_CREDENTIALS -> NOTHING",
						"preflight DELETE /admin/users https://app.team.example: WITHOUT_CREDENTIALS -> NOTHING"),
				setUp("a filter", Filter.class, ".* null: WITH_CREDENTIALS -> NOTHING"));
	}

	private static Arguments setUp(String name, Class<?> application, String... differences) {
		return Arguments.argumentSet(name, WebServer.TOMCAT, application, Map.of(), List.of(differences));
	}

	@Import(AnsweringApplication.class)
	static class Mappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("GET", "PUT");
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOriginPatterns("https://*.team.example", "http://localhost:[*]")
				.allowedMethods("*")
				.allowedHeaders("X-Trace")
				.allowCredentials(true);
			registry.addMapping("/**");
		}

	}

	@Import(AnsweringApplication.class)
	static class UnusedMapping implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example");
			registry.addMapping("/api/**").allowedOrigins("https://evil.example");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(AnnotatedController.class)
	static class Annotated implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/admin/**").allowedOrigins("https://a.example");
		}

	}

	@RestController
	static class AnnotatedController {

		@GetMapping("/api/{name}")
		@CrossOrigin("https://a.example")
		String read() {
			return "";
		}

		@GetMapping("/api/other")
		String other() {
			return "";
		}

		@PutMapping("/api/items/{id}")
		@CrossOrigin(origins = { "https://a.example", "http://localhost:3000" }, allowCredentials = "true")
		String put() {
			return "";
		}

		@GetMapping("/api/items/{id}")
		@CrossOrigin(origins = "http://localhost:3000", allowCredentials = "true")
		String item() {
			return "";
		}

		@DeleteMapping("/admin/users")
		@CrossOrigin("https://app.team.example")
		String delete() {
			return "";
		}

		@GetMapping("/admin/users")
		String users() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(AnsweringApplication.class)
	static class Filter {

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOriginPatterns(List.of("http://localhost:*", "https://*.team.example", "null"));
			configuration.setAllowCredentials(true);
			configuration.addAllowedMethod("*");
			configuration.addAllowedHeader("*");
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return new FilterRegistrationBean<>(new CorsFilter(source));
		}

	}

}
