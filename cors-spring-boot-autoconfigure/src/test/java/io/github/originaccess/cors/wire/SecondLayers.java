// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The common part of second CORS layers on both stacks. Each allows an origin that the
 * policies do not allow.
 */
@RestController
class SecondLayers {

	static final String SOMEBODY_ELSE = "https://somebody-else.example";

	static CorsConfiguration configuration() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(SOMEBODY_ELSE));
		configuration.setAllowCredentials(true);
		return configuration;
	}

	/** Copies whatever the other server says, as hand-written proxies do. */
	static ResponseEntity<String> copy(ResponseEntity<String> response) {
		return ResponseEntity.status(response.getStatusCode())
			.headers((headers) -> response.getHeaders().forEach((name, values) -> {
				if (!name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)) {
					headers.addAll(name, values);
				}
			}))
			.body(response.getBody());
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

	@CrossOrigin(origins = SOMEBODY_ELSE)
	@RequestMapping("/elsewhere")
	String elsewhere() {
		return "ok";
	}

}
