// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The links from the page to the documentation.
 */
class DocumentLinksTests {

	/** The working directory is that of the module. */
	private static final Path DOCUMENTS = Path.of("..", "docs");

	private static final Pattern LINK = Pattern.compile("[a-z-]+\\.md(?:#[a-z0-9-]+)?");

	@Test
	void everyLinkLeadsToAHeading() throws IOException {
		Set<String> links = new TreeSet<>();
		try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "static"))) {
			for (Path file : files.toList()) {
				LINK.matcher(Files.readString(file)).results().forEach((link) -> links.add(link.group()));
			}
		}
		assertThat(links).hasSizeGreaterThan(8)
			.allSatisfy((link) -> assertThat(anchors(link.replaceFirst("#.*", ""))).contains(link));
	}

	@Test
	void everyLessonHasALink() throws IOException {
		String lessons = Files.readString(Path.of("src", "main", "resources", "static", "lessons.js"));
		assertThat(lessons.split("\\bread: \\{", -1)).hasSameSizeAs(lessons.split("\\btitle:", -1));
	}

	/** Returns a page and its headings, as the repository's pages name them. */
	private static List<String> anchors(String page) {
		try {
			return Stream
				.concat(Stream.of(page),
						Files.readAllLines(DOCUMENTS.resolve(page))
							.stream()
							.filter((line) -> line.startsWith("#"))
							.map((line) -> page + "#" + anchor(line)))
				.collect(Collectors.toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String anchor(String heading) {
		return heading.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
	}

}
