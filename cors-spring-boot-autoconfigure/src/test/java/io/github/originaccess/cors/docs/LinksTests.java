// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The links of the documentation within the project.
 */
class LinksTests {

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsToAFileAndEveryAnchorToAHeading(String page) {
		for (String target : PageLinks.of(page).links()) {
			String[] parts = target.split("#", 2);
			assertThat(DocumentationPage.ROOT.resolve(parts[0])).as(page + " links to " + target).exists();
			if (parts.length == 2) {
				assertThat(PageLinks.of(parts[0]).anchors()).as(page + " links to " + target).contains(parts[1]);
			}
		}
	}

	@Test
	void readmeLinksToEveryPage() {
		assertThat(PageLinks.of("README.md").links())
			.containsAll(pages().stream().filter((page) -> page.startsWith("docs/")).toList());
	}

	static List<String> pages() {
		return DocumentationPage.all().stream().map(DocumentationPage::name).toList();
	}

}
