// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of the tests, for servlets and WebFlux.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OrdersApplication.OrdersController.class)
class OrdersApplication {

	@RestController
	static class OrdersController {

		@GetMapping("/api/orders/{id}")
		ResponseEntity<String> order(@PathVariable String id) {
			return ResponseEntity.ok().eTag("v1").body("order " + id);
		}

		@PutMapping("/api/orders/{id}")
		ResponseEntity<String> replace(@PathVariable String id, @RequestBody String order,
				@CookieValue(required = false) String theme) {
			Map<String, String> cookies = (theme != null) ? Map.of("theme", theme) : Map.of();
			return ResponseEntity.ok().eTag("v2").body(id + " = " + order + " with cookies " + cookies);
		}

	}

}
