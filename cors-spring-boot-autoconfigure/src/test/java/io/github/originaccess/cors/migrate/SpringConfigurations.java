// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Spring's configurations that several set-ups have.
 */
final class SpringConfigurations {

	private SpringConfigurations() {
	}

	/** Allow origins to send every method and header. */
	static CorsConfiguration allowing(String... origins) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(origins));
		configuration.setAllowedMethods(List.of("*"));
		configuration.setAllowedHeaders(List.of("*"));
		return configuration;
	}

	/** Return the source of a configuration in a servlet application. */
	static UrlBasedCorsConfigurationSource source(String pattern, CorsConfiguration configuration) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(pattern, configuration);
		return source;
	}

}
