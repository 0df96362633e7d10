// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The longest lists with which an application starts, on real servers. No response has
 * status 500.
 */
@ParameterizedClass
@EnumSource
class LongestListsTests {

	private static final String ORIGIN = "https://" + ("a".repeat(49) + ".").repeat(5) + "abc:65535";

	private static final Map<String, String> PROPERTIES = Map.ofEntries(Map.entry("cors.allow-credentials", "true"),
			Map.entry("cors.allowed-origins", ORIGIN), Map.entry("cors.policies.listed.paths", "/listed/**"),
			Map.entry("cors.policies.listed.allowed-methods", names(3072)),
			Map.entry("cors.policies.listed.allowed-headers", names(4096)),
			Map.entry("cors.policies.listed.exposed-headers", names(4096)),
			Map.entry("cors.policies.any.paths", "/any/**"), Map.entry("cors.policies.any.allowed-headers", "*"),
			Map.entry("cors.policies.any.allowed-methods", names(1024)));

	private final WebServer server;

	LongestListsTests(WebServer server) {
		this.server = server;
	}

	@Test
	void preflightListsAllMethodsAndHeaders() throws IOException {
		WireResponse response = preflight("/listed/x", "n1000xxxxxxxxxxxxxxx");
		assertThat(response.status()).isEqualTo(204);
		assertThat(value(response, "Access-Control-Allow-Methods")).isEqualTo(names(3072));
		assertThat(value(response, "Access-Control-Allow-Headers")).isEqualTo(names(4096));
	}

	@Test
	void preflightEchoesTheLongestHeaderNames() throws IOException {
		WireResponse response = preflight("/any/x", "a,".repeat(2047) + "a");
		assertThat(response.status()).isEqualTo(204);
		assertThat(value(response, "Access-Control-Allow-Headers")).hasSizeGreaterThan(6100);
	}

	@Test
	void explanationFitsBesideTheLongestLists() throws IOException {
		Map<String, String> properties = new HashMap<>(PROPERTIES);
		properties.put("cors.explain-denials", "true");
		int port = WebServer.port(this.server.run(AnsweringApplication.class, properties));
		String names = IntStream.range(0, 12)
			.mapToObj((i) -> "y" + i + "y".repeat(97))
			.collect(Collectors.joining(","));
		WireResponse response = RawHttp.send(port, "/listed/x",
				WireRequest.parse("OPTIONS Origin: " + ORIGIN)
					.with("Access-Control-Request-Method", "UNLISTED")
					.with("Access-Control-Request-Headers", names));
		assertThat(response.status()).isEqualTo(403);
		assertThat(value(response, "Cors-Denial")).startsWith("method-not-allowed: The method UNLISTED is not among")
			.hasSizeBetween(1000, 2000);
	}

	@Test
	void actualResponseExposesAllHeaders() throws IOException {
		WireRequest request = WireRequest.parse("N1000xxxxxxxxxxxxxxx Origin: " + ORIGIN);
		WireResponse response = RawHttp.send(port(), "/listed/x", request);
		assertThat(value(response, "Access-Control-Expose-Headers")).isEqualTo(names(4096));
	}

	private WireResponse preflight(String path, String names) throws IOException {
		return RawHttp.send(port(), path,
				WireRequest.parse("OPTIONS Origin: " + ORIGIN)
					.with("Access-Control-Request-Method", "N1000xxxxxxxxxxxxxxx")
					.with("Access-Control-Request-Headers", names));
	}

	private int port() {
		return WebServer.port(this.server.run(AnsweringApplication.class, PROPERTIES));
	}

	private static String value(WireResponse response, String name) {
		return response.headers()
			.stream()
			.filter((line) -> line.name().equalsIgnoreCase(name))
			.map((line) -> line.value())
			.collect(Collectors.joining(" and "));
	}

	/** Return names that take so many characters, commas and blanks included. */
	private static String names(int characters) {
		int whole = (characters - 30) / 22;
		String names = IntStream.range(0, whole)
			.mapToObj((i) -> "N" + (1000 + i) + "x".repeat(15) + ", ")
			.collect(Collectors.joining());
		return names + "N".repeat(characters - names.length());
	}

}
