// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Servlet applications with filters.
 */
final class FilterSetUps {

	private FilterSetUps() {
	}

	static Stream<SetUp> all() {
		return Stream.of(of("a filter for all paths", All.class).differing(".* null: WITH_CREDENTIALS.* -> NOTHING"),
				of("a filter with unset lists, and mappings", Unset.class),
				of("a filter with permitted defaults", PermitDefaults.class)
					.differing("GET /api/.*: NOTHING -> WITHOUT_CREDENTIALS"),
				of("a filter with patterns in odd order", OddOrder.class),
				of("a filter registered for all URLs", AllUrls.class),
				of("a filter registered for some URLs, and mappings", SomeUrls.class),
				of("a filter registered for other URLs than its patterns", OtherUrls.class),
				of("a filter registered for the names of files", Extension.class).paths("/api/items.json", "/api/other",
						"/admin/users.json", "/open"),
				of("a filter registered for a servlet", ForServlet.class),
				of("two filters in another order than their beans", TwoFilters.class),
				of("two filters with an order on their beans", OrderedBeans.class),
				of("a filter with an annotation for its registration", AnnotatedBean.class),
				of("a source that no filter uses", UnusedSource.class),
				of("a filter whose source is code, and mappings", CodedSource.class),
				of("a filter that is turned off", TurnedOff.class),
				of("a filter that asks the mappings, before another one", AsksMappings.class));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application);
	}

	@Import(AnsweringApplication.class)
	static class All {

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOriginPatterns(List.of("http://localhost:*", "https://*.team.example", "null"));
			configuration.setAllowCredentials(true);
			configuration.addAllowedMethod("*");
			configuration.addAllowedHeader("*");
			return new FilterRegistrationBean<>(new CorsFilter(SpringConfigurations.source("/**", configuration)));
		}

	}

	@Import(AnsweringApplication.class)
	static class Unset implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsFilter filter() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOrigins(List.of("https://app.team.example"));
			return new CorsFilter(SpringConfigurations.source("/api/**", configuration));
		}

	}

	@Import(AnsweringApplication.class)
	static class PermitDefaults {

		@Bean
		CorsFilter filter() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedMethods(List.of("PUT"));
			configuration.applyPermitDefaultValues();
			return new CorsFilter(SpringConfigurations.source("/api/**", configuration));
		}

	}

	@Import(AnsweringApplication.class)
	static class OddOrder {

		@Bean
		CorsFilter filter() {
			UrlBasedCorsConfigurationSource source = SpringConfigurations.source("/{area}/items/*",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/api/**", SpringConfigurations.allowing("https://evil.example"));
			source.registerCorsConfiguration("/*/users", SpringConfigurations.allowing("http://localhost:3000"));
			source.registerCorsConfiguration("/admin/**",
					SpringConfigurations.allowing("https://evil.example", "http://localhost:3000"));
			return new CorsFilter(source);
		}

	}

	@Import(AnsweringApplication.class)
	static class AllUrls {

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			UrlBasedCorsConfigurationSource source = SpringConfigurations.source("/api/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("http://localhost:3000"));
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source));
			registration.addUrlPatterns("/*");
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class SomeUrls implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://app.team.example"))));
			registration.addUrlPatterns("/api/*", "/open");
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class OtherUrls implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			UrlBasedCorsConfigurationSource source = SpringConfigurations.source("/api/items/**",
					SpringConfigurations.allowing("https://a.example"));
			source.registerCorsConfiguration("/admin/**", SpringConfigurations.allowing("https://evil.example"));
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source));
			registration.addUrlPatterns("/api/*");
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class Extension implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/open").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example"))));
			registration.addUrlPatterns("*.json");
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class ForServlet {

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example"))));
			registration.addServletNames("dispatcherServlet");
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class TwoFilters {

		@Bean
		FilterRegistrationBean<CorsFilter> late() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(SpringConfigurations.source("/**",
							SpringConfigurations.allowing("https://evil.example", "https://a.example"))));
			registration.setOrder(2);
			return registration;
		}

		@Bean
		FilterRegistrationBean<CorsFilter> early() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example"))));
			registration.setOrder(1);
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class OrderedBeans {

		@Bean
		@Order(2)
		CorsFilter late() {
			return new CorsFilter(SpringConfigurations.source("/**",
					SpringConfigurations.allowing("https://evil.example", "https://a.example")));
		}

		@Bean
		@Order(1)
		CorsFilter early() {
			return new CorsFilter(
					SpringConfigurations.source("/api/**", SpringConfigurations.allowing("https://a.example")));
		}

	}

	@Import(AnsweringApplication.class)
	static class AnnotatedBean {

		@Bean
		@FilterRegistration(urlPatterns = "/api/*", order = 5)
		CorsFilter registered() {
			return new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://a.example")));
		}

		@Bean
		@FilterRegistration(enabled = false)
		CorsFilter turnedOff() {
			return new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://evil.example")));
		}

	}

	@Import(AnsweringApplication.class)
	static class UnusedSource implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			return SpringConfigurations.source("/**", SpringConfigurations.allowing("https://evil.example"));
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
		CorsFilter filter() {
			CorsConfiguration configuration = SpringConfigurations.allowing("https://a.example");
			return new CorsFilter((request) -> request.getRequestURI().startsWith("/api") ? configuration : null);
		}

	}

	@Import(AnsweringApplication.class)
	static class TurnedOff implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
			registry.addMapping("/admin/**").allowedOrigins("http://localhost:3000").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("https://evil.example"))));
			registration.setEnabled(false);
			return registration;
		}

	}

	@Import(AnsweringApplication.class)
	static class AsksMappings implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("*");
		}

		@Bean
		FilterRegistrationBean<CorsFilter> mappings(CorsConfigurationSource mvcHandlerMappingIntrospector) {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(mvcHandlerMappingIntrospector));
			registration.setOrder(0);
			return registration;
		}

		@Bean
		CorsFilter behind() {
			return new CorsFilter(
					SpringConfigurations.source("/**", SpringConfigurations.allowing("http://localhost:3000")));
		}

	}

}
