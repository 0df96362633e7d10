// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A comparison of an application without the starter and the same application with
 * policies. A request that the first refuses is refused by the second as well. The
 * exceptions are those of the contract.
 */
@ParameterizedClass
@EnumSource
class NeverWeakerTests {

	private static final String TABLE = "/fixtures/never-weaker.csv";

	private static final String QUERY = "{\"query\":\"{ hello }\"}";

	private static final List<WireHeader> HANDSHAKE = WireRequest
		.parse("GET Upgrade: websocket ~ Connection: Upgrade ~ Sec-WebSocket-Version: 13"
				+ " ~ Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
		.headers();

	private static final String POLICY = "{policy}";

	private static final List<String> FOR_THE_BROWSER = List.of("default", "browser", "credentials", "report");

	private static final List<String> ENFORCED = List.of("server", "methods", "own");

	private final WebServer server;

	NeverWeakerTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest(name = "{0}: {2}")
	@CsvFileSource(resources = TABLE, delimiter = '|', useHeadersInDisplayName = true)
	void requestRefusedWithoutTheStarterIsRefusedWithIt(String why, String stack, String request, int without,
			@Nullable Integer with, @Nullable Integer any, @Nullable Integer enforced, @Nullable String difference)
			throws IOException {
		int expected = (with != null) ? with : without;
		int expectedForAny = (any != null) ? any : expected;
		int expectedWhenEnforced = (enforced != null) ? enforced : expectedForAny;
		if (isRefusal(without) && difference == null) {
			assertThat(List.of(expected, expectedForAny, expectedWhenEnforced)).as("the row itself")
				.allMatch(NeverWeakerTests::isRefusal);
		}
		if (!isRefusal(without) && difference == null) {
			assertThat(List.of(expected, expectedForAny, expectedWhenEnforced)).as("the row itself")
				.noneMatch(NeverWeakerTests::isRefusal);
		}
		if (stack.equals((this.server == WebServer.NETTY) ? "servlet" : "webflux")) {
			return;
		}
		SoftAssertions softly = new SoftAssertions();
		softly.assertThat(send(false, request, "browser")).as("without").isEqualTo(without);
		if (request.contains(POLICY)) {
			softly.assertThat(send(true, request, "uncovered")).as("uncovered").isEqualTo(without);
			for (String policy : FOR_THE_BROWSER) {
				softly.assertThat(send(true, request, policy)).as(policy).isEqualTo(expected);
			}
			softly.assertThat(send(true, request, "any")).as("any").isEqualTo(expectedForAny);
			for (String policy : ENFORCED) {
				softly.assertThat(send(true, request, policy)).as(policy).isEqualTo(expectedWhenEnforced);
			}
		}
		else {
			softly.assertThat(send(true, request, "")).as("with").isEqualTo(expected);
		}
		softly.assertAll();
	}

	/** Preflights that Spring answers 200 without a header count for none. */
	@Test
	void tableHasEnoughRefusals() throws IOException {
		try (var table = getClass().getResourceAsStream(TABLE)) {
			assertThat(new String(table.readAllBytes()).lines()
				.map((line) -> line.split("\\|", -1))
				.filter((row) -> row.length > 3 && row[3].strip().matches("4\\d\\d")
						&& (row.length < 8 || row[7].isBlank())))
				.hasSizeGreaterThanOrEqualTo(60);
		}
	}

	private static boolean isRefusal(int status) {
		return status >= 400;
	}

	/** {@code HANDSHAKE} stands for GET with the headers of a handshake. */
	private int send(boolean starter, String text, String policy) throws IOException {
		String[] parts = text.split(" ", 3);
		boolean handshake = parts[0].equals("HANDSHAKE");
		List<WireHeader> headers = new ArrayList<>();
		if (parts.length > 2) {
			headers.addAll(WireRequest.parse("GET " + parts[2]).headers());
		}
		if (handshake) {
			headers.addAll(HANDSHAKE);
		}
		boolean query = headers.contains(new WireHeader("Content-Length", String.valueOf(QUERY.length())));
		return RawHttp
			.send(GuardsServer.port(this.server, starter), parts[1].replace(POLICY, policy),
					new WireRequest(handshake ? "GET" : parts[0], headers), query ? QUERY : "")
			.status();
	}

}
