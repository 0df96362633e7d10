// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of README.md and of the Javadoc for the engine without Spring are compiled
 * and run here.
 */
class ReadmeExampleTests {

	private static final String SECTION = "## In code\n";

	@Test
	void everyExampleIsCompiledHere() throws IOException {
		String source = source("src/test/java", ReadmeExampleTests.class);
		assertThat(blocks("java")).hasSize(2)
			.allSatisfy((example) -> assertThat(withoutBlanks(source)).contains(withoutBlanks(example)));
	}

	@Test
	void exampleOfTheJavadocIsCompiledHere() throws IOException {
		String javadoc = source("src/main/java", CorsPolicy.class).replace("\n * ", "\n");
		String example = javadoc.substring(javadoc.indexOf("{@code\n") + "{@code\n".length(),
				javadoc.indexOf("}</pre>"));
		assertThat(withoutBlanks(source("src/test/java", ReadmeExampleTests.class))).contains(withoutBlanks(example));
	}

	@Test
	void engineDecidesWithoutSpring() {
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

	@Test
	void engineAnswersPreflightsWithoutSpring() {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://app.example.com").build();
		CorsDecision decision = policy
			.decide(MapRequest.parse("OPTIONS Origin: https://app.example.com ~ Access-Control-Request-Method: POST"));
		assertThat(decision.status()).isEqualTo(204);
	}

	@Test
	void readmeShowsTheProblemsThatATenantGets() throws IOException {
		assertThat(blocks("text")).singleElement()
			.isEqualTo(String.join("\n", answer("https://app.example.com/login, *")) + "\n");
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

	private static List<String> answer(String input) {
		List<String> answer = new ArrayList<>();
		try {
			new CorsPolicyBuilder().allowedOrigins(input).allowCredentials(true).build();
		}
		catch (InvalidCorsPolicyException ex) {
			for (Problem problem : ex.problems()) {
				answer
					.add(problem.code().id() + ": \"" + problem.value() + "\" is refused, because " + problem.reason());
				if (problem.remedy() != null) {
					answer.add("write: " + problem.remedy());
				}
			}
		}
		return answer;
	}

	/**
	 * Return the code blocks of a language in the section "In code". The working
	 * directory is that of the module.
	 */
	private static List<String> blocks(String language) throws IOException {
		String readme = Files.readString(Path.of("..", "README.md"));
		String section = readme.substring(readme.indexOf(SECTION) + SECTION.length()).split("\n## ")[0];
		return Stream.of(section.split("```" + language + "\n"))
			.skip(1)
			.map((block) -> block.substring(0, block.indexOf("```")))
			.toList();
	}

	private static String source(String directory, Class<?> type) throws IOException {
		return Files.readString(Path.of(directory, type.getName().replace('.', '/') + ".java"));
	}

	/** Remove white space, because the README indents and breaks lines differently. */
	private static String withoutBlanks(String code) {
		return code.replaceAll("\\s+", "");
	}

}
