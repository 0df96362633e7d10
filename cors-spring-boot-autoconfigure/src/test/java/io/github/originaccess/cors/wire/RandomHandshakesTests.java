// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random handshakes with hostile origins, hosts and spellings. A handshake that is
 * refused without the starter is refused with it. Paths without a policy are answered as
 * without the starter. {@code -Dhandshakes=500} tries that many on each server,
 * {@code -Dseed=…} another sequence.
 */
class RandomHandshakesTests {

	private static final int REQUESTS = Integer.getInteger("handshakes", 200);

	private static final List<String> POLICIES = List.of("uncovered", "default", "browser", "credentials", "report",
			"any", "server", "methods", "own");

	private static final List<String> ENDPOINTS = List.of("mapped", "knowing", "patterns", "nobody", "everybody",
			"own-check", "cors-filter", "twice", "security", "registered", "registered-listed", "registered-everybody",
			"sourced", "controller", "protected-socket", "plain");

	private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "GET", "POST", "OPTIONS", "HEAD",
			"get", "CONNECT");

	private static final List<String> HOSTS = List.of("localhost", "my_backend", "sock.example.com", "localhost:80",
			"LOCALHOST", "127.0.0.1", "[::1]", "evil.example", "my_backend:80");

	private static final List<String> ORIGINS = List.of(Guards.FRONT_END, Guards.OF_POLICY, "https://evil.example",
			"null", "http://localhost", "", "http://localhost:port", "http://localhost:99999999999",
			"http://my_backend", "https://sock.example.com/", "HTTPS://SOCK.EXAMPLE.COM");

	private static final List<String> PARTS = List.of("http", "https", "://", "localhost", "sock.example.com",
			"app.example.com", ":", "80", "port", "[::1", "]", "@", "/", "?", "#", "null", " ", "\t", ",", "%", "\\",
			"\u00e9", "\u00ff", "_", "*", "..");

	private static final List<String> UPGRADES = List.of("websocket", "WebSocket", "websocket, x", "x, websocket",
			"websocket/13", "h2c, websocket");

	@ParameterizedTest
	@EnumSource
	void handshakeRefusedWithoutTheStarterIsRefusedWithIt(WebServer server) throws IOException {
		Random random = new Random(Long.getLong("seed", 19));
		int open = 0;
		for (int i = 0; i < REQUESTS; i++) {
			String policy = any(random, POLICIES);
			String request = request(random, policy);
			int without = RawHttp.exchange(GuardsServer.port(server, false), request).status();
			int with = RawHttp.exchange(GuardsServer.port(server, true), request).status();
			if (without >= 400) {
				assertThat(with).as(request).isIn(without, 403);
			}
			if (policy.equals("uncovered")) {
				assertThat(with).as(request).isEqualTo(without);
			}
			open += (with == 101) ? 1 : 0;
		}
		assertThat(open).as("handshakes that are let in").isPositive();
	}

	private static String request(Random random, String policy) {
		StringBuilder request = new StringBuilder(any(random, METHODS)).append(" /")
			.append(policy)
			.append('/')
			.append(any(random, ENDPOINTS))
			.append(" HTTP/1.1\r\nHost: ")
			.append(any(random, HOSTS));
		for (int lines = (random.nextInt(8) == 0) ? 2 : 1; lines > 0; lines--) {
			request.append("\r\nOrigin: ").append((random.nextInt(3) > 0) ? any(random, ORIGINS) : noise(random));
		}
		return request.append("\r\nUpgrade: ")
			.append(any(random, UPGRADES))
			.append("\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
			.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
			.toString();
	}

	private static String noise(Random random) {
		StringBuilder noise = new StringBuilder();
		for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
			noise.append(any(random, PARTS));
		}
		return noise.toString();
	}

	private static String any(Random random, List<String> values) {
		return values.get(random.nextInt(values.size()));
	}

}
