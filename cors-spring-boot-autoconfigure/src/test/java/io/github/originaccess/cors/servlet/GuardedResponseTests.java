// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a covered response says, whatever the application did to it, on a real Tomcat.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = MisbehavingApplication.class,
		properties = { "cors.allowed-origins=https://a.example", "cors.allow-credentials=true",
				"cors.exposed-headers=X-Total", "cors.policies.open.allowed-origins=*",
				"cors.policies.open.allow-credentials=false", "cors.policies.open.paths=/open/**" })
class GuardedResponseTests {

	private static final String ALLOWED = "https://a.example";

	private static final String DENIED = "https://b.example";

	@LocalServerPort
	private int port;

	@Autowired
	private MisbehavingApplication.Controller controller;

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			TARGET                  | STATUS | VARY
			/anything               | 200    | Origin
			/send-error             | 418    | Origin
			/throws                 | 500    | Origin
			/filter-throws          | 500    | Origin
			/callable-throws        | 500    | Origin
			/times-out              | 503    | Origin
			/redirects              | 302    | Origin
			/resets                 | 200    | Origin
			/resets-and-sends-error | 500    | Origin
			/sets-headers           | 200    | Origin
			/returns-headers        | 200    | Origin, Accept
			/replaces-vary          | 200    | Accept, Origin
			/adds-vary              | 200    | Origin, Accept
			/outer-vary             | 200    | Accept-Encoding, origin
			/forwards               | 200    | Origin
			/commits-first          | 200    | Origin
			/servlet/x              | 200    | Origin
			/cross-origin           | 200    | Origin, Access-Control-Request-Method, Access-Control-Request-Headers
			""")
	void responseKeepsTheHeadersOfItsRow(String target, int status, String vary) throws IOException {
		WireResponse allowed = get(target, ALLOWED);
		assertThat(allowed.status()).isEqualTo(status);
		assertThat(cors(allowed)).containsExactlyInAnyOrder("access-control-allow-origin: " + ALLOWED,
				"access-control-allow-credentials: true", "access-control-expose-headers: X-Total");
		assertThat(vary(allowed)).isEqualTo(vary);
		WireResponse denied = get(target, DENIED);
		assertThat(denied.status()).isEqualTo(status);
		assertThat(cors(denied)).isEmpty();
		assertThat(vary(denied)).isEqualTo(vary);
		WireResponse noOrigin = get(target, null);
		assertThat(noOrigin.status()).isEqualTo(status);
		assertThat(cors(noOrigin)).isEmpty();
		assertThat(vary(noOrigin)).isEqualTo(vary);
	}

	@Test
	void traceThatTheContainerRefusesKeepsTheHeadersOfItsRow() throws IOException {
		WireResponse response = RawHttp.send(this.port, "/anything",
				new WireRequest("TRACE", List.of(new WireHeader("Origin", ALLOWED))));
		assertThat(response.status()).isEqualTo(405);
		assertThat(cors(response)).isEmpty();
		assertThat(vary(response)).isEqualTo("Origin");
	}

	@Test
	void anyOriginPolicyAddsNoVary() throws IOException {
		for (String origin : new String[] { ALLOWED, "null", null }) {
			WireResponse response = get("/open/x", origin);
			assertThat(cors(response)).containsExactlyInAnyOrder("access-control-allow-origin: *",
					"access-control-expose-headers: X-Total");
			assertThat(vary(response)).isEmpty();
		}
	}

	@Test
	void preflightDoesNotReachTheApplication() throws IOException {
		int before = this.controller.calls();
		WireResponse response = RawHttp.send(this.port, "/anything",
				WireRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET"));
		assertThat(response.status()).isEqualTo(204);
		WireResponse denied = RawHttp.send(this.port, "/anything",
				WireRequest.parse("OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET"));
		assertThat(denied.status()).isEqualTo(403);
		assertThat(this.controller.calls()).isEqualTo(before);
	}

	@Test
	void theFirstDroppedHeaderIsLoggedAndNoOther(CapturedOutput output) throws IOException {
		get("/sets-headers", ALLOWED);
		get("/sets-headers", ALLOWED);
		assertThat(output.getAll().split("was dropped", -1)).hasSizeLessThanOrEqualTo(2);
	}

	private WireResponse get(String target, @Nullable String origin) throws IOException {
		return RawHttp.send(this.port, target,
				new WireRequest("GET", (origin != null) ? List.of(new WireHeader("Origin", origin)) : List.of()));
	}

	private static List<String> cors(WireResponse response) {
		return response.headers()
			.stream()
			.filter((header) -> header.name().regionMatches(true, 0, "access-control-", 0, 15))
			.map((header) -> header.name().toLowerCase(Locale.ROOT) + ": " + header.value())
			.toList();
	}

	private static String vary(WireResponse response) {
		return String.join(", ",
				response.headers()
					.stream()
					.filter((header) -> header.name().equalsIgnoreCase("Vary"))
					.map(WireHeader::value)
					.toList());
	}

}
