// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.originaccess.cors.fixtures.MarkdownPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The links of the documentation within the project.
 */
class LinksTests {

	/** The working directory is that of the module. */
	private static final Path PROJECT = Path.of("..");

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsToAFileAndEveryAnchorToAHeading(String page) {
		for (String target : MarkdownPage.of(page).links()) {
			String[] parts = target.split("#", 2);
			assertThat(PROJECT.resolve(parts[0])).as(page + " links to " + target).exists();
			if (parts.length == 2) {
				assertThat(MarkdownPage.of(parts[0]).anchors()).as(page + " links to " + target).contains(parts[1]);
			}
		}
	}

	@Test
	void readmeLinksToEveryPage() throws IOException {
		assertThat(MarkdownPage.of("README.md").links())
			.containsAll(pages().stream().filter((page) -> page.startsWith("docs/")).toList());
	}

	static List<String> pages() throws IOException {
		try (Stream<Path> root = Files.list(PROJECT); Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
			return Stream.concat(root, docs)
				.map((file) -> PROJECT.relativize(file).toString().replace('\\', '/'))
				.filter((name) -> name.endsWith(".md"))
				.sorted()
				.toList();
		}
	}

}
