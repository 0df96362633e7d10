// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import io.github.originaccess.cors.fixtures.RecordedHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResponseHeadersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			existing lines                  | added             | lines then
			                                | Origin            | Origin
			                                | Origin, X-A       | Origin, X-A
			Accept-Encoding                 | Origin            | Accept-Encoding ~ Origin
			Origin                          | Origin            | Origin
			origin                          | Origin            | origin
			ORIGIN, accept                  | Origin            | ORIGIN, accept
			Accept,Origin                   | Origin            | Accept,Origin
			Accept ~ Origin                 | Origin            | Accept ~ Origin
			Origin                          | Origin, X-A, X-B  | Origin ~ X-A, X-B
			x-b ~ accept, x-a               | Origin, X-A, X-B  | x-b ~ accept, x-a ~ Origin
			X-Origin                        | Origin            | X-Origin ~ Origin
			Origin-X                        | Origin            | Origin-X ~ Origin
			Ori gin                         | Origin            | Ori gin ~ Origin
			*                               | Origin            | * ~ Origin
			, ,                             | Origin            | , , ~ Origin
			Accept                          | Origin, origin    | Accept ~ Origin
			Accept                          | Origin,, X-A,     | Accept ~ Origin, X-A
			""")
	void valuesAreAddedWithoutRepetition(@Nullable String existing, String added, String lines) {
		RecordedHeaders headers = new RecordedHeaders();
		if (existing != null) {
			List.of(existing.split(" ~ ")).forEach((line) -> headers.add("vary", line));
		}
		headers.addVary(added);
		assertThat(headers.values("Vary")).containsExactly(lines.split(" ~ "));
		headers.addVary(added);
		assertThat(headers.values("Vary")).containsExactly(lines.split(" ~ "));
	}

	@Test
	void corsHeadersAreRecognisedInAnyCase() {
		assertThat(List.of("Access-Control-Allow-Origin", "access-control-max-age", "ACCESS-CONTROL-",
				"Access-Control-New"))
			.allMatch(ResponseHeaders::isCorsHeader);
		assertThat(List.of("Access-Contro", "X-Access-Control-Allow-Origin", "Vary", "", "AccessControl-A"))
			.noneMatch(ResponseHeaders::isCorsHeader);
	}

}
