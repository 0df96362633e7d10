// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Applications of Spring MVC with CORS mappings.
 */
final class MvcSetUps {

	private MvcSetUps() {
	}

	static Stream<SetUp> all() {
		return Stream.of(of("mappings for some paths", Some.class),
				of("mappings for all paths after some", AllAfterSome.class),
				of("a mapping that is never used", NeverUsed.class),
				of("overlapping mappings, the less specific one first", OddOrder.class)
					.differing("preflight .* /api/items/7 https://a.example: WITHOUT_.* -> NOTHING"),
				of("mappings that overlap where a variable is", Crossing.class),
				of("two configurers with one pattern", TwoConfigurers.class), of("defaults only", DefaultsOnly.class),
				of("origin patterns in all forms", Patterns.class)
					.origins("https://app.team.example", "https://x.y.team.example", "http://localhost:3000",
							"http://localhost:3001", "https://app-1.shop.example", "https://a.example")
					.requests("GET", "preflight PUT X-Trace", "preflight DELETE X-Other")
					.differing("GET /admin/users https://.*.team.example: NOTHING -> WITHOUT_CREDENTIALS"),
				of("origin patterns without counterpart", WidePatterns.class)
					.origins("https://a.example", "http://a.example", "https://other.wide.example",
							"chrome-extension://abcdefghijklmnopabcdefghijklmnop", "https://evil.example")
					.differing(".* /api/.* https?://a.example: WITHOUT_.* -> NOTHING",
							".* https://other.wide.example: WITHOUT_.* -> NOTHING",
							".* /admin/users https://.*: WITHOUT_.* -> NOTHING"),
				of("origins that Spring takes literally", Literal.class).origins("https://a.example",
						"https://x.a.example", "https://b.example", "https://c.example", "http://localhost:3000"),
				of("any origin with credentials", AnyWithCredentials.class)
					.differing(".* /api/.*: WITH_CREDENTIALS.* -> NOTHING"),
				of("maximum age, exposed headers and private network", AllSettings.class).differing(
						".* exposing \\[set-cookie, x-total] -> WITHOUT_CREDENTIALS, exposing \\[x-total]",
						".* kept for \\[100000] -> WITHOUT_CREDENTIALS, kept for \\[86400]",
						".* kept for \\[-1] -> WITHOUT_CREDENTIALS, kept for \\[0]"),
				of("lower-case methods and TRACE", OddMethods.class)
					.requests("GET", "preflight PUT", "preflight put", "preflight DELETE")
					.differing("preflight put .* https://a.example: WITHOUT_.* -> NOTHING"),
				of("patterns without a slash", WithoutSlash.class),
				of("the path of the servlet", Some.class).with(Map.of("spring.mvc.servlet.path", "/mvc"))
					.paths("/mvc/api/items/7", "/mvc/api/other", "/api/items/7", "/mvc/open"),
				of("the path of the context", Some.class).with(Map.of("server.servlet.context-path", "/shop"))
					.paths("/shop/api/items/7", "/shop/api/other", "/shop/open", "/api/other"),
				of("a further dispatcher servlet", SecondServlet.class).paths("/v2/api/items", "/api/items", "/v2/open",
						"/open"),
				of("a handler mapping with configurations", UrlMapping.class).requests("GET", "preflight PUT",
						"preflight DELETE"),
				of("a handler mapping with configurations, and mappings", UrlMappingBeforeMappings.class)
					.requests("GET", "preflight PUT", "preflight DELETE"),
				of("router functions", Routes.class).paths("/api/items/7", "/api/other", "/admin/users", "/open"),
				of("WebMvcConfigurationSupport", Support.class));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application);
	}

	@Import(AnsweringApplication.class)
	static class Some implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("GET", "PUT");
		}

	}

	@Import(AnsweringApplication.class)
	static class AllAfterSome implements WebMvcConfigurer {

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
	static class NeverUsed implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example");
			registry.addMapping("/api/**").allowedOrigins("https://evil.example");
		}

	}

	@Import(AnsweringApplication.class)
	static class OddOrder implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/*/items/**").allowedOrigins("https://a.example", "https://evil.example");
			registry.addMapping("/**").allowedOrigins("http://localhost:3000").allowCredentials(true);
		}

	}

	@Import(AnsweringApplication.class)
	static class Crossing implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/{area}/users").allowedOrigins("https://a.example");
			registry.addMapping("/admin/*")
				.allowedOrigins("https://a.example", "https://evil.example")
				.allowedMethods("*");
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoConfigurers {

		@Bean
		WebMvcConfigurer first() {
			return new Last();
		}

		@Bean
		WebMvcConfigurer second() {
			return new First();
		}

		@Order(1)
		static class First implements WebMvcConfigurer {

			@Override
			public void addCorsMappings(CorsRegistry registry) {
				registry.addMapping("/api/items/**").allowedOrigins("https://a.example");
				registry.addMapping("/api/**").allowedOrigins("https://evil.example");
			}

		}

		@Order(2)
		static class Last implements WebMvcConfigurer {

			@Override
			public void addCorsMappings(CorsRegistry registry) {
				registry.addMapping("/api/**").allowedOrigins("http://localhost:3000");
				registry.addMapping("/**").allowedOrigins("https://app.team.example").allowedMethods("*");
			}

		}

	}

	@Import(AnsweringApplication.class)
	static class DefaultsOnly implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**");
		}

	}

	@Import(AnsweringApplication.class)
	static class Patterns implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOriginPatterns("https://*.team.example", "http://localhost:[3000,8080,80]",
						"https://app-*.shop.example", "https://*.example.org:[*]", "https://*:[443]")
				.allowedMethods("PUT")
				.allowedHeaders("X-Trace")
				.allowCredentials(true);
			registry.addMapping("/admin/**").allowedOriginPatterns("https://*.team.example:*", "http://localhost:*");
		}

	}

	@Import(AnsweringApplication.class)
	static class Literal implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOrigins("https://*.a.example", "https://b.example:443", "http://localhost:[3000,3001]",
						"HTTPS://A.example/");
			registry.addMapping("/admin/**").allowedOriginPatterns("https://*.A.example", "https://C.example");
		}

	}

	@Import(AnsweringApplication.class)
	static class WidePatterns implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOriginPatterns("http*://a.example", "*.wide.example");
			registry.addMapping("/admin/**").allowedOriginPatterns("https://*", "chrome-extension://*");
		}

	}

	@Import(AnsweringApplication.class)
	static class AnyWithCredentials implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOriginPatterns("*").allowCredentials(true);
			registry.addMapping("/admin/**").allowedOriginPatterns("*");
		}

	}

	@Import(AnsweringApplication.class)
	static class AllSettings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOrigins("https://a.example", "https://app.team.example/")
				.allowedMethods("GET", "PUT")
				.allowedHeaders("X-Trace", "Origin", "Cookie")
				.exposedHeaders("X-Total", "Set-Cookie")
				.allowPrivateNetwork(true)
				.maxAge(600);
			registry.addMapping("/admin/**")
				.allowedOrigins("*")
				.allowedMethods("*")
				.exposedHeaders("*")
				.maxAge(100_000);
			registry.addMapping("/open").allowedOrigins("https://a.example").allowedMethods("*").maxAge(-1);
		}

	}

	@Import(AnsweringApplication.class)
	static class OddMethods implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**")
				.allowedOrigins("https://a.example")
				.allowedMethods("get", "put", "TRACE", "DELETE");
		}

	}

	@Import(AnsweringApplication.class)
	static class WithoutSlash implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("api/**").allowedOrigins("https://evil.example").allowedMethods("*");
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

	}

	@Import(AnsweringApplication.class)
	static class SecondServlet implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example");
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> second() {
			AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
			context.register(SecondMvc.class);
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(context), "/v2/*");
			registration.setName("second");
			registration.setLoadOnStartup(1);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	@RestController
	static class SecondMvc implements WebMvcConfigurer {

		@RequestMapping("/**")
		String answer() {
			return "";
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

	}

	@Import(AnsweringApplication.class)
	static class UrlMapping {

		@Bean
		SimpleUrlHandlerMapping urls() {
			HttpRequestHandler handler = (request, response) -> response.setStatus(200);
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of("/api/**", handler, "/admin/**", handler), -1);
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOrigins(List.of("https://a.example"));
			configuration.setAllowedMethods(List.of("PUT"));
			mapping.setCorsConfigurations(Map.of("/**", configuration));
			return mapping;
		}

	}

	@Import(AnsweringApplication.class)
	static class UrlMappingBeforeMappings implements WebMvcConfigurer {

		@Bean
		SimpleUrlHandlerMapping urls() {
			HttpRequestHandler handler = (request, response) -> response.setStatus(200);
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of("/api/**", handler, "/admin/**", handler), -1);
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOrigins(List.of("https://a.example"));
			mapping.setCorsConfigurations(Map.of("/api/items/**", configuration));
			return mapping;
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Routes implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/{name}").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000");
		}

		@Bean
		RouterFunction<ServerResponse> answers() {
			return RouterFunctions.route()
				.GET("/**", (request) -> ServerResponse.ok().build())
				.PUT("/**", (request) -> ServerResponse.ok().build())
				.build();
		}

	}

	@Import(AnsweringApplication.class)
	static class Support extends WebMvcConfigurationSupport {

		@Override
		protected void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("GET", "PUT");
		}

		@Bean
		WebMvcConfigurer notCalled() {
			return new Unused();
		}

		static class Unused implements WebMvcConfigurer {

			@Override
			public void addCorsMappings(CorsRegistry registry) {
				registry.addMapping("/**").allowedOrigins("https://evil.example");
			}

		}

	}

}
