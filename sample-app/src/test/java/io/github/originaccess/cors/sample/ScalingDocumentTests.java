// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code in the documentation on scaling, which is that of the sample and its tests.
 */
class ScalingDocumentTests {

	private static final Pattern CODE = Pattern.compile("```(?:java|sql)\n(.*?)```", Pattern.DOTALL);

	@Test
	void everyExampleStandsInTheSample() throws IOException {
		String page = Files.readString(Path.of("..", "docs", "scaling.md"));
		List<String> examples = CODE.matcher(page).results().map((match) -> trimmed(match.group(1))).toList();
		String sources = sources("main") + sources("test");
		assertThat(examples).hasSize(4).allSatisfy((example) -> assertThat(sources).contains(example));
	}

	private static String sources(String kind) throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", kind))) {
			return files.filter((file) -> file.toString().matches(".*\\.(java|sql)"))
				.map(ScalingDocumentTests::read)
				.collect(Collectors.joining("\n"));
		}
	}

	private static String read(Path file) {
		try {
			return trimmed(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns lines without their indentation, which is less in the documentation. */
	private static String trimmed(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

}
