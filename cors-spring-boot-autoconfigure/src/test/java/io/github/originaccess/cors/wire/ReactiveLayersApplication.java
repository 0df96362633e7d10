// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A WebFlux application that has every second CORS layer there is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ SecondLayers.class, ReactiveLayersApplication.Proxy.class })
class ReactiveLayersApplication implements WebFluxConfigurer {

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/covered/mappings").allowedOrigins(SecondLayers.SOMEBODY_ELSE).allowCredentials(true);
	}

	@Bean
	CorsWebFilter legacyFilter() {
		return new CorsWebFilter(source("/covered/filter"));
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
	SecurityWebFilterChain security(ServerHttpSecurity http) {
		return http.cors(Customizer.withDefaults())
			.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.build();
	}

	@RestController
	static class Proxy {

		private final WebClient client;

		Proxy(@Value("${upstream}") String upstream) {
			this.client = WebClient.create(upstream);
		}

		@RequestMapping("/covered/proxy")
		Mono<ResponseEntity<String>> proxy() {
			return this.client.get().uri("/covered/proxy").retrieve().toEntity(String.class).map(SecondLayers::copy);
		}

	}

}
