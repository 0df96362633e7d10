// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpServer;
import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples without Spring of docs/getting-started.md run.
 */
class PlainServerTests {

	private static final DocumentationPage PAGE = DocumentationPage.of("docs/getting-started.md");

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static CompiledPages examples;

	private static HttpServer server;

	@BeforeAll
	static void startTheServerOfThePage(@TempDir Path directory) throws Exception {
		examples = new CompiledPages(directory, PAGE);
		server = (HttpServer) examples.type("com.example.plain.PlainServer")
			.getMethod("start", int.class)
			.invoke(null, 0);
	}

	@AfterAll
	static void stop() throws IOException {
		server.stop(0);
		examples.close();
	}

	@Test
	void adapterAnswersThePreflight() throws Exception {
		HttpResponse<Void> response = send("OPTIONS", "Origin", "https://app.example.com",
				"Access-Control-Request-Method", "POST");
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(corsHeaders(response))
			.isEqualTo(Map.of("access-control-allow-origin", List.of("https://app.example.com"),
					"access-control-allow-methods", List.of("GET, HEAD, POST"), "access-control-allow-headers",
					List.of("*, Authorization, Content-Type"), "access-control-max-age", List.of("1800"), "vary",
					List.of("Origin, Access-Control-Request-Method, Access-Control-Request-Headers")));
	}

	@Test
	void adapterRefusesThePreflightOfAnotherOrigin() throws Exception {
		HttpResponse<Void> response = send("OPTIONS", "Origin", "https://evil.example", "Access-Control-Request-Method",
				"POST");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(corsHeaders(response)).containsOnlyKeys("vary");
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, true", "https://evil.example, false", "http://app.example.com, false" })
	void adapterLetsRequestsPassWithTheHeaders(String origin, boolean allowed) throws Exception {
		HttpResponse<Void> response = send("GET", "Origin", origin);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(corsHeaders(response))
			.isEqualTo(allowed ? Map.of("access-control-allow-origin", List.of(origin), "vary", List.of("Origin"))
					: Map.of("vary", List.of("Origin")));
	}

	@Test
	void adapterPassesRequestsWithoutOrigin() throws Exception {
		assertThat(corsHeaders(send("GET", "Accept", "*/*"))).isEqualTo(Map.of("vary", List.of("Origin")));
	}

	@Test
	void pageShowsTheProblemsThatATenantGets() {
		assertThat(PAGE.blocks("text")).extracting(CodeBlock::text)
			.contains(String.join("\n", answer("https://app.example.com/login, *")) + "\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://app.example.com                          | 0
			https://app.example.com, https://*.example.com:* | 0
			''                                               | 0
			app.example.com                                  | 2
			https://app.example.com:0                        | 1
			https://*.com                                    | 1
			http://app.example.com                           | 2
			""")
	void tenantGetsEveryProblemAndNothingElse(String input, int lines) {
		assertThat(answer(input)).hasSize(lines);
	}

	private static HttpResponse<Void> send(String method, String... headers) throws Exception {
		URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/orders");
		return CLIENT.send(HttpRequest.newBuilder(address)
			.method(method, HttpRequest.BodyPublishers.noBody())
			.headers(headers)
			.build(), HttpResponse.BodyHandlers.discarding());
	}

	private static Map<String, List<String>> corsHeaders(HttpResponse<?> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.keySet().removeIf((name) -> !name.startsWith("access-control-") && !name.equals("vary"));
		return headers;
	}

	@SuppressWarnings("unchecked") // the example returns a list of strings
	private static List<String> answer(String input) {
		try {
			return (List<String>) examples.type("com.example.tenants.OriginForm")
				.getMethod("answer", String.class)
				.invoke(null, input);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
