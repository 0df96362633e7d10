// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Stars without quotes in YAML: those below {@code cors} are found, and no other errors.
 */
class UnquotedStarTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/unquoted-stars.csv", delimiter = '|', quoteCharacter = '`',
			useHeadersInDisplayName = true)
	void onlyAStarBelowOurRootIsFound(String why, String text, @Nullable String key, @Nullable String quoted) {
		UnquotedStar star = find(text.replace("~", "\n"));
		assertThat((star != null) ? star.key() : null).as(why).isEqualTo(key);
		assertThat((star != null) ? star.quoted() : null).as(why).isEqualTo(quoted);
		if (star != null) {
			String written = text.split("~")[star.line() - 1];
			assertThat(star.written()).isEqualTo(written.strip());
			assertThat(written.charAt(star.column() - 1)).isEqualTo('*');
		}
	}

	@Test
	void lineWithQuotesCanBeRead() {
		UnquotedStar star = find("cors:\n  allowed-origins: [*, *.a.example, 'https://*']\n");
		assertThat(star).isNotNull();
		Object loaded = new Yaml().load(star.quoted());
		assertThat(loaded).hasToString("{allowed-origins=[*, *.a.example, https://*]}");
	}

	/** The parser keeps the last part of the file only, so the name has to be enough. */
	@Test
	void starInALongFileIsFoundByTheNameOfTheSetting() {
		String long1 = "cors:\n" + "  # more\n".repeat(2000) + "  allowed-origins: *\n" + "  # more\n".repeat(2000);
		UnquotedStar star = find(long1);
		assertThat(star).isNotNull();
		assertThat(star.line()).isEqualTo(2002);
		assertThat(find(long1.replace("allowed-origins", "include"))).isNull();
	}

	@Test
	void reportIsSafeForATerminal() {
		UnquotedStar star = find("cors:\n  allowed-origins: *, https://u:secret@a.example" + "x".repeat(1000) + "\n");
		assertThat(star).isNotNull();
		assertThat(star.report()).doesNotContain("secret").hasSizeLessThan(700);
	}

	private static @Nullable UnquotedStar find(String text) {
		YAMLException failure = catchThrowableOfType(YAMLException.class,
				() -> new Yaml().loadAll(text).forEach((document) -> {
				}));
		assertThat(failure).isNotNull();
		return UnquotedStar.find(failure);
	}

}
