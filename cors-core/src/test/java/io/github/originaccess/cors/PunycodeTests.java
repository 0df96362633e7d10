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

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			label                     | valid | why
			xn--n3h                   | true  | a snowman
			xn--ls8h                  | true  | beyond the basic plane
			xn--bcher-kva             | true  | one letter
			xn--strae-oqa             | true  | a letter that an older standard maps
			xn--fiqs8s                | true  | Chinese
			xn--mgberp4a5d4ar         | true  | Arabic
			xn--ngbc5azd              | true  | Arabic
			xn--3e0b707e              | true  | Korean
			xn--p1ai                  | true  | Cyrillic
			xn--h2brj9c               | true  | Devanagari with a vowel sign
			xn--nxasmm1c              | true  | a final sigma
			xn--f9jeu                 | true  | Cherokee, whose canonical form is upper case
			xn--hgbk6aj7f53bba        | true  | a registered test name
			xn--                      | false | nothing
			xn--a                     | false | a control character
			xn--f                     | false | a control character
			xn--0                     | false | an incomplete number
			xn--99999999              | false | beyond Unicode
			xn--abc-                  | false | ASCII only
			xn--a_b                   | false | no digit of Punycode
			xn--xn--bcher-u9a         | false | Punycode of Punycode
			xn--bcher-2pa             | false | a letter in upper case
			xn--ab-iga0000            | false | too many numbers
			xn--1ug                   | true  | a joiner, which the check does not know the context of
			xn--a-83t                 | false | an ideographic full stop
			xn--a-ty8h                | false | a ligature
			xn--a-ubb                 | false | a combining mark at the beginning
			xn--7wa                   | false | a Greek letter in upper case
			xn--7ca                   | true  | one letter
			xn--6a                    | false | a space
			""")
	void labelIsValidIfBrowsersAcceptIt(String label, boolean valid, String why) {
		assertThat(Punycode.isValid(label)).as(why).isEqualTo(valid);
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
			String punycode = Punycode.host(label.toString());
			assertThat(punycode).as("seed %s: %s", seed, label).isEqualTo(IDN.toASCII(label.toString()));
			if (punycode.startsWith("xn--")) {
				boolean valid = Character.getType(label.codePointAt(0)) != Character.NON_SPACING_MARK;
				assertThat(Punycode.isValid(punycode)).as("seed %s: %s", seed, label).isEqualTo(valid);
			}
		}
	}

}
