// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * An application that has every second CORS layer there is. Each believes that it alone
 * decides, and allows somebody else.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SecondLayersApplication.Controller.class)
class SecondLayersApplication implements WebMvcConfigurer {

	private static final String SOMEBODY_ELSE = "https://somebody-else.example";

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/covered/mappings").allowedOrigins(SOMEBODY_ELSE).allowCredentials(true);
	}

	@Bean
	CorsFilter legacyFilter() {
		return new CorsFilter(source("/covered/filter"));
	}

	@Bean
	CorsConfigurationSource corsConfigurationSource() {
		return source("/covered/security");
	}

	private static CorsConfigurationSource source(String path) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(SOMEBODY_ELSE));
		configuration.setAllowCredentials(true);
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(path, configuration);
		return source;
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.cors(Customizer.withDefaults())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@RestController
	static class Controller {

		private final RestClient client;

		Controller(@Value("${upstream}") String upstream) {
			this.client = RestClient.create(upstream);
		}

		@RequestMapping({ "/covered/mappings", "/covered/filter", "/covered/security" })
		String answer() {
			return "ok";
		}

		@CrossOrigin(origins = SOMEBODY_ELSE, allowCredentials = "true")
		@RequestMapping("/covered/annotation")
		String crossOrigin() {
			return "ok";
		}

		/** Copies whatever the other server says, as hand-written proxies do. */
		@RequestMapping("/covered/proxy")
		ResponseEntity<String> proxy(HttpServletRequest request) {
			ResponseEntity<String> response = this.client.method(HttpMethod.GET)
				.uri("/covered/proxy")
				.retrieve()
				.toEntity(String.class);
			return ResponseEntity.status(response.getStatusCode())
				.headers((headers) -> response.getHeaders().forEach((name, values) -> {
					if (!name.equalsIgnoreCase("Transfer-Encoding")) {
						headers.addAll(name, values);
					}
				}))
				.body(response.getBody());
		}

		@CrossOrigin(origins = SOMEBODY_ELSE)
		@RequestMapping("/elsewhere")
		String elsewhere() {
			return "ok";
		}

	}

}
