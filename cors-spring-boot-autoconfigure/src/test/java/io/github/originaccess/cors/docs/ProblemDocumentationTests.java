// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation of problems is complete, and its examples are true.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProblemDocumentationTests {

	private static final DocumentationPage PAGE = DocumentationPage.of("docs/problems.md");

	private static final String WARNING = "docs/problems.md#";

	private static final Pattern LOGGER = Pattern.compile("(?m)^    (\\S+): error$");

	@Test
	void everyCodeHasOneHeadingAndEveryHeadingACode() {
		Stream<String> codes = Stream.concat(Stream.of(Code.values()).map(Code::id),
				Stream.of(PropertyProblem.UNKNOWN_KEY, PropertyProblem.WRONG_TYPE, PropertyProblem.NOT_POSITIVE));
		assertThat(PAGE.subheadings()).containsExactlyInAnyOrderElementsOf(codes.toList());
	}

	@ParameterizedTest
	@MethodSource("headings")
	void firstExampleHasThatProblemAloneAndSecondStarts(String code, CapturedOutput output) {
		List<String> examples = PAGE.examples(code, "yaml");
		assertThat(examples).hasSize(2);
		assertThat(load(examples.get(1)).problems()).isEmpty();
		assertThat(output).doesNotContain(WARNING);
		List<String> found = load(examples.get(0)).problems().stream().map(PropertyProblem::code).distinct().toList();
		boolean warning = Stream.of(Code.values()).anyMatch((each) -> each.id().equals(code) && each.isWarning());
		assertThat(found).isEqualTo(warning ? List.of() : List.of(code));
		assertThat(output.getAll().contains(WARNING + code)).isEqualTo(warning);
	}

	@Test
	void loggersOfThePageSilenceTheWarnings(CapturedOutput output) throws IOException {
		List<String> loggers = LOGGER.matcher(Files.readString(Path.of("..", "docs", "problems.md")))
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(loggers).isNotEmpty();
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		loggers.forEach((logger) -> logging.setLogLevel(logger, LogLevel.ERROR));
		try {
			PAGE.subheadings().forEach((code) -> load(PAGE.examples(code, "yaml").get(0)).problems());
			assertThat(output).doesNotContain(WARNING);
		}
		finally {
			loggers.forEach((logger) -> logging.setLogLevel(logger, null));
		}
	}

	static List<String> headings() {
		return PAGE.subheadings();
	}

	private static LoadedConfiguration load(String yaml) {
		return new LoadedConfiguration().file("application.yml", yaml);
	}

}
