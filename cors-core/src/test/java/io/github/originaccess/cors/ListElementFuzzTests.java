// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzed lists are split without loss.
 */
class ListElementFuzzTests {

	@Timeout(30)
	@CsvFileSource(resources = { "/fixtures/accepted.csv", "/fixtures/origins.csv", "/fixtures/origin-problems.csv",
			"/fixtures/names.csv" }, delimiter = '|', useHeadersInDisplayName = true)
	@FuzzTest
	void listIsSplitWithoutLoss(@NotNull String first, @Nullable String second) {
		List<String> entries = List.of(first, (second != null) ? second : "");
		StringBuilder rest = new StringBuilder();
		int index = 0;
		for (ListElement element : ListElement.split(entries)) {
			assertThat(element.text()).isNotBlank().isEqualTo(element.text().strip());
			assertThat(ListElement.split(List.of(element.text()))).as("an element is one element")
				.containsExactly(new ListElement(0, element.text()));
			assertThat(element.index()).isBetween(index, 1);
			index = element.index();
			rest.append(element.text());
		}
		assertThat(withoutSeparators(rest.toString())).isEqualTo(withoutSeparators(String.join("", entries)));
	}

	private static String withoutSeparators(String text) {
		StringBuilder rest = new StringBuilder();
		text.codePoints().filter((c) -> c != ',' && !Character.isWhitespace(c)).forEach(rest::appendCodePoint);
		return rest.toString();
	}

}
