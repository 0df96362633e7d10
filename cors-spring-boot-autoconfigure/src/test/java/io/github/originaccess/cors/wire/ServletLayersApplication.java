// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A servlet application that has every second CORS layer there is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ SecondLayers.class, ServletLayersApplication.Proxy.class })
class ServletLayersApplication implements WebMvcConfigurer {

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/covered/mappings").allowedOrigins(SecondLayers.SOMEBODY_ELSE).allowCredentials(true);
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
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(path, SecondLayers.configuration());
		return source;
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http) {
		return http.cors(Customizer.withDefaults())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@RestController
	static class Proxy {

		private final RestClient client;

		Proxy(@Value("${upstream}") String upstream) {
			this.client = RestClient.create(upstream);
		}

		@RequestMapping("/covered/proxy")
		ResponseEntity<String> proxy() {
			return SecondLayers.copy(this.client.get().uri("/covered/proxy").retrieve().toEntity(String.class));
		}

	}

}
