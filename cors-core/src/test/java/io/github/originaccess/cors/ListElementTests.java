// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListElementTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", useHeadersInDisplayName = true, textBlock = """
			entries       | elements
			a             | 0 a
			a,b           | 0 a ~ 0 b
			' a , b '     | 0 a ~ 0 b
			a ~ b         | 0 a ~ 1 b
			a ~ b,c ~ d   | 0 a ~ 1 b ~ 1 c ~ 2 d
			,,a,,b,       | 0 a ~ 0 b
			','           | none
			''            | none
			a:[1,2],b     | 0 a:[1,2] ~ 0 b
			/{a:x{1,2}},b | 0 /{a:x{1,2}} ~ 0 b
			a:[1,2        | 0 a:[1,2
			a],b          | 0 a] ~ 0 b
			a},b[1,2]     | 0 a} ~ 0 b[1,2]
			a]],[b,c],d   | 0 a]] ~ 0 [b,c] ~ 0 d
			""")
	void commasOutsideOfBracketsSeparate(String entries, @Nullable String elements) {
		assertThat(ListElement.split(List.of(entries.split(" ~ "))))
			.extracting((element) -> element.index() + " " + element.text())
			.containsExactly((elements != null) ? elements.split(" ~ ") : new String[0]);
	}

}
