// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.json.BasicJsonTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code cors.explain-denials} adds to responses, on real servers.
 */
@ParameterizedClass
@EnumSource
class ExplainedDenialsTests {

	private static final String HEADER = "Cors-Denial";

	private static final Map<String, String> PROPERTIES = Map.ofEntries(Map.entry("cors.explain-denials", "true"),
			Map.entry("cors.allowed-origins", "https://a.example"), Map.entry("cors.allowed-methods", "GET, PUT"),
			Map.entry("cors.allowed-headers", "X-A"), Map.entry("cors.allow-credentials", "true"),
			Map.entry("cors.policies.plain.paths", "/plain/**"),
			Map.entry("cors.policies.plain.allow-credentials", "false"),
			Map.entry("cors.policies.guarded.paths", "/guarded/**"),
			Map.entry("cors.policies.guarded.enforcement", "server"));

	private final BasicJsonTester json = new BasicJsonTester(getClass());

	private final WebServer server;

	ExplainedDenialsTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH       | REQUEST                                                                                                             | STATUS | CODE               | PROPERTY
					/x         | OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT                                               | 403    | origin-not-allowed | cors.allowed-origins
					/x         | OPTIONS Origin: <b> ~ Access-Control-Request-Method: PUT                                                             | 403    | malformed-origin   |
					/x         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: POST                                              | 403    | method-not-allowed | cors.allowed-methods
					/x         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: DELETE                                            | 200    | method-not-allowed | cors.allowed-methods
					/x         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT ~ Access-Control-Request-Headers: x-b         | 200    | header-not-allowed | cors.allowed-headers
					/x         | OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT ~ Access-Control-Request-Headers: x-b         | 403    | origin-not-allowed | cors.allowed-origins
					/guarded/x | POST Origin: https://b.example                                                                                       | 403    | origin-not-allowed | cors.policies.guarded.allowed-origins
					/guarded/x | POST Sec-Fetch-Site: cross-site                                                                                      | 403    | cross-site-request | cors.policies.guarded.enforcement
					""")
	void refusedRequestHasTheExplanationInItsBody(String path, String request, int status, String code,
			@Nullable String property) throws IOException {
		try (RawConnection connection = new RawConnection(port())) {
			WireResponse response = connection.exchange(RawHttp.text(path, WireRequest.parse(request), "close"));
			String body = connection.rest();
			assertThat(response.status()).isEqualTo(status);
			assertThat(values(response, "Content-Type")).containsExactly("application/problem+json");
			assertThat(this.json.from(body)).hasJsonPathNumberValue("$.status", status)
				.hasJsonPathStringValue("$.title")
				.hasJsonPathStringValue("$.code", code)
				.extractingJsonPathStringValue("$.property")
				.isEqualTo(property);
			assertThat(values(response, HEADER)).singleElement()
				.asString()
				.isEqualTo(code + ": " + JsonPath.read(body, "$.detail"));
			assertThat(response.corsHeaders()).containsExactlyInAnyOrderElementsOf((status != 200) ? List.of()
					: List.of("access-control-allow-credentials: true", "access-control-allow-headers: X-A",
							"access-control-allow-methods: GET, PUT", "access-control-allow-origin: https://a.example",
							"access-control-max-age: 1800"));
		}
	}

	/** Some locales have digits of their own, which JSON does not allow. */
	@Test
	void explanationDoesNotDependOnTheLocale() throws IOException {
		Locale before = Locale.getDefault(Locale.Category.FORMAT);
		Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
		try (RawConnection connection = new RawConnection(port())) {
			connection.exchange(RawHttp.text("/x",
					WireRequest.parse("OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT"),
					"close"));
			assertThat(this.json.from(connection.rest())).hasJsonPathNumberValue("$.status", 403);
		}
		finally {
			Locale.setDefault(Locale.Category.FORMAT, before);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					REQUEST                                                                 | DENIAL
					GET Origin: https://b.example                                           | origin-not-allowed: The origin https://b.example is not among the allowed origins. To allow it, add it to cors.allowed-origins (property source test).
					DELETE Origin: https://a.example                                        | method-not-allowed: The method DELETE is not among the allowed methods. To allow it, add it to cors.allowed-methods (property source test).
					GET Origin: https://a.example                                           |
					GET                                                                     |
					POST Origin: null ~ Sec-Fetch-Site: same-origin                         |
					OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT  |
					""")
	void deniedRequestThatTheApplicationAnswersHasTheExplanationInAHeader(String request, @Nullable String denial)
			throws IOException {
		WireResponse response = RawHttp.send(port(), "/x", WireRequest.parse(request));
		assertThat(response.status()).isBetween(200, 204);
		assertThat(values(response, HEADER)).isEqualTo((denial != null) ? List.of(denial) : List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH      | REQUEST                                                                                   | DENIAL
					/plain/x  | GET Origin: https://a.example ~ Cookie: a=b                                               | credentials-not-allowed: The browser does not let the page read the response to GET /plain/x, because the request has cookies and cors.policies.plain.allow-credentials is false. Set it to true, or have the page send the request without credentials.
					/plain/x  | GET Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: cors ~ Sec-Fetch-Site: cross-site | credentials-not-allowed: The browser does not let the page read the response to GET /plain/x, because the request has cookies and cors.policies.plain.allow-credentials is false. Set it to true, or have the page send the request without credentials.
					/plain/x  | GET Origin: https://a.example                                                             |
					/plain/x  | GET Cookie: a=b                                                                           |
					/plain/x  | PUT Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: navigate                    |
					/plain/x  | GET Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: no-cors                     |
					/plain/x  | GET Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: cors ~ Sec-Fetch-Site: same-origin |
					/plain/x  | POST Origin: http://localhost ~ Cookie: a=b                                               |
					/plain/x  | OPTIONS Origin: https://a.example ~ Cookie: a=b ~ Access-Control-Request-Method: PUT      |
					/x        | GET Origin: https://a.example ~ Cookie: a=b                                               |
					""")
	void withheldResponseIsExplainedInAHeader(String path, String request, @Nullable String denial) throws IOException {
		WireResponse response = RawHttp.send(port(), path, WireRequest.parse(request));
		assertThat(values(response, HEADER)).isEqualTo((denial != null) ? List.of(denial) : List.of());
		assertThat(response.status()).isBetween(200, 204);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH         | REQUEST                                                                    | DENIAL
					/else/x?q=47 | GET Origin: https://a.example                                              | not-covered: No CORS policy covers GET /else/x. Add a pattern that matches it to cors.paths or cors.policies.<name>.paths.
					/else/x      | GET Origin: null                                                           | not-covered: No CORS policy covers GET /else/x. Add a pattern that matches it to cors.paths or cors.policies.<name>.paths.
					/else/<b>    | GET Origin: <b>                                                            |
					/else/x      | GET                                                                        |
					/else/x      | POST Origin: http://localhost                                              |
					/else/x      | POST Origin: https://a.example ~ Sec-Fetch-Site: same-origin               |
					/x           | GET Origin: https://a.example                                              |
					""")
	void uncoveredRequestIsExplainedInAHeader(String path, String request, @Nullable String denial) throws IOException {
		int port = WebServer.port(this.server.run(AnsweringApplication.class, Map.of("cors.explain-denials", "true",
				"cors.allowed-origins", "https://a.example", "cors.paths", "/x")));
		WireResponse response = RawHttp.send(port, path, WireRequest.parse(request));
		assertThat(values(response, HEADER)).isEqualTo((denial != null) ? List.of(denial) : List.of());
		assertThat(response.corsHeaders()).hasSize(path.equals("/x") ? 1 : 0);
	}

	@Test
	void uncoveredRequestIsNotExplainedByDefault() throws IOException {
		int port = WebServer.port(this.server.run(AnsweringApplication.class,
				Map.of("cors.allowed-origins", "https://a.example", "cors.paths", "/x")));
		WireResponse response = RawHttp.send(port, "/else/x", WireRequest.parse("GET Origin: https://a.example"));
		assertThat(values(response, HEADER)).isEmpty();
	}

	@Test
	void passwordOfAnOriginIsRepeatedNowhere() throws IOException {
		for (String request : List.of("OPTIONS Access-Control-Request-Method: PUT ~ ", "GET ")) {
			try (RawConnection connection = new RawConnection(port())) {
				WireResponse response = connection.exchange(RawHttp.text("/x",
						WireRequest.parse(request + "Origin: https://user:secret@a.example"), "close"));
				assertThat(response + connection.rest()).contains("https://***@a.example")
					.doesNotContain("user", "secret");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://b.example", "https://a.example", "<b>" })
	void denialIsNotExplainedByDefault(String origin) throws IOException {
		int port = WebServer
			.port(this.server.run(AnsweringApplication.class, Map.of("cors.allowed-origins", "https://a.example")));
		for (String request : List.of("GET Origin: ", "OPTIONS Access-Control-Request-Method: PUT ~ Origin: ")) {
			WireResponse response = RawHttp.send(port, "/x", WireRequest.parse(request + origin));
			assertThat(values(response, HEADER)).isEmpty();
			assertThat(values(response, "Content-Type")).noneMatch((type) -> type.contains("problem"));
		}
	}

	private int port() {
		return WebServer.port(this.server.run(AnsweringApplication.class, PROPERTIES));
	}

	private static List<String> values(WireResponse response, String name) {
		return response.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map(WireHeader::value)
			.toList();
	}

}
