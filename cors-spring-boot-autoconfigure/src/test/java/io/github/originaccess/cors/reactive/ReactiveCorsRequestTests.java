// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code Origin} of a request as the application sees it.
 */
class ReactiveCorsRequestTests {

	private static final List<String> PIECES = List.of("http", "https", "chrome-extension", ":", "://", "/", "a",
			"a.example", "A-b_c", ".", "-", "1", "65536", "999999", ":80", "https://a.example", "[::1]", "[", "]", "{",
			"}", "@", "?", "#", "%", " ", "\\", "\u00e9", "null");

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example", "http://localhost:3000", "chrome-extension://abcdef", "null", "",
			"http://[::1]:8080", "HTTPS://A.example" })
	void applicationSeesTheSameRequestIfSpringParsesTheOrigin(String origin) {
		ServerHttpRequest request = request(origin);
		assertThat(new ReactiveCorsRequest(request).visible()).isSameAs(request);
	}

	@Test
	void applicationSeesTheSameRequestWithoutOrigin() {
		ServerHttpRequest request = MockServerHttpRequest.get("/").build();
		assertThat(new ReactiveCorsRequest(request).visible()).isSameAs(request);
	}

	@Test
	void applicationSeesAnOpaqueOriginIfSpringCannotParseIt() {
		ReactiveCorsRequest view = new ReactiveCorsRequest(request("http://localhost:port", "https://a.example"));
		assertThat(view.visible().getHeaders().get("origin")).containsExactly("null");
		assertThat(view.header("Origin")).isEqualTo("http://localhost:port");
		assertThat(view.headers("Origin")).containsExactly("http://localhost:port", "https://a.example");
	}

	@Test
	void springParsesEveryOriginThatTheApplicationSees() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int opaque = 0;
		for (int i = 0; i < 20_000; i++) {
			StringBuilder origin = new StringBuilder();
			for (int pieces = random.nextInt(7); pieces > 0; pieces--) {
				origin.append(PIECES.get(random.nextInt(PIECES.size())));
			}
			ServerHttpRequest sent = request(origin.toString());
			ServerHttpRequest seen = new ReactiveCorsRequest(sent).visible();
			assertThat(isParsed(seen)).as("seed %d, %s", seed, origin).isTrue();
			opaque += (seen != sent) ? 1 : 0;
		}
		assertThat(opaque).isBetween(1_000, 19_000);
	}

	private static boolean isParsed(ServerHttpRequest request) {
		try {
			CorsUtils.isCorsRequest(request);
			return true;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return false;
		}
	}

	private static ServerHttpRequest request(String... origins) {
		return MockServerHttpRequest.get("http://a.example/").header("Origin", origins).build();
	}

}
