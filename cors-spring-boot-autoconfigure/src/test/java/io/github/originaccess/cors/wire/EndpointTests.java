// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code GET /actuator/cors} on real servers.
 */
@ParameterizedClass
@EnumSource
class EndpointTests {

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("cors.allowed-origins", "https://a.example, https://*.b.example"),
			Map.entry("cors.allowed-headers", "X-A"), Map.entry("cors.policies.admin.paths", "/admin/**"),
			Map.entry("cors.policies.admin.allow-credentials", "true"),
			Map.entry("cors.policies.admin.enforcement", "server"), Map.entry("cors.policies.open.paths", "/open/**"),
			Map.entry("cors.policies.open.allowed-origins", "*"), Map.entry("cors.policies.tool.paths", "/tool/**"),
			Map.entry("cors.policies.tool.allowed-origins", ""), Map.entry("cors.policies.tool.enforcement", "server"),
			Map.entry("cors.policies.tool.own-origins", "HTTP://localhost:8080/, https://Own.example:443"),
			Map.entry("server.servlet.context-path", ""), Map.entry("cors.policies.none.paths", "/none"),
			Map.entry("cors.policies.none.allowed-origins", ""), Map.entry("cors.paths", "/api/**"),
			Map.entry("management.endpoints.web.exposure.include", "cors"));

	private final WebServer server;

	EndpointTests(WebServer server) {
		this.server = server;
	}

	@Test
	void endpointListsTheSettingsOfEveryPolicyWithTheirPlaces() throws IOException {
		String json = get("");
		assertThat(JsonPath.<List<String>>read(json, "$.policies[*].name")).containsExactlyInAnyOrder("default",
				"admin", "open", "tool", "none");
		assertThat(policy(json, "admin", "settings")).isEqualTo(JsonPath.read("""
				{
					"allowed-origins": [ "https://a.example", "https://*.b.example" ],
					"allowed-methods": [ "GET", "HEAD", "POST" ],
					"allowed-headers": [ "X-A" ],
					"exposed-headers": [],
					"allow-credentials": true,
					"max-age": 1800,
					"paths": [ "/admin/**" ],
					"enforcement": "server",
					"own-origins": null,
					"dangerously-allow-insecure-origins": false,
					"dangerously-allow-public-suffixes": false
				}
				""", "$"));
		assertThat(policy(json, "admin", "counts"))
			.containsOnlyKeys("allowed-origins", "allowed-methods", "allowed-headers", "exposed-headers", "paths")
			.containsEntry("allowed-origins", 2);
		assertThat(policy(json, "admin", "sources")).hasSize(11)
			.containsEntry("allowed-origins", "cors.allowed-origins in property source 'test'")
			.containsEntry("allow-credentials", "cors.policies.admin.allow-credentials in property source 'test'")
			.containsEntry("max-age", "default");
		assertThat(policy(json, "none", "settings")).containsEntry("allowed-origins", List.of());
		assertThat(policy(json, "tool", "settings")).containsEntry("own-origins",
				List.of("http://localhost:8080", "https://own.example"));
		assertThat(JsonPath.<List<String>>read(json, "$.warnings")).singleElement()
			.asString()
			.startsWith("cors.policies.tool.own-origins in property source 'test': the management endpoints cors are");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					QUERY                                                           | POLICY  | PREFLIGHT             | REQUEST
					path=/api/x&origin=https://a.example                            | default |                       | allowed
					path=/api/x&origin=https://c.example                            | default |                       | origin-not-allowed
					path=/api/x&origin=https://a.example&method=POST                | default |                       | allowed
					path=/api/x&origin=https://a.example&method=PUT                 | default | method-not-allowed    | method-not-allowed
					path=/api/x&origin=https://a.example&headers=x-a                | default | allowed               | allowed
					path=/api/x&origin=https://a.example&headers=x-a,x-b            | default | header-not-allowed    | allowed
					path=/api/x&origin=https://a.example&headers=Accept             | default |                       | allowed
					path=/api/x                                                     | default |                       | allowed
					path=/api/x&method=PUT                                          | default |                       | allowed
					path=/admin/x&origin=https://c.example&method=POST              | admin   |                       | origin-not-allowed
					path=/open/../admin/x&origin=https://c.example&method=POST      | admin   |                       | origin-not-allowed
					path=//admin/x&origin=https://c.example                         | admin   |                       | origin-not-allowed
					path=/%61dmin/x&origin=https://c.example                        | admin   |                       | origin-not-allowed
					path=/open/x&origin=https://c.example                           | open    |                       | allowed
					path=/none&origin=https://c.example                             | none    |                       | origin-not-allowed
					path=/elsewhere&origin=https://a.example                        |         |                       |
					path=api/x?a=b&origin=https://a.example                         | default |                       | allowed
					""")
	void endpointDecidesOnPreflightAndRequest(String query, @Nullable String policy, @Nullable String preflight,
			@Nullable String request) throws IOException {
		String json = get("?" + query.replace("//a", "%2F%2Fa").replace("?", "%3F"));
		assertThat(JsonPath.<@Nullable String>read(json, "$.policy")).isEqualTo(policy);
		assertThat(outcome(json, "$.preflight")).isEqualTo(preflight);
		assertThat(outcome(json, "$.request")).isEqualTo(request);
		assertThat(JsonPath.<String>read(json, "$.summary")).endsWith(".");
	}

	@Test
	void decisionNamesChecksHeadersAndThePropertyToChange() throws IOException {
		String json = get("?path=/admin/x&origin=https://a.example&headers=x-b&method=POST");
		assertThat(JsonPath.<Integer>read(json, "$.preflight.status")).isEqualTo(403);
		assertThat(JsonPath.<String>read(json, "$.preflight.property"))
			.isEqualTo("cors.policies.admin.allowed-headers");
		assertThat(JsonPath.<List<String>>read(json, "$.preflight.steps[?(@.passed == true)].check"))
			.containsExactly("malformed-origin", "origin-not-allowed", "malformed-method", "method-not-allowed");
		assertThat(JsonPath.<List<String>>read(json, "$.preflight.steps[?(@.passed == false)].check"))
			.containsExactly("header-not-allowed");
		assertThat(JsonPath.<List<String>>read(json, "$.request.headers")).containsExactly(
				"Access-Control-Allow-Origin: https://a.example", "Access-Control-Allow-Credentials: true",
				"Vary: Origin");
		assertThat(JsonPath.<String>read(json, "$.summary")).contains("x-b");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					QUERY                                                                      | POLICY  | PREFLIGHT | REQUEST     | READABLE | BROWSER, SUMMARY OR REMARK
					path=http://localhost:8080/api/x&origin=https://a.example                  | default | none      | allowed     | true     | A browser shows the response to the page.
					path=https://own.example/api/x?token=1%23top&origin=https://a.example      | default | none      | allowed     | true     | A browser shows the response to the page.
					path=/api/x?token=1&origin=https://a.example                               | default | none      | allowed     | true     | A browser shows the response to the page.
					path=/api/x&origin=https://evil.example                                    | default | none      | denied      | false    | A browser sends the request, and withholds the response from the page.
					path=/api/x&origin=https://evil.example&method=PUT                         | default | denied    | denied      | false    | A browser does not send the request, because its preflight is denied.
					path=/api/x&origin=https://a.example&credentials=true                      | default | none      | allowed     | false    | A browser sends the request, and withholds
					path=/api/x&origin=https://a.example&credentials=false                     | default | none      | allowed     | true     | A browser shows the response to the page.
					path=/admin/x&origin=https://a.example&credentials=true                    | admin   | none      | allowed     | true     | A browser shows the response to the page.
					path=/open/x&origin=https://z.example&credentials=true                     | open    | none      | denied      | false    | A browser sends the request, and withholds the response from the page.
					path=/open/x&origin=https://z.example                                      | open    | none      | allowed     | true     | A browser shows the response to the page.
					path=http://localhost:8080/tool/x                                          | tool    | none      | allowed     | null     | A browser shows the response to a page of the same origin
					path=/tool/x&host=localhost:8080                                           | tool    | none      | allowed     | null     | A browser shows the response to a page of the same origin
					path=/tool/x&host=https://own.example                                      | tool    | none      | allowed     | null     | A browser shows the response to a page of the same origin
					path=/tool/x&host=own.example                                              | tool    | none      | denied      | null     | http://own.example, which is not among the own origins
					path=/tool/x                                                               | tool    | none      | denied      | null     | Add the parameter host
					path=http://localhost:8080/tool/x&host=evil.example                        | tool    | none      | denied      | null     | http://evil.example
					path=http://localhost:8080/tool/x&method=POST&origin=http://localhost:8080 | tool    | none      | same-origin | true     | A browser shows the response to a page of the same origin
					path=http://localhost:8080/tool/x&method=PUT&origin=http://localhost:8080  | tool    | none      | same-origin | true     | A browser shows the response to a page of the same origin
					path=/tool/x&method=POST&site=cross-site&host=localhost:8080               | tool    | none      | denied      | null     | (Sec-Fetch-Site: cross-site)
					path=/admin/x&method=POST&site=cross-site                                  | admin   | none      | denied      | null     | (Sec-Fetch-Site: cross-site)
					path=/admin/x&method=POST&site=same-site                                   | admin   | none      | denied      | null     | and withholds it from pages of other origins.
					path=/tool/x&method=POST&host=localhost:8080&origin=http://localhost:8080/ | tool    | none      | denied      | false    | They send http://localhost:8080, which is one of the own origins.
					path=/admin/x&method=POST&site=same-origin&origin=https://z.example        | admin   | none      | same-origin | true     | A browser shows the response to a page of the same origin
					path=/admin/x&method=POST&origin=https://z.example                         | admin   | none      | denied      | false    | the server refuses it
					path=http://localhost/admin/x&method=DELETE&origin=http://localhost        | admin   | none      | same-origin | true     | A browser shows the response to a page of the same origin
					path=https://a.example/api/x&method=PATCH&origin=http://a.example          | default | denied    | denied      | false    | A browser does not send the request
					path=/else/x&origin=https://a.example                                      | none    | none      | none        | null     | unless the application itself adds CORS headers
					path=/actuator/health&origin=https://a.example                             | none    | none      | none        | null     | Set management.endpoints.web.cors.*
					path=http://localhost:8080&origin=https://a.example                        | none    | none      | none        | null     | No policy covers the path
					path=/api/x&origin=https://a.example&credentials=true                      | default | none      | allowed     | false    | The browser does not let the page read the response to GET /api/x, because the request has cookies and cors.allow-credentials is false.
					path=/api/x&origin=https://a.example&credentials=true&headers=x-a          | default | allowed   | allowed     | false    | A browser does not send the request, because its preflight allows no credentials.
					path=/admin/x&origin=https://a.example&credentials=true&headers=x-a        | admin   | allowed   | allowed     | true     | A browser shows the response to the page.
					path=/open/x&origin=https://a.example&credentials=true&headers=x-a         | open    | allowed   | denied      | false    | A browser does not send the request, because its preflight allows no credentials.
					path=/api/x&origin=https://a.example&method=post                           | default | none      | allowed     | true     | A browser shows the response to the page.
					path=/api/x&origin=https://a.example&method=put                            | default | denied    | denied      | false    | set cors.allowed-methods to GET, HEAD, POST, PUT.
					path=wss://localhost:8080/api/x&origin=https://a.example                   | default | none      | allowed     | null     | The WebSocket opens if the application accepts the handshake.
					path=ws://localhost:8080/api/x&origin=https://evil.example                 | default | none      | denied      | null     | Browsers make no CORS check for it.
					path=ws://localhost:8080/admin/x&origin=https://evil.example               | admin   | none      | denied      | false    | The WebSocket does not open, because the server refuses the handshake.
					path=ws://localhost:8080/else/x&origin=https://evil.example                | none    | none      | none        | null     | Browsers make no CORS check for it.
					path=/api/x&origin=https://a.example&headers=x-b,X-B,x-b                   | default | denied    | allowed     | false    | The request header x-b is not among the allowed headers.
					path=HTTP://user:secret@%5B::1%5D:8080/tool/x                              | tool    | none      | denied      | null     | addressed to http://[::1]:8080
					path=/api/x&origin=https://a.example&method=patch                          | default | denied    | denied      | false    | upper case
					""")
	void describedRequestIsDecidedOnLikeARealOne(String query, String policy, String preflight, String request,
			String readable, String told) throws IOException {
		String json = get("?" + query);
		assertThat(JsonPath.<Object>read(json, "$.policy")).isEqualTo(policy.equals("none") ? null : policy);
		assertThat(outcomeOrNone(json, "preflight")).isEqualTo(preflight);
		assertThat(outcomeOrNone(json, "request")).isEqualTo(request);
		assertThat(JsonPath.<@Nullable Boolean>read(json, "$.readable"))
			.isEqualTo(readable.equals("null") ? null : Boolean.valueOf(readable));
		assertThat(JsonPath.<String>read(json, "$.browser") + JsonPath.read(json, "$.summary")
				+ JsonPath.read(json, "$.remark"))
			.contains(told);
		assertThat(json).doesNotContain("null/", "://null");
	}

	private static String outcomeOrNone(String json, String exchange) {
		return (JsonPath.read(json, "$." + exchange) == null) ? "none"
				: JsonPath.read(json, "$." + exchange + ".outcome");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					QUERY                                        | STATUS | MESSAGE
					path=/api/x&orgin=https://a.example          | 400    | The parameters are credentials, headers, host, method, origin, path, policy, site.
					path=/api/x&Origin=https://a.example         | 400    | A parameter is unknown.
					orgin=x                                      | 400    | A parameter is unknown.
					path=/api/x&origin=https://a.example&x=      | 400    | A parameter is unknown.
					path=/api/x&path=/api/y                      | 400    | The parameter path is given more than once.
					path=/api/x&origin=https://a.example&origin= | 400    | The parameter origin is given more than once.
					path=/api/x&credentials=maybe                | 400    | The parameter credentials is neither true nor false.
					origin=https://a.example                     | 400    | The policy depends on the path. Add the parameter path.
					credentials=true                             | 400    | The policy depends on the path. Add the parameter path.
					policy=admin&path=/admin/x                   | 400    | The path chooses the policy. Leave out the parameter path or policy.
					policy=admin&method=PUT                      | 400    | The policy depends on the path. Add the parameter path.
					policy=no-such-policy                        | 404    | No policy in force has this name.
					path=/api/x&host=a%20b                       | 400    | The parameter host has no valid host. Write it like localhost:8080 or https://app.example.com.
					path=/api/x&host=http://localhost/api        | 400    | The parameter host has no valid host.
					path=/api/x&host=localhost:99999             | 400    | The parameter host has no valid host.
					path=/api/x&host=localhost:0                 | 400    | The parameter host has no valid host.
					path=/api/x&host=ftp://localhost             | 400    | The parameter host has a scheme other than http, https, ws and wss.
					path=file:///api/x                           | 400    | The parameter path has a scheme other than http, https, ws and wss.
					path=http:///api/x                           | 400    | The parameter path has no valid host.
					path=/api/x&method=P%20T                     | 400    | The parameter method is not a method.
					path=/api/x&method=GET%0d%0aX                | 400    | The parameter method is not a method.
					path=localhost:8080/api/x                    | 400    | The parameter path is neither a path, such as /api/items, nor a URL with its scheme.
					""")
	void parametersThatMakeNoSenseAreExplained(String query, int status, String message) throws IOException {
		try (RawConnection connection = new RawConnection(port())) {
			WireResponse response = connection.exchange(RawHttp.text("/actuator/cors?" + query,
					WireRequest.parse("GET Accept: application/json"), "close"));
			assertThat(response.status()).isEqualTo(status);
			assertThat(connection.rest()).contains(message);
		}
	}

	@Test
	void repeatedListOfHeadersIsOneList() throws IOException {
		assertThat(JsonPath.<Object>read(get("?path=/api/x&origin=https://a.example&headers=x-a&headers=x-b"), "$"))
			.isEqualTo(JsonPath.read(get("?path=/api/x&origin=https://a.example&headers=x-a,x-b"), "$"));
	}

	@Test
	void parameterPolicyReturnsThatPolicyAlone() throws IOException {
		String json = get("?policy=admin");
		assertThat(JsonPath.<List<Object>>read(json, "$.policies"))
			.isEqualTo(JsonPath.read(get(""), "$.policies[?(@.name == 'admin')]"));
		assertThat(JsonPath.<Integer>read(json, "$.total")).isEqualTo(1);
		assertThat(JsonPath.<Integer>read(get(""), "$.total")).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "path=", "path=%20", "path=/api/%00", "path=/api/%0d%0aX:y&origin=%0d%0aSet-Cookie:%20a=b",
			"path=/api/x&origin=", "path=/api/x&origin=%3Cscript%3E", "path=/api/x&method=%00&origin=https://a.example",
			"path=/api/x&method=&origin=https://a.example", "path=/api/%25zz", "path=/../..", "path=%5C",
			"path=/api/x&headers=,,,&origin=https://a.example", "origin=https://a.example", "path=/api/x&unknown=1" })
	void unusualQueryIsAnsweredOrABadRequest(String query) throws IOException {
		WireResponse response = RawHttp.send(port(), "/actuator/cors?" + query, WireRequest.parse("GET"));
		assertThat(response.status()).isIn(200, 400);
		assertThat(response.headers()).noneMatch((header) -> header.name().equals("Set-Cookie"));
	}

	@Test
	void pathIsRepeatedWithoutPasswordAndQuery() throws IOException {
		String json = get("?path=https://user:secret@Own.example:8443/api/x?token=abc%23top");
		assertThat(json).doesNotContain("secret", "token", "top");
		assertThat(JsonPath.<String>read(json, "$.path")).isEqualTo("https://Own.example:8443/api/x");
		assertThat(JsonPath.<String>read(get("?path=api/x?token=abc"), "$.path")).isEqualTo("/api/x");
	}

	@Test
	void passwordOfAnOriginIsNotRepeated() throws IOException {
		for (String method : List.of("GET", "PUT")) {
			String json = get("?path=/api/x&origin=https://user:secret@a.example&method=" + method);
			assertThat(json).contains("https://***@a.example").doesNotContain("user", "secret");
		}
	}

	@Test
	void queryWithoutAPathIsABadRequest() throws IOException {
		assertThat(RawHttp.send(port(), "/actuator/cors?origin=https://a.example", WireRequest.parse("GET")).status())
			.isEqualTo(400);
		assertThat(RawHttp.send(port(), "/actuator/cors?origin=", WireRequest.parse("GET")).status()).isEqualTo(200);
	}

	/** The endpoint says what a real request is answered. */
	@ParameterizedTest
	@ValueSource(strings = { "https://a.example PUT x-a", "https://a.example GET x-a", "https://c.example PUT ",
			"https://a.example POST content-type" })
	void preflightIsAnsweredAsTheEndpointSays(String text) throws IOException {
		String[] parts = text.split(" ", -1);
		for (boolean explained : new boolean[] { false, true }) {
			Map<String, String> properties = new HashMap<>(PROPERTIES);
			properties.put("cors.explain-denials", String.valueOf(explained));
			int port = WebServer.port(this.server.run(AnsweringApplication.class, properties));
			WireRequest preflight = WireRequest
				.parse("OPTIONS Origin: " + parts[0] + " ~ Access-Control-Request-Method: " + parts[1]);
			WireResponse real = RawHttp.send(port, "/api/x",
					parts[2].isEmpty() ? preflight : preflight.with("Access-Control-Request-Headers", parts[2]));
			String json = get(port, "?path=/api/x&origin=%s&method=%s&headers=%s".formatted((Object[]) parts));
			assertThat(JsonPath.<Integer>read(json, "$.preflight.status")).isEqualTo(real.status());
			assertThat(JsonPath.<List<String>>read(json, "$.preflight.headers")
				.stream()
				.filter((line) -> line.startsWith("Access-Control-"))
				.map((line) -> line.replaceFirst("^[^:]*", line.substring(0, line.indexOf(':')).toLowerCase())))
				.containsExactlyInAnyOrderElementsOf(real.corsHeaders());
		}
	}

	@Test
	void longQueryIsNoServerError() throws IOException {
		String junk = UriUtils.encode(new Random(1).ints(1500, 1, 0x500)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString(), "UTF-8");
		for (String parameter : List.of("path", "origin", "method", "headers")) {
			String query = parameter.equals("path") ? "?path=/" + junk : "?path=/api/x&" + parameter + "=" + junk;
			int status = RawHttp.send(port(), "/actuator/cors" + query, WireRequest.parse("GET")).status();
			assertThat(status).isLessThan(500);
		}
	}

	@Test
	void endpointIsAbsentUnlessExposed() throws IOException {
		int port = WebServer.port(this.server.run(AnsweringApplication.class,
				Map.of("cors.allowed-origins", "https://a.example", "cors.paths", "/api/**")));
		try (RawConnection connection = new RawConnection(port)) {
			connection.exchange(RawHttp.text("/actuator/cors", WireRequest.parse("GET"), "close"));
			assertThat(connection.rest()).doesNotContain("policies");
		}
	}

	private static @Nullable String outcome(String json, String verdict) {
		Map<String, Object> answer = JsonPath.read(json, verdict);
		return (answer == null) ? null : (answer.get("reason") != null) ? String.valueOf(answer.get("reason"))
				: String.valueOf(answer.get("outcome"));
	}

	private static Map<String, Object> policy(String json, String policy, String what) {
		List<Map<String, Object>> found = JsonPath.read(json, "$.policies[?(@.name == '" + policy + "')]." + what);
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private String get(String query) throws IOException {
		return get(port(), query);
	}

	private static String get(int port, String query) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			WireResponse response = connection
				.exchange(RawHttp.text("/actuator/cors" + query, WireRequest.parse("GET"), "close"));
			assertThat(response.status()).isEqualTo(200);
			String body = connection.rest();
			return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
		}
	}

	private int port() {
		return WebServer.port(this.server.run(AnsweringApplication.class, PROPERTIES));
	}

}
