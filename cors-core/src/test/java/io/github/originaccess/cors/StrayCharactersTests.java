// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Invisible characters, which a table in a file would not show.
 */
class StrayCharactersTests {

	@ParameterizedTest
	@CsvSource({ "https://a.\u200bexample, origin-with-blank, https://a.example",
			"https://a\u00adb.example, origin-with-blank, https://ab.example",
			"\u202ehttps://a.example, origin-with-blank, https://a.example",
			"https://a\u0085.example, origin-with-blank, https://a.example",
			"https://a\u2028.example, origin-with-blank, https://a.example",
			"https://a\u00a0b.example, origin-with-blank,", "https://a\ud83d.example, origin-host-unicode,",
			"https://a\ue000.example, origin-host-unicode,", "https://a\uffff.example, origin-host-unicode,",
			"https://\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example, origin-host-unicode," })
	void remedyHasNoInvisibleCharacterWithoutMeaning(String written, String code, @Nullable String remedy) {
		assertThat(OriginPatternParser.parse(written)).isInstanceOfSatisfying(ElementProblem.class, (problem) -> {
			assertThat(problem.code().id()).isEqualTo(code);
			assertThat(problem.remedy()).isEqualTo(remedy);
		});
	}

}
