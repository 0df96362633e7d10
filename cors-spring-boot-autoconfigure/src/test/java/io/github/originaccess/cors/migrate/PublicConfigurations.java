// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Arrays;
import java.util.List;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configurations of the kind that forums and blog posts have.
 */
final class PublicConfigurations {

	private PublicConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Everything implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**")
				.allowedOrigins("*")
				.allowedMethods("GET", "POST", "PUT", "DELETE", "OPTIONS")
				.allowedHeaders("*")
				.allowCredentials(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EveryPattern implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**")
				.allowedOriginPatterns("*")
				.allowedMethods("*")
				.allowCredentials(true)
				.maxAge(3600);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FilterForEverything {

		@Bean
		CorsFilter corsFilter() {
			CorsConfiguration config = new CorsConfiguration();
			config.addAllowedOrigin("*");
			config.addAllowedHeader("*");
			config.addAllowedMethod("*");
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", config);
			return new CorsFilter(source);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FirstFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> corsFilterRegistration() {
			CorsConfiguration config = new CorsConfiguration();
			config.setAllowCredentials(true);
			config.setAllowedOrigins(List.of("http://localhost:4200", "http://app.example.com"));
			config.setAllowedHeaders(Arrays.asList("Origin", "Content-Type", "Accept", "Authorization"));
			config.setAllowedMethods(Arrays.asList("GET", "POST", "PUT", "OPTIONS", "DELETE", "PATCH"));
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", config);
			FilterRegistrationBean<CorsFilter> bean = new FilterRegistrationBean<>(new CorsFilter(source));
			bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return bean;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecuritySource {

		@Bean
		SecurityFilterChain filterChain(HttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource(corsConfigurationSource())).build();
		}

		CorsConfigurationSource corsConfigurationSource() {
			CorsConfiguration configuration = new CorsConfiguration();
			configuration.setAllowedOrigins(List.of("https://app.example.com", "http://localhost:3000"));
			configuration.setAllowedMethods(List.of("GET", "POST"));
			configuration.setAllowedHeaders(List.of("Authorization", "Content-Type"));
			configuration.setAllowCredentials(true);
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return source;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecurityLambda implements WebMvcConfigurer {

		@Bean
		SecurityFilterChain filterChain(HttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource((request) -> {
				CorsConfiguration configuration = new CorsConfiguration();
				configuration.setAllowedOrigins(List.of("*"));
				return configuration;
			})).build();
		}

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedMethods("*");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecurityDefaults {

		@Bean
		SecurityFilterChain filterChain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults()).build();
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", new CorsConfiguration().applyPermitDefaultValues());
			return source;
		}

	}

	/** The filter of a generator of applications, with its usual properties. */
	@Configuration(proxyBeanMethods = false)
	static class Generated {

		@Bean
		CorsFilter corsFilter() {
			CorsConfiguration config = new CorsConfiguration();
			config.setAllowedOrigins(List.of("http://localhost:8100", "http://localhost:9000"));
			config.setAllowedMethods(List.of("*"));
			config.setAllowedHeaders(List.of("*"));
			config.setExposedHeaders(List.of("Authorization", "Link", "X-Total-Count", "X-app-alert", "X-app-error"));
			config.setAllowCredentials(true);
			config.setMaxAge(1800L);
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/api/**", config);
			source.registerCorsConfiguration("/management/**", config);
			source.registerCorsConfiguration("/v3/api-docs", config);
			source.registerCorsConfiguration("/swagger-ui/**", config);
			return new CorsFilter(source);
		}

	}

	@Import({ Books.class, Orders.class })
	static class Annotated {

	}

	@RestController
	@CrossOrigin(origins = "*")
	@RequestMapping("/api/books")
	static class Books {

		@GetMapping
		String all() {
			return "";
		}

		@PostMapping
		String add() {
			return "";
		}

		@PutMapping("/{id}")
		String change() {
			return "";
		}

	}

	@RestController
	@CrossOrigin(origins = "*", maxAge = 3600)
	@RequestMapping("/api/orders")
	static class Orders {

		@GetMapping("/{id}")
		String one() {
			return "";
		}

		@DeleteMapping("/{id}")
		@CrossOrigin(origins = "http://localhost:4200")
		String remove() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongOrigins implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**")
				.allowedOrigins("https://app.example.com/", "https://www.example.com/shop", "null", "localhost:4200",
						"https://APP.example.com:443")
				.allowedMethods("GET", "post", "HEAD");
			registry.addMapping("/files/**").allowedOrigins("http://localhost:4200/", "file://");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Patterns implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**")
				.allowedOriginPatterns("https://*.example.com", "http://localhost:[*]", "https://*", "*.example.org",
						"https://*.vercel.app", "http://192.168.*", "https://app-*.example.com:[8443,443]")
				.allowCredentials(true)
				.exposedHeaders("*");
		}

	}

	/** The mistakes of several answers in one. */
	@Configuration(proxyBeanMethods = false)
	static class WebFlux implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("http://localhost:4200").allowedMethods("*").maxAge(3600);
			registry.addMapping("/public/**").allowedOrigins("*");
			registry.addMapping("api/**");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Forged implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/a\n2026-01-01 ERROR forged: yes")
				.allowedOrigins("https://a.example\r\ncors.allowed-origins: '*'", "https://\u202Eb.example")
				.allowedHeaders("X-A\n  allow-credentials: true", "X-\u001B[31mRed");
		}

		@Bean("name\n  allowed-origins: '*'")
		CorsFilter forged() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/b/**", new CorsConfiguration().applyPermitDefaultValues());
			return new CorsFilter(source);
		}

	}

}
