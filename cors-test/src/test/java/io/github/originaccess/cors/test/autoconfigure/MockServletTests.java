// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.util.List;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * A mock servlet environment whose test asks for no client. CORS is Spring's own filter.
 */
@SpringBootTest(properties = "cors.enabled=false")
class MockServletTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

	static CorsConfiguration shopOnly() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(SHOP));
		configuration.setAllowedMethods(List.of("GET", "PUT"));
		configuration.setAllowedHeaders(List.of("*"));
		configuration.setExposedHeaders(List.of("ETag"));
		configuration.setAllowCredentials(true);
		return configuration;
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class SpringCors {

		@Bean
		CorsFilter corsFilter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", shopOnly());
			return new CorsFilter(source);
		}

	}

}
