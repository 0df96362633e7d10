// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation of the actuator endpoint shows real answers.
 */
class ActuatorDocumentationTests {

	private static final String FENCE = "```";

	/** The working directory is that of the module. */
	private static final Path PAGE = Path.of("..", "docs", "actuator.md");

	private final int port = WebServer
		.port(WebServer.TOMCAT.run(AnsweringApplication.class, Map.of("cors.allowed-origins", "https://app.example.com",
				"management.endpoints.web.exposure.include", "health, cors")));

	@Test
	void documentedPoliciesHaveTheFieldsOfTheRealOnes() throws IOException {
		String documented = documented().get(0);
		String real = get("");
		for (String path : List.of("$", "$.policies[0]", "$.policies[0].settings", "$.policies[0].counts",
				"$.policies[0].sources")) {
			assertThat(JsonPath.<Map<String, Object>>read(documented, path)).as(path)
				.containsOnlyKeys(JsonPath.<Map<String, Object>>read(real, path).keySet());
		}
		assertThat(JsonPath.<Object>read(documented, "$.policies[0].settings"))
			.isEqualTo(JsonPath.read(real, "$.policies[0].settings"));
	}

	@Test
	void documentedDecisionEqualsTheRealOne() throws IOException {
		Map<String, Object> documented = JsonPath.read(documented().get(1), "$");
		assertThat(JsonPath.<Map<String, Object>>read(
				get("?path=/api/notes&origin=https://app.example.com&method=PUT&headers=Content-Type"), "$"))
			.isEqualTo(documented);
	}

	@Test
	void tableOfPoliciesHasEveryFieldWithItsType() throws IOException {
		Map<String, Set<String>> real = new TreeMap<>();
		collect("", JsonPath.read(get(""), "$"), real);
		collect("", JsonPath.read(get(guardedPort(), ""), "$"), real);
		assertThat(fields("`GET /actuator/cors`:")).isEqualTo(real);
	}

	@Test
	void tableOfDecisionsHasEveryFieldWithItsTypes() throws IOException {
		Map<String, Set<String>> real = new TreeMap<>();
		for (String query : List.of("?path=/api/x&origin=https://app.example.com&method=PUT", "?path=/api/x",
				"?path=/api/x&origin=https://app.example.com&method=POST&headers=X-A", "?path=/actuator/health")) {
			collect("", JsonPath.read(get(query), "$"), real);
		}
		for (String query : List.of("?path=/api/x&origin=https://evil.example&method=POST", "?path=/api/x")) {
			collect("", JsonPath.read(get(guardedPort(), query), "$"), real);
		}
		assertThat(fields("`GET /actuator/cors?path=…`")).isEqualTo(real);
	}

	/** Collect the types of all fields below an object. */
	private static void collect(String prefix, Map<String, @Nullable Object> object, Map<String, Set<String>> types) {
		object.forEach((name, value) -> {
			String path = prefix + name;
			types.computeIfAbsent(path, (key) -> new TreeSet<>()).add(type(value));
			if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
				list.forEach((element) -> collect(path + "[].", asObject(element), types));
			}
			// These two have the names of settings, like the object that is listed.
			else if (value instanceof Map && !List.of("counts", "sources").contains(name)) {
				collect(path + ".", asObject(value), types);
			}
		});
	}

	@SuppressWarnings("unchecked") // names in JSON are strings
	private static Map<String, @Nullable Object> asObject(Object object) {
		return (Map<String, @Nullable Object>) object;
	}

	private static String type(@Nullable Object value) {
		return (value == null) ? "null" : (value instanceof List) ? "list" : (value instanceof Map) ? "object"
				: (value instanceof Boolean) ? "boolean" : (value instanceof Number) ? "number" : "string";
	}

	/** Return the types of the fields in the table below a text. */
	private static Map<String, Set<String>> fields(String title) throws IOException {
		String page = Files.readString(PAGE);
		String section = page.substring(page.indexOf("\n" + title));
		Map<String, Set<String>> fields = new TreeMap<>();
		section.lines()
			.skip(1)
			.dropWhile((line) -> !line.startsWith("| `"))
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.split("\\|"))
			.forEach((cells) -> Stream.of(cells[1].strip().split(", "))
				.forEach((name) -> fields.put(name.replace("`", ""),
						new TreeSet<>(List.of(cells[2].strip().replace(" of strings", "").split(", or "))))));
		return fields;
	}

	private static List<String> documented() throws IOException {
		String page = Files.readString(PAGE);
		return Stream.of(page.split(FENCE + "json\n"))
			.skip(1)
			.map((text) -> text.substring(0, text.indexOf(FENCE)))
			.toList();
	}

	/**
	 * Return the port of an application that refuses requests, and has own origins, CORS
	 * mappings and a policy that only a resolver chooses.
	 */
	private static int guardedPort() {
		return WebServer.port(WebServer.TOMCAT.run(GuardedApplication.class,
				Map.of("cors.allowed-origins", "https://app.example.com", "cors.enforcement", "server",
						"cors.own-origins", "https://own.example", "cors.policies.partner.allowed-origins",
						"https://partner.example", "management.endpoints.web.exposure.include", "health, cors")));
	}

	private String get(String query) throws IOException {
		return get(this.port, query);
	}

	private static String get(int port, String query) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			connection.exchange(RawHttp.text("/actuator/cors" + query, WireRequest.parse("GET"), "close"));
			String body = connection.rest();
			return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
		}
	}

	@Import(AnsweringApplication.class)
	static class GuardedApplication implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/legacy/**");
		}

		@Bean
		CorsPolicyResolver resolver() {
			return (request) -> null;
		}

	}

}
