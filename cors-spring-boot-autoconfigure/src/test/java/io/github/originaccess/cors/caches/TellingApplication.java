// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application whose responses name the origin and user that they were made for. The
 * query says how they may be cached.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TellingApplication.Controller.class)
class TellingApplication {

	@RestController
	static class Controller {

		@GetMapping("/**")
		ResponseEntity<String> tell(@RequestHeader Map<String, String> headers,
				@RequestParam(required = false) @Nullable String cache, @RequestParam boolean tag,
				@RequestParam boolean modified, @RequestParam boolean vary) {
			HttpHeaders request = new HttpHeaders();
			headers.forEach(request::set);
			Made made = new Made(Objects.requireNonNullElse(request.getFirst("Cookie"), ""),
					Objects.requireNonNullElse(request.getFirst("Authorization"), ""),
					Objects.requireNonNullElse(request.getFirst("Origin"), ""));
			HttpHeaders response = new HttpHeaders();
			if (cache != null) {
				response.setCacheControl(cache);
			}
			if (tag) {
				response.setETag("\"" + Integer.toHexString(made.text().hashCode()) + "\"");
			}
			if (modified) {
				response.setLastModified(Instant.now().minusSeconds(10_000));
			}
			if (vary) {
				response.add("Vary", "Cookie");
			}
			return ResponseEntity.ok().headers(response).body(made.text());
		}

	}

	/**
	 * The origin and user that a response was made for.
	 *
	 * @param cookie the cookies of the request, empty if there was none
	 * @param authorization the authorization of the request, empty if there was none
	 * @param origin the origin of the request, empty if there was none
	 */
	record Made(String cookie, String authorization, String origin) {

		static Made of(String text) {
			String[] parts = text.split("\\|", -1);
			return new Made(parts[0], parts[1], parts[2]);
		}

		String text() {
			return this.cookie + "|" + this.authorization + "|" + this.origin;
		}

		boolean withCredentials() {
			return !this.cookie.isEmpty() || !this.authorization.isEmpty();
		}

	}

}
