// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.DenialReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The references at the ends of log lines. Tests of the lines compare whole lines.
 */
class DocumentationTests {

	private static final Path SOURCES = Path.of("src", "main", "java");

	/** A statement that writes a line at WARN or ERROR. */
	private static final Pattern STATEMENT = Pattern.compile("logger(?:\\.|::)(?:warn|error)\\b[^;]*;");

	/** What writes a line that has its reference already. */
	private static final Set<String> COMPLETE_LINES = Set.of(
			"PolicyLoader.java: logger.warn(ConfigurationReport.line(warnings.get(i)));",
			"PolicyRefresher.java: logger::warn);",
			"PolicyRefresher.java: logger.warn(skipped.get(skipped.size() - 1) + leftOut);",
			"LayerLog.java: logger.warn(line.text());", "LayerLog.java: logger.warn(LayerLines.further(more));",
			"ApplicationWarnings.java: logger.warn(line);");

	/** What only reports name, by their addresses. */
	private static final Set<Documentation> ADDRESSES = EnumSet.of(Documentation.PROBLEMS, Documentation.PROPERTIES);

	@ParameterizedTest
	@MethodSource("references")
	void everyReferenceLeadsToAPageAndHeading(String reference) {
		String[] parts = place(reference).split("#", 2);
		assertThat(DocumentationPage.ROOT.resolve(parts[0])).exists();
		if (parts.length == 2) {
			assertThat(PageLinks.of(parts[0]).anchors()).contains(parts[1]);
		}
	}

	@Test
	void pageOfOperationsLinksToEveryPlaceThatLinesName() {
		PageLinks page = PageLinks.of("docs/operations.md");
		List<String> links = page.links(String.join("\n", page.section("## Log lines")));
		assertThat(links).containsAll(EnumSet.complementOf(EnumSet.copyOf(ADDRESSES))
			.stream()
			.map((each) -> place(each.toString()))
			.toList());
	}

	@Test
	void everyLineAtWarnOrErrorNamesItsPlace() throws IOException {
		List<String> statements;
		try (Stream<Path> files = Files.walk(SOURCES)) {
			statements = files.filter((file) -> file.toString().endsWith(".java"))
				.flatMap(DocumentationTests::statements)
				.toList();
		}
		assertThat(statements).hasSizeGreaterThan(15)
			.allMatch((statement) -> statement.contains("Documentation.") || COMPLETE_LINES.contains(statement))
			.containsAll(COMPLETE_LINES);
	}

	static Stream<String> references() {
		return Stream.concat(Stream.of(Documentation.values()).map(Documentation::toString),
				Stream.of(DenialReason.values()).map(Documentation::of));
	}

	private static Stream<String> statements(Path file) {
		try {
			return STATEMENT.matcher(Files.readString(file))
				.results()
				.map((statement) -> file.getFileName() + ": "
						+ statement.group().lines().map(String::strip).collect(Collectors.joining(" ")));
		}
		catch (IOException ex) {
			throw new IllegalStateException(file.toString(), ex);
		}
	}

	private static String place(String reference) {
		assertThat(reference).startsWith("(").endsWith(")");
		return reference.substring(1, reference.length() - 1);
	}

}
