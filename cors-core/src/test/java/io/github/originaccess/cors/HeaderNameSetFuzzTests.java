// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.originaccess.cors.fixtures.NaiveHeaderNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzed lines of requested header names are compared with the oracle.
 */
class HeaderNameSetFuzzTests {

	@Timeout(30)
	@CsvFileSource(resources = "/fixtures/names.csv", delimiter = '|', useHeadersInDisplayName = true)
	@FuzzTest
	void linesAreAllowedIfTheOracleAllowsThem(@NotNull String lines, @Nullable String allowed) {
		List<String> names = (allowed != null) ? Stream.of(allowed.split(",")).filter(FetchRules::isToken).toList()
				: List.of();
		boolean any = names.contains("*");
		HeaderNameSet set = new HeaderNameSet(names, any);
		StringBuilder others = new StringBuilder();
		StringBuilder expectedOthers = new StringBuilder();
		for (String line : lines.split(" ~ ")) {
			int first = set.firstNotIn(line);
			assertThat(first < 0).as(line).isEqualTo(NaiveHeaderNames.allow(names, line));
			if (first >= 0) {
				assertThat(NaiveHeaderNames.allow(names, line.substring(0, first))).as("before the offset: " + line)
					.isTrue();
				return;
			}
			set.appendOthers(line, others);
			elements(line).filter((name) -> names.stream().noneMatch(name::equalsIgnoreCase))
				.forEach((name) -> expectedOthers.append(", ").append(name));
		}
		assertThat(others.toString()).isEqualTo(expectedOthers.toString());
	}

	private static Stream<String> elements(String line) {
		return Stream.of(line.split("[,\t ]+")).filter((name) -> !name.isEmpty());
	}

}
