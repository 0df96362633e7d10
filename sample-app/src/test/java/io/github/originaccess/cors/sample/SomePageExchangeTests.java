// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import io.github.originaccess.cors.sample.RawHttp.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example exchange of the documentation, byte for byte.
 */
class SomePageExchangeTests {

	private static final String SITE = "http://siteA.com";

	private static final String ALLOWED = "Access-Control-Allow-Origin: " + SITE;

	private final int port = SharedSample.of("default").port();

	@Test
	void preflightForPutIsAllowed() {
		Response response = RawHttp.preflight(this.port, "/somePage", SITE, "PUT", "Content-Type");
		assertThat(response.status()).isEqualTo(204);
		assertThat(response.lines()).contains(ALLOWED, "Access-Control-Allow-Methods: GET, POST, PUT",
				"Access-Control-Allow-Headers: Content-Type", "Access-Control-Max-Age: 1800");
		assertThat(response.accessControlLines()).hasSize(4);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void putResponseNamesTheOrigin() {
		Response response = RawHttp.send(this.port, "PUT /somePage", "{\"text\":\"Hello\"}", "Origin: " + SITE,
				"Content-Type: application/json");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).containsExactly(ALLOWED);
		assertThat(response.lines()).containsOnlyOnce("Vary: Origin");
		assertThat(response.body()).contains("\"PUT\"", "Hello");
	}

	@Test
	void simpleGetNeedsNoPreflight() {
		Response response = RawHttp.send(this.port, "GET /somePage", "", "Origin: " + SITE);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).containsExactly(ALLOWED);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=frontier" })
	void formPostNeedsNoPreflight(String contentType) {
		String body = contentType.startsWith("multipart")
				? "--frontier\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHello\r\n--frontier--\r\n"
				: "text=Hello";
		Response response = RawHttp.send(this.port, "POST /somePage", body, "Origin: " + SITE,
				"Content-Type: " + contentType);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).containsExactly(ALLOWED);
	}

	@Test
	void unlistedOriginGetsTheResponseWithoutHeaders() {
		Response response = RawHttp.send(this.port, "GET /somePage", "", "Origin: http://siteB.com");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).isEmpty();
		assertThat(response.lines()).contains("Vary: Origin");
		assertThat(response.body()).contains("\"GET\"");
	}

	@Test
	void preflightOfUnlistedOriginIsRefused() {
		Response response = RawHttp.preflight(this.port, "/somePage", "http://siteB.com", "PUT", "Content-Type");
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.accessControlLines()).isEmpty();
		assertThat(response.body()).isEmpty();
	}

	@Test
	void preflightWithUnlistedMethodOrHeaderIsRefused() {
		List<Response> refused = List.of(RawHttp.preflight(this.port, "/somePage", SITE, "DELETE", "Content-Type"),
				RawHttp.preflight(this.port, "/somePage", SITE, "PUT", "Content-Type, X-Trace-Id"));
		assertThat(refused).allSatisfy((response) -> {
			assertThat(response.status()).isEqualTo(403);
			assertThat(response.accessControlLines()).isEmpty();
		});
	}

}
