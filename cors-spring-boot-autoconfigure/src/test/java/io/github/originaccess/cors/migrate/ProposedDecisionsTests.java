// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proposed properties decide like Spring's configuration. Each application answers 60
 * requests with Spring's configuration. Then it takes the proposed properties and answers
 * them again.
 */
class ProposedDecisionsTests {

	private static final List<String> ORIGINS = List.of("https://a.example", "https://app.team.example",
			"https://evil.example", "http://localhost:3000", "null");

	private static final List<String> PATHS = List.of("/api/items/7", "/api/other", "/admin/users", "/open");

	private static final List<String> REQUESTS = List.of("GET", "preflight PUT X-Trace", "preflight DELETE");

	static Stream<Arguments> setUps() {
		return MvcSetUps.all();
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("setUps")
	void proposedPropertiesDecideLikeSpring(WebServer server, Class<?> application, Map<String, String> properties,
			List<String> differences) throws IOException {
		try (ConfigurableApplicationContext context = server.start(properties, application)) {
			Map<String, BrowserGrant> before = grants(WebServer.port(context));
			List<String> lines = context.getBean(ExistingCors.class).lines();
			String text = String.join("\n", lines);
			for (PropertySource<?> source : new YamlPropertySourceLoader().load("proposed",
					new ByteArrayResource(text.getBytes()))) {
				context.getEnvironment().getPropertySources().addLast(source);
			}
			context.getBean(CorsPolicyRegistry.class).refresh();
			Map<String, BrowserGrant> after = grants(WebServer.port(context));
			List<String> found = new ArrayList<>();
			before.forEach((request, grant) -> {
				if (grant != after.get(request)) {
					found.add(request + ": " + grant + " -> " + after.get(request));
				}
			});
			assertThat(found).as(text).allMatch((line) -> differences.stream().anyMatch(line::matches));
			assertThat(differences).as(found + "\n" + text)
				.allMatch((difference) -> found.stream().anyMatch((line) -> line.matches(difference)));
			assertThat(before.values()).as("Spring grants something, and not everything")
				.contains(BrowserGrant.NOTHING)
				.anyMatch((grant) -> grant != BrowserGrant.NOTHING);
		}
	}

	private static Map<String, BrowserGrant> grants(int port) throws IOException {
		Map<String, BrowserGrant> grants = new LinkedHashMap<>();
		for (String path : PATHS) {
			for (String origin : ORIGINS) {
				for (String request : REQUESTS) {
					grants.put(request + " " + path + " " + origin, BrowserGrant.of(port, path, origin, request));
				}
			}
		}
		return grants;
	}

}
