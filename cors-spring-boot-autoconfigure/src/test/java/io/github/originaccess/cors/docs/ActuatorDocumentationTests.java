// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation of the actuator endpoint shows real answers.
 */
class ActuatorDocumentationTests {

	private static final String FENCE = "```";

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

	/** The working directory is that of the module. */
	private static List<String> documented() throws IOException {
		String page = Files.readString(Path.of("..", "docs", "actuator.md"));
		return Stream.of(page.split(FENCE + "json\n"))
			.skip(1)
			.map((text) -> text.substring(0, text.indexOf(FENCE)))
			.toList();
	}

	private String get(String query) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.exchange(RawHttp.text("/actuator/cors" + query, WireRequest.parse("GET"), "close"));
			String body = connection.rest();
			return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
		}
	}

}
