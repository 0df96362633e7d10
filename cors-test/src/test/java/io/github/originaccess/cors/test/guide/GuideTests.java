// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.BrowserAssertions;
import io.github.originaccess.cors.test.FetchResult;
import io.github.originaccess.cors.test.HeaderLines;
import io.github.originaccess.cors.test.WireResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples of docs/testing.md are those of the tests in this package.
 */
class GuideTests {

	private static final Path PAGE = Path.of("..", "docs", "testing.md");

	@Test
	void everyExampleIsCompiledAndRun() throws IOException {
		String sources = String.join("",
				files(Path.of("src/test/java", GuideTests.class.getPackageName().replace('.', '/'))));
		assertThat(examples("java")).hasSize(8)
			.allSatisfy((example) -> assertThat(withoutBlanks(sources)).contains(withoutBlanks(example)));
	}

	@Test
	void propertiesAreThoseOfTheTests() throws IOException {
		assertThat(examples("yaml")).isNotEmpty().isSubsetOf(files(Path.of("src/test/resources")));
	}

	@Test
	void failureIsThatOfTheExample() throws IOException {
		WireResponse response = new WireResponse(200,
				HeaderLines.of("Access-Control-Allow-Origin", "https://shop.example.com"), new byte[0]);
		FetchResult result = Browser.over((request) -> response)
			.page("https://shop.example.com")
			.fetch("/api/orders/7", (with) -> with.method("PUT").json("{}").credentials());
		String beginning = examples("text").get(0).replace("   …\n", "");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> BrowserAssertions.assertThat(result).isReadable())
			.withMessageStartingWith(beginning);
	}

	private static List<String> files(Path directory) throws IOException {
		List<String> texts = new ArrayList<>();
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				texts.add(Files.readString(file));
			}
		}
		return texts;
	}

	private static List<String> examples(String language) throws IOException {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(PAGE))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

	/** Whitespace makes no difference to code. */
	private static String withoutBlanks(String code) {
		return code.replaceAll("\\s+", "");
	}

}
