// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.Map;

import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

/**
 * The application that the scripts start. Its arguments are {@code tomcat} or
 * {@code netty}, and {@code none}, {@code spring} or {@code ours}. It uses no class of
 * Origin Access, so it also starts without the starter.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class LoadedApplication {

	/**
	 * Start the application.
	 * @param arguments the stack, the CORS filter, and arguments of Spring Boot
	 */
	public static void main(String[] arguments) {
		SpringApplication application = new SpringApplication(LoadedApplication.class);
		application.setWebApplicationType(
				arguments[0].equals("netty") ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET);
		boolean ours = arguments[1].equals("ours");
		application.setDefaultProperties(Map.of("benchmark.cors", arguments[1], "cors.enabled", String.valueOf(ours),
				"cors.allowed-origins", String.join(",", Trust.parse("exact-100").allowedOrigins()),
				"cors.allow-credentials", "true", "spring.main.banner-mode", "off"));
		application.run(arguments);
		ProcessHandle.current()
			.info()
			.totalCpuDuration()
			.ifPresent((time) -> LogFactory.getLog(LoadedApplication.class)
				.info("CPU until started: " + time.toMillis() + " ms"));
	}

	static CorsConfiguration configuration() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(Trust.parse("exact-100").allowedOrigins());
		configuration.setAllowedMethods(Trust.METHODS);
		configuration.addAllowedHeader("*");
		configuration.setAllowCredentials(true);
		return configuration;
	}

	@RestController
	static class Orders {

		@GetMapping("/orders")
		Map<String, Integer> orders() {
			return Map.of("open", 42);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnProperty(name = "benchmark.cors", havingValue = "spring")
	static class SpringServletCors {

		private static UrlBasedCorsConfigurationSource source() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration());
			return source;
		}

		@Bean
		FilterRegistrationBean<CorsFilter> springCorsFilter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source()));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnProperty(name = "benchmark.cors", havingValue = "spring")
	static class SpringReactiveCors {

		@Bean
		CorsWebFilter springCorsWebFilter() {
			org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource source = new org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration());
			return new CorsWebFilter(source);
		}

	}

}
