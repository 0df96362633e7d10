// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies before Spring Security, which needs no {@code cors()} and no {@code permitAll}
 * for preflights. The responses that it refuses carry the headers.
 */
@ParameterizedClass
@EnumSource
class SecurityTests {

	private static final String ALLOWED = "https://a.example";

	private static final Map<String, String> PROPERTIES = Map.of("cors.allowed-origins", ALLOWED,
			"cors.allow-credentials", "true", "cors.allowed-methods", "GET,POST,DELETE", "logging.level.root", "off",
			"spring.security.user.name", "user");

	private static final List<WireHeader> READABLE = List.of(new WireHeader("Vary", "Origin"),
			new WireHeader("Access-Control-Allow-Origin", ALLOWED),
			new WireHeader("Access-Control-Allow-Credentials", "true"));

	private final WebServer server;

	SecurityTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					REQUEST             | AUTHORIZATION              | STATUS | ON NETTY | WHY
					GET /basic          |                            | 401    |          |
					GET /basic          | Basic dXNlcjp3cm9uZw==     | 401    |          |
					GET /basic          | Basic dXNlcjpwYXNzd29yZA== | 200    |          |
					DELETE /basic       | Basic dXNlcjpwYXNzd29yZA== | 401    | 403      | the 403 for a missing token has an error page, which is protected
					GET /basic/none     | Basic dXNlcjpwYXNzd29yZA== | 404    |          |
					GET /basic/throws   | Basic dXNlcjpwYXNzd29yZA== | 500    |          |
					GET /basic;a=b      | Basic dXNlcjpwYXNzd29yZA== | 401    | 400      | so has the 400 of the firewall
					GET /form/page      |                            | 302    |          |
					GET /login          |                            | 200    |          |
					POST /login         |                            | 302    |          |
					GET /bearer/page    |                            | 401    |          |
					GET /bearer/page    | Bearer bad                 | 401    |          |
					GET /bearer/page    | Bearer good                | 200    |          |
					DELETE /bearer/page | Bearer good                | 200    |          |
					GET /bearer/admin   | Bearer good                | 401    | 403      | so has the 403 for a missing role
					GET /bearer/throws  | Bearer good                | 401    | 500      | so has the 500 of a controller
					""")
	void responsesOfSpringSecurityCarryThePolicyHeaders(String request, @Nullable String authorization, int status,
			@Nullable Integer onNetty, @Nullable String why) throws IOException {
		SoftAssertions softly = new SoftAssertions();
		for (String origin : new String[] { ALLOWED, "https://b.example", null }) {
			WireResponse response = send(request, authorization, origin);
			softly.assertThat(response.status())
				.as("status for " + origin)
				.isEqualTo((onNetty != null && this.server == WebServer.NETTY) ? onNetty : status);
			softly.assertThat(policyHeaders(response))
				.as("headers for " + origin)
				.containsExactlyInAnyOrderElementsOf(
						ALLOWED.equals(origin) ? READABLE : List.of(new WireHeader("Vary", "Origin")));
		}
		softly.assertAll();
	}

	@ParameterizedTest
	@CsvSource({ "/basic", "/form/page", "/bearer/page", "/bearer/admin", "/login", "/basic;a=b", "/error", "/none" })
	void preflightNeedsNoRuleOfSpringSecurity(String path) throws IOException {
		WireResponse allowed = preflight(path, ALLOWED);
		assertThat(allowed.status()).isEqualTo(204);
		assertThat(policyHeaders(allowed)).contains(new WireHeader("Access-Control-Allow-Origin", ALLOWED),
				new WireHeader("Access-Control-Allow-Methods", "GET, POST, DELETE"));
		assertThat(allowed.headers()).extracting(WireHeader::name)
			.doesNotContain("WWW-Authenticate", "Set-Cookie", "X-Content-Type-Options");
		WireResponse denied = preflight(path, "https://b.example");
		assertThat(denied.status()).isEqualTo(403);
		assertThat(policyHeaders(denied)).containsExactly(
				new WireHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"));
	}

	private WireResponse preflight(String path, String origin) throws IOException {
		return RawHttp.send(port(), path, WireRequest.parse("OPTIONS Origin: " + origin
				+ " ~ Access-Control-Request-Method: DELETE ~ Access-Control-Request-Headers: authorization"));
	}

	private WireResponse send(String request, @Nullable String authorization, @Nullable String origin)
			throws IOException {
		String[] line = request.split(" ");
		List<WireHeader> headers = new ArrayList<>();
		if (authorization != null) {
			headers.add(new WireHeader("Authorization", authorization));
		}
		if (origin != null) {
			headers.add(new WireHeader("Origin", origin));
		}
		return RawHttp.send(port(), line[1], new WireRequest(line[0], headers));
	}

	private int port() {
		return WebServer.port(this.server.run(
				(this.server == WebServer.NETTY) ? ReactiveSecuredApplication.class : ServletSecuredApplication.class,
				PROPERTIES));
	}

	private static List<WireHeader> policyHeaders(WireResponse response) {
		return response.headers().stream().filter(WireHeader::isPolicyHeader).toList();
	}

}
