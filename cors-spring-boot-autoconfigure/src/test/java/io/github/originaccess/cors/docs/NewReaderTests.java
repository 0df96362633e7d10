// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The questions of a new reader in CONTRIBUTING.md, and the clicks that lead from the
 * README to their answers.
 */
class NewReaderTests {

	private static final PageLinks PAGE = PageLinks.of("CONTRIBUTING.md");

	@Test
	void thereAreFifteenQuestions() {
		assertThat(questions()).hasSize(15).doesNotHaveDuplicates();
	}

	/** Each link is on the page that the link before leads to. */
	@ParameterizedTest
	@MethodSource("questions")
	void atMostTwoClicksLeadToTheAnswer(String row) {
		List<String> cells = Stream.of(row.split("(?<!\\\\)\\|")).map(String::strip).toList();
		List<String> clicks = PAGE.links(cells.get(2));
		String answer = PAGE.links(cells.get(3)).get(0);
		assertThat(clicks).hasSizeBetween(1, 2);
		String page = "README.md";
		for (String click : clicks) {
			assertThat(PageLinks.of(page).links()).as("links of " + page).contains(click);
			page = withoutAnchor(click);
		}
		assertThat(withoutAnchor(answer)).isEqualTo(page);
		assertThat(PageLinks.of(page).anchors()).contains(answer.substring(page.length() + 1));
	}

	static List<String> questions() {
		return PAGE.section("## Questions of a new reader")
			.stream()
			.filter((line) -> line.startsWith("| "))
			.skip(2)
			.toList();
	}

	private static String withoutAnchor(String target) {
		return target.split("#")[0];
	}

}
