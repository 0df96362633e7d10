// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
	void onlyAStarBelowOurRootIsFound(String why, String text, @Nullable String key, @Nullable String quoted,
			@Nullable String alias) {
		UnquotedStar star = find(text.replace("^", "\r").replace("~", "\n"));
		assertThat((star != null) ? star.key() : null).as(why).isEqualTo(key);
		assertThat((star != null) ? star.quoted() : null).as(why).isEqualTo(quoted);
		assertThat((star != null) ? star.alias() : null).as(why).isEqualTo(alias);
		if (star != null) {
			String written = text.split("~")[star.line() - 1];
			assertThat(written).contains(star.written());
			assertThat(written.charAt(star.column() - 1)).isEqualTo('*');
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[*\t, x.example]", "[*, x.example]\t", "[*,\tx.example]" })
	void tabIsABlank(String value) {
		UnquotedStar star = Objects.requireNonNull(find("cors:\n  allowed-origins: " + value + "\n"));
		assertThat(star.report()).doesNotContain("\\u0009");
		Object loaded = new Yaml().load(String.valueOf(star.quoted()));
		assertThat(loaded).hasToString("{allowed-origins=[*, x.example]}");
	}

	@Test
	void lineWithQuotesCanBeRead() {
		UnquotedStar star = Objects.requireNonNull(find("cors:\n  allowed-origins: [*, *.a.example, 'https://*']\n"));
		Object loaded = new Yaml().load(String.valueOf(star.quoted()));
		assertThat(loaded).hasToString("{allowed-origins=[*, *.a.example, https://*]}");
	}

	/** The parser keeps the last part of the file only. */
	@ParameterizedTest
	@ValueSource(strings = { "cors", "management.endpoints.web.cors", "spring" })
	void keyInALongFileIsNotClaimed(String root) {
		String text = root + ":\n" + "  # more\n".repeat(2000) + "  allowed-origins: *\n" + "  # more\n".repeat(2000);
		UnquotedStar star = Objects.requireNonNull(find(text));
		assertThat(star.key()).isNull();
		assertThat(star.line()).isEqualTo(2002);
		assertThat(star.quoted()).isEqualTo("allowed-origins: \"*\"");
		assertThat(star.report() + star.action()).doesNotContain("cors", "http");
		assertThat(find(text.replace("allowed-origins", "include"))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "cors, cors.allowed-origins", "corsair," })
	void keyAtTheEndOfALongFileIsKnown(String root, @Nullable String key) {
		UnquotedStar star = find("spring:\n" + "  # more\n".repeat(2000) + root + ":\n  allowed-origins: *\n");
		assertThat((star != null) ? star.key() : null).isEqualTo(key);
	}

	@Test
	void oddLinesAreReadOnce() {
		String odd = "x" + " ".repeat(50_000) + "\"".repeat(50_000) + "- ".repeat(50_000) + "[{:,".repeat(50_000);
		assertThat(YamlPosition.atEndOf(odd + "\n" + odd + "\n  " + odd).keys()).hasSizeLessThan(200);
	}

	@Test
	void reportIsSafeForATerminal() {
		UnquotedStar star = Objects
			.requireNonNull(find("cors:\n  allowed-origins: *, https://u:secret@a.example" + "x".repeat(1000) + "\n"));
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
