// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.Problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page that each line of a report points to: complete, and its examples true.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProblemDocumentationTests {

	private static final String HEADING = "### ";

	private static final String WARNING = "docs/problems.md#";

	@Test
	void everyCodeHasOneHeadingAndEveryHeadingACode() {
		Stream<String> codes = Stream.concat(Stream.of(Code.values()).map(Code::id),
				Stream.of(Finding.UNKNOWN_KEY, Finding.WRONG_TYPE, Finding.UNRESOLVED_PLACEHOLDER));
		assertThat(lines().stream().filter((line) -> line.startsWith(HEADING)).map((line) -> line.substring(4)))
			.containsExactlyInAnyOrderElementsOf(codes.toList());
	}

	@ParameterizedTest
	@MethodSource("headings")
	void firstExampleIsRefusedForThatReasonAloneAndTheSecondStarts(String code, CapturedOutput output) {
		List<String> examples = examples().getOrDefault(code, List.of());
		assertThat(examples).hasSize(2);
		assertThat(load(examples.get(1)).findings()).isEmpty();
		assertThat(output).doesNotContain(WARNING);
		List<String> found = load(examples.get(0)).findings().stream().map(Finding::code).distinct().toList();
		boolean warning = Stream.of(Code.values()).anyMatch((each) -> each.id().equals(code) && each.isWarning());
		assertThat(found).isEqualTo(warning ? List.of() : List.of(code));
		assertThat(output.getAll().contains(WARNING + code)).isEqualTo(warning);
	}

	static List<String> headings() {
		return List.copyOf(examples().keySet());
	}

	private static LoadedConfiguration load(String yaml) {
		return new LoadedConfiguration().file("application.yml", yaml);
	}

	private static Map<String, List<String>> examples() {
		Map<String, List<String>> examples = new LinkedHashMap<>();
		List<String> current = new ArrayList<>();
		StringBuilder example = null;
		for (String line : lines()) {
			if (line.startsWith(HEADING)) {
				current = examples.computeIfAbsent(line.substring(HEADING.length()), (code) -> new ArrayList<>());
			}
			else if (line.equals("```yaml")) {
				example = new StringBuilder();
			}
			else if (line.equals("```") && example != null) {
				current.add(example.toString());
				example = null;
			}
			else if (example != null) {
				example.append(line).append('\n');
			}
		}
		return examples;
	}

	/** The working directory is that of the module. */
	private static List<String> lines() {
		try {
			return Files.readAllLines(Path.of("..", "docs", "problems.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
