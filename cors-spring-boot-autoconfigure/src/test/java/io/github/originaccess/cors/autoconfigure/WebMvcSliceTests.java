// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of Spring MVC that only sets properties.
 */
@WebMvcTest(properties = "cors.allowed-origins=https://a.example")
class WebMvcSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void preflightIsAnswered() {
		assertThat(this.mvc.options()
			.uri("/x")
			.header("Origin", "https://a.example")
			.header("Access-Control-Request-Method", "POST")).hasStatus(204)
			.hasHeader("Access-Control-Allow-Origin", "https://a.example");
	}

	@Test
	void actualRequestHasTheHeadersOfItsRow() {
		assertThat(this.mvc.get().uri("/x").header("Origin", "https://a.example")).hasStatusOk()
			.hasHeader("Access-Control-Allow-Origin", "https://a.example")
			.hasHeader("Vary", "Origin")
			.hasBodyTextEqualTo("ok");
		assertThat(this.mvc.get().uri("/x").header("Origin", "https://b.example")).hasStatusOk()
			.doesNotContainHeader("Access-Control-Allow-Origin")
			.hasHeader("Vary", "Origin");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/x")
		String answer() {
			return "ok";
		}

	}

}
