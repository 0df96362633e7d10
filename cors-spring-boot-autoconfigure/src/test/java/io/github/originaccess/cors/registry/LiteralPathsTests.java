// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LiteralPathsTests {

	private static final int TEXTS = 4096;

	/** The sixteen letters that a pattern's {@code *} stands for. */
	private static final String LETTERS = "abcdefghijklmnop";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHY                                        | PATTERN
			neighbours                                 | /***
			the first of four characters               | /aa*aaa*aaa*aaa
			the last of four characters                | /aa*aaa*aaa*
			the last of four characters, then others   | /aa*aaa*aaa*aaaaaaaaa
			the ends of segments                       | /a*/bb*/cc*
			the end of a long text                     | /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa***
			the start of a long text                   | /***aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
			""")
	void textsThatDifferInAnyPlaceAreSpread(String why, String pattern) {
		Map<String, Integer> values = texts(pattern);
		LiteralPaths<Integer> paths = new LiteralPaths<>(values, true);
		// By chance, about 3,624 of 16,384 places are the first one of a text. One random
		// multiplier in a thousand spreads neighbours worse.
		assertThat(Stream.generate(() -> new LiteralPaths<>(values, true))
			.limit(4)
			.mapToInt((each) -> places(each, values))).anyMatch((places) -> places > TEXTS / 2);
		values.forEach((text, value) -> assertThat(paths.findLongest(text + "/x", 0)).isEqualTo(value));
		values.forEach((text, value) -> assertThat(paths.findLongest("/app" + text, "/app".length())).isEqualTo(value));
	}

	private static int places(LiteralPaths<Integer> paths, Map<String, Integer> values) {
		return (int) values.keySet().stream().mapToInt(paths::firstIndex).distinct().count();
	}

	private static Map<String, Integer> texts(String pattern) {
		Map<String, Integer> values = new LinkedHashMap<>();
		for (int i = 0; i < TEXTS; i++) {
			String text = pattern;
			for (int rest = i; text.indexOf('*') >= 0; rest /= LETTERS.length()) {
				text = text.replaceFirst("\\*", String.valueOf(LETTERS.charAt(rest % LETTERS.length())));
			}
			values.put(text, i);
		}
		return values;
	}

}
