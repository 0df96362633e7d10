// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Applications whose CORS is written in unusual ways.
 */
final class OddSetUps {

	private OddSetUps() {
	}

	static Stream<SetUp> all() {
		return Stream.of(
				of("handlers of one path that differ by parameters", Parameters.class)
					.paths("/api/items/7?full", "/api/items/7", "/api/other", "/api/one")
					.differing(".* /api/items/7\\?full .*: WITH.* -> NOTHING"),
				of("a handler for all methods, and one for GET", AllMethods.class),
				of("an expression in an annotation", Expressions.class),
				of("a filter with a variable of several segments", RestOfPath.class),
				of("a filter whose subclass decides by code", Subclass.class),
				of("any origin in a mapping, and credentials in an annotation", AnyWithCredentials.class),
				of("values with blanks, and an empty list of methods", Blanks.class),
				of("paths that make the same or no name", Names.class).paths("/api/items/7", "/apiitems/7", "/no/7",
						"/open"),
				of("mappings for management endpoints", Management.class)
					.with(Map.of("management.endpoints.web.exposure.include", "health"))
					.paths("/actuator/health", "/api/other", "/open", "/actuator"),
				of("a filter, and a path of the dispatcher servlet", ServletPath.class)
					.with(Map.of("spring.mvc.servlet.path", "/app"))
					.paths("/app/admin/users", "/app/api/other", "/app/open", "/admin/users"),
				of("a filter for management endpoints", ManagementFilter.class)
					.with(Map.of("management.endpoints.web.exposure.include", "health"))
					.paths("/actuator/health", "/api/other", "/open", "/actuator"),
				SetUp.of(WebServer.NETTY, "WebFlux: one mapping for all paths", AllOfWebFlux.class));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Parameters.Controller.class)
	static class Parameters {

		@RestController
		static class Controller {

			@GetMapping(path = "/api/items/{id}", params = "full")
			@CrossOrigin(origins = "https://a.example", allowCredentials = "true")
			String full(@PathVariable String id) {
				return id;
			}

			@GetMapping(path = "/api/items/{id}", params = "!full")
			String part(@PathVariable String id, @RequestParam(required = false) String other) {
				return id + other;
			}

			@GetMapping("/api/one")
			@CrossOrigin("https://a.example")
			String one() {
				return "";
			}

		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(AllMethods.Controller.class)
	static class AllMethods {

		@RestController
		static class Controller {

			@RequestMapping("/api/items/{id}")
			@CrossOrigin(origins = "https://a.example", methods = {}, allowCredentials = "true")
			String all() {
				return "";
			}

			@GetMapping("/api/items/{id}")
			String get() {
				return "";
			}

			@GetMapping("/open")
			@CrossOrigin("https://a.example")
			String open() {
				return "";
			}

		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Expressions.Controller.class)
	static class Expressions {

		@RestController
		static class Controller {

			@GetMapping("/api/other")
			@CrossOrigin(origins = "#{'https://a.example'}", allowCredentials = "#{true}")
			String other() {
				return "";
			}

		}

	}

	@Import(AnsweringApplication.class)
	static class RestOfPath {

		@Bean
		CorsFilter filter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/{*rest}", SpringConfigurations.allowing("https://a.example"));
			return new CorsFilter(source);
		}

	}

	@Import(AnsweringApplication.class)
	static class Subclass {

		@Bean
		CorsFilter filter() {
			CorsConfiguration configuration = new CorsConfiguration() {

				@Override
				public @Nullable String checkOrigin(@Nullable String origin) {
					return "https://a.example".equals(origin) ? origin : null;
				}

			};
			configuration.setAllowedOrigins(List.of("https://a.example", "https://evil.example"));
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/api/**", configuration);
			return new CorsFilter(source) {

				@Override
				protected boolean shouldNotFilter(HttpServletRequest request) {
					return request.getRequestURI().endsWith("other");
				}

			};
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(AnyWithCredentials.Controller.class)
	static class AnyWithCredentials implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/{area}/items/*").allowedOrigins("*");
			registry.addMapping("/api/other").allowedOrigins("https://a.example");
		}

		@RestController
		static class Controller {

			@GetMapping("/api/{kind}/*")
			@CrossOrigin(origins = "https://a.example", allowCredentials = "true")
			String read(@PathVariable String kind) {
				return kind;
			}

			@GetMapping("/api/other")
			String other() {
				return "";
			}

		}

	}

	@Import(AnsweringApplication.class)
	static class Blanks implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOrigins("https://a.example, https://evil.example".split(","))
				.allowedMethods("GET", " PUT")
				.allowedHeaders("X-Other", " X-Trace");
			CorsConfiguration empty = new CorsConfiguration();
			empty.setAllowedMethods(List.of());
			empty.setAllowedOrigins(List.of("https://a.example"));
			registry.addMapping("/admin/**").combine(empty);
		}

	}

	@Import(AnsweringApplication.class)
	static class Names implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/open").allowedOrigins("https://a.example");
			registry.addMapping("/api/items/**").allowedOrigins("https://a.example").maxAge(1);
			registry.addMapping("/apiitems/**").allowedOrigins("https://a.example").maxAge(2);
			registry.addMapping("/no/**").allowedOrigins("https://a.example").maxAge(3);
			registry.addMapping("/off/**").allowedOrigins("https://a.example").maxAge(4);
		}

	}

	@Import(AnsweringApplication.class)
	static class Management implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/actuator/**").allowedOrigins("https://a.example").allowCredentials(true);
			registry.addMapping("/api/**").allowedOrigins("https://a.example");
		}

	}

	@Import(AnsweringApplication.class)
	static class ManagementFilter {

		@Bean
		CorsFilter filter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/actuator/**", SpringConfigurations.allowing("https://a.example"));
			return new CorsFilter(source);
		}

	}

	@Import(AnsweringApplication.class)
	static class ServletPath {

		@Bean
		CorsFilter filter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("https://evil.example"));
			source.registerCorsConfiguration("/**", SpringConfigurations.allowing("https://a.example"));
			return new CorsFilter(source);
		}

	}

	@Import(AnsweringApplication.class)
	static class AllOfWebFlux implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example", "https://evil.example");
		}

	}

}
