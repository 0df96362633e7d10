// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.net.IDN;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PunycodeTests {

	private static final int LABELS = 5_000;

	/** The first letter and the number of letters of several scripts. */
	private static final int[][] LETTERS = { { 'a', 26 }, { 0x430, 32 }, { 0x561, 38 }, { 0xe01, 46 }, { 0x3041, 83 },
			{ 0x4e00, 20_000 }, { 0xac00, 11_172 }, { 0x20000, 40_000 } };

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					host                      | punycode                                    | why
					straße.de                 | xn--strae-oqa.de                            | ß is a letter of its own since 2008
					bücher.example            | xn--bcher-kva.example                       | one letter
					日本語.jp                 | xn--wgv71a119e.jp                           | no ASCII in the label
					bücher.straße.example     | xn--bcher-kva.xn--strae-oqa.example         | several labels
					münchen.日本語.example    | xn--mnchen-3ya.xn--wgv71a119e.example       | several labels
					BÜCHER.example            | xn--bcher-kva.example                       | upper case
					bu\u0308cher.example      | xn--bcher-kva.example                       | combining characters
					ｅｘａｍｐｌｅ.com        | example.com                                 | full width
					日本語。jp                | xn--wgv71a119e.jp                           | ideographic full stop
					пример.испытание          | xn--e1afmkfd.xn--80akhbyknj4f               | Cyrillic
					παράδειγμα.δοκιμή         | xn--hxajbheg2az3al.xn--jxalpdlp             | Greek
					فارسی.example             | xn--mgbug7c06b.example                      | right to left
					☃.example                 | xn--n3h.example                             | a symbol
					💩.la                     | xn--ls8h.la                                 | beyond the basic plane
					*.bücher.example          | *.xn--bcher-kva.example                     | a pattern
					.bücher.example           | .xn--bcher-kva.example                      | an empty label
					app.example.com           | app.example.com                             | ASCII stays as it is
					""")
	void hostIsConvertedAsBrowsersSendIt(String host, String punycode, String why) {
		assertThat(Punycode.host(host)).as(why).isEqualTo(punycode);
	}

	/** The JDK's encoder is an oracle for letters that no standard maps. */
	@Test
	void labelIsEncodedAsTheJdkEncodesIt(TestReporter reporter) {
		long seed = Long.getLong("seed", System.nanoTime());
		reporter.publishEntry("seed", String.valueOf(seed));
		Random random = new Random(seed);
		for (int i = 0; i < LABELS; i++) {
			StringBuilder label = new StringBuilder();
			for (int length = random.nextInt(10); length >= 0; length--) {
				int[] range = LETTERS[random.nextInt(LETTERS.length)];
				label.appendCodePoint(range[0] + random.nextInt(range[1]));
			}
			assertThat(Punycode.host(label.toString())).as("seed %s: %s", seed, label)
				.isEqualTo(IDN.toASCII(label.toString()));
		}
	}

}
