// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A slice of Spring WebFlux that only sets properties.
 */
@WebFluxTest(properties = "cors.allowed-origins=https://a.example")
class WebFluxSliceTests {

	@Autowired
	private WebTestClient client;

	@Test
	void preflightIsAnswered() {
		this.client.options()
			.uri("/x")
			.header("Origin", "https://a.example")
			.header("Access-Control-Request-Method", "POST")
			.exchange()
			.expectStatus()
			.isNoContent()
			.expectHeader()
			.valueEquals("Access-Control-Allow-Origin", "https://a.example")
			.expectBody()
			.isEmpty();
	}

	@Test
	void actualRequestHasTheHeadersOfItsRow() {
		this.client.get()
			.uri("/x")
			.header("Origin", "https://a.example")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Access-Control-Allow-Origin", "https://a.example")
			.expectHeader()
			.valueEquals("Vary", "Origin");
		this.client.get()
			.uri("/x")
			.header("Origin", "https://b.example")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("Access-Control-Allow-Origin")
			.expectHeader()
			.valueEquals("Vary", "Origin");
	}

	/** The headers of a mock response are a plain map, which keeps the list itself. */
	@Test
	void headersMayHoldAListThatCannotGrow() {
		this.client.get()
			.uri("/lists")
			.header("Origin", "https://b.example")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("Access-Control-Allow-Origin")
			.expectHeader()
			.valueEquals("Vary", "Accept", "Origin");
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

		@GetMapping("/lists")
		String answerWithLists(ServerHttpResponse response) {
			response.getHeaders().put("Vary", List.of("Accept"));
			response.getHeaders().put("Access-Control-Allow-Origin", List.of("*"));
			return "ok";
		}

	}

}
