// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

/**
 * A mock WebFlux environment whose test asks for no client. CORS is Spring's own filter.
 */
@SpringBootTest(properties = { "cors.enabled=false", "spring.main.web-application-type=reactive" })
class MockReactiveTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class SpringCors {

		@Bean
		CorsWebFilter corsWebFilter() {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", MockServletTests.shopOnly());
			return new CorsWebFilter(source);
		}

	}

}
