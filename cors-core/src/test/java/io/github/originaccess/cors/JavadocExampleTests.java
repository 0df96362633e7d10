// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireHeader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the Javadoc is compiled and run here.
 */
class JavadocExampleTests {

	@Test
	void exampleIsCompiledHere() throws IOException {
		String javadoc = source("src/main/java", CorsPolicy.class).replace("\n * ", "\n");
		String example = javadoc.substring(javadoc.indexOf("{@code\n") + "{@code\n".length(),
				javadoc.indexOf("}</pre>"));
		assertThat(withoutBlanks(source("src/test/java", JavadocExampleTests.class))).contains(withoutBlanks(example));
	}

	@Test
	void exampleLetsAnAllowedRequestPass() {
		CorsRequest request = MapRequest.parse("GET Origin: https://app.example.com");
		RecordedHeaders response = new RecordedHeaders();

		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://app.example.com").build();
		CorsDecision decision = policy.decide(request);
		decision.writeTo(request, response);
		boolean answered = decision.status() != CorsDecision.GO_ON;

		assertThat(answered).isFalse();
		assertThat(response.lines()).containsExactly(
				new WireHeader("Access-Control-Allow-Origin", "https://app.example.com"),
				new WireHeader("Vary", "Origin"));
	}

	private static String source(String directory, Class<?> type) throws IOException {
		return Files.readString(Path.of(directory, type.getName().replace('.', '/') + ".java"));
	}

	/** Remove white space, because the Javadoc indents and breaks lines differently. */
	private static String withoutBlanks(String code) {
		return code.replaceAll("\\s+", "");
	}

}
