// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import java.util.List;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The three mistakes of docs/testing.md, in an application with Spring's own CORS.
 * Assertions on headers pass, and the browser blocks.
 */
class MigrationTests {

	private static MockMvc application(boolean credentials) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of("https://shop.example.com"));
		configuration.setAllowedMethods(List.of("GET", "PUT"));
		configuration.setAllowedHeaders(List.of("*"));
		configuration.setExposedHeaders(List.of("*"));
		configuration.setAllowCredentials(credentials);
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/**", configuration);
		return MockMvcBuilders.standaloneSetup(new Orders()).addFilters(new CorsFilter(source)).build();
	}

	@Test
	void credentialsAreNotAllowed() throws Exception {
		MockMvc mockMvc = application(false);
		mockMvc
			.perform(options("/api/orders/7").header("Origin", "https://shop.example.com")
				.header("Access-Control-Request-Method", "PUT"))
			.andExpect(status().isOk())
			.andExpect(header().string("Access-Control-Allow-Origin", "https://shop.example.com"));
		assertThat(Browser.over(mockMvc)
			.page("https://shop.example.com")
			.fetch("/api/orders/7", (with) -> with.method("PUT").json("{}").credentials()))
			.isBlocked(BlockedReason.CREDENTIALS_NOT_ALLOWED);
	}

	@Test
	void wildcardExposesNothingWithCredentials() throws Exception {
		MockMvc mockMvc = application(true);
		mockMvc.perform(get("/api/orders/7").header("Origin", "https://shop.example.com"))
			.andExpect(header().string("ETag", "\"v1\""))
			.andExpect(header().string("Access-Control-Expose-Headers", "*"));
		assertThat(Browser.over(mockMvc)
			.page("https://shop.example.com")
			.fetch("/api/orders/7", (with) -> with.credentials())).isReadable().doesNotExposeHeader("ETag");
	}

	@Test
	void wildcardDoesNotCoverAuthorization() throws Exception {
		MockMvc mockMvc = MockMvcBuilders.standaloneSetup(new Orders())
			.addFilters((request, response, chain) -> allowAll((HttpServletResponse) response))
			.build();
		mockMvc
			.perform(options("/api/orders/7").header("Origin", "https://shop.example.com")
				.header("Access-Control-Request-Method", "GET")
				.header("Access-Control-Request-Headers", "authorization"))
			.andExpect(status().isOk())
			.andExpect(header().string("Access-Control-Allow-Headers", "*"));
		assertThat(Browser.over(mockMvc)
			.page("https://shop.example.com")
			.fetch("/api/orders/7", (with) -> with.header("Authorization", "Bearer t")))
			.isBlocked(BlockedReason.HEADER_NOT_ALLOWED);
	}

	private static void allowAll(HttpServletResponse response) {
		response.setHeader("Access-Control-Allow-Origin", "*");
		response.setHeader("Access-Control-Allow-Methods", "*");
		response.setHeader("Access-Control-Allow-Headers", "*");
	}

	@RestController
	static class Orders {

		@GetMapping("/api/orders/{id}")
		ResponseEntity<String> order() {
			return ResponseEntity.ok().eTag("v1").body("order");
		}

	}

}
