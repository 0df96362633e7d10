// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short cut for plain origins gives the same result as the full parser.
 */
class PlainOriginTests {

	private static final String CHARACTERS = "a0-.xn";

	private static final String[] PARTS = { "a", "b-c", "xn", "--", "-", ".", "0", "7", "0x1f", "com", "A", "ä", "_",
			"*", ":", "8443", "/", "@", " ", "[", "a".repeat(62), "b".repeat(30) };

	@Test
	void shortHostIsParsedAlikeInBothWays() {
		int plain = 0;
		for (int length = 0; length <= 6; length++) {
			int[] digits = new int[length];
			do {
				StringBuilder host = new StringBuilder();
				for (int digit : digits) {
					host.append(CHARACTERS.charAt(digit));
				}
				plain += isParsedAlike("https://" + host) ? 1 : 0;
			}
			while (increment(digits));
		}
		assertThat(plain).isGreaterThan(1_000);
	}

	private static boolean increment(int[] digits) {
		for (int i = 0; i < digits.length; i++) {
			if (++digits[i] < CHARACTERS.length()) {
				return true;
			}
			digits[i] = 0;
		}
		return false;
	}

	@Test
	void randomTextIsParsedAlikeInBothWays() {
		SplittableRandom random = new SplittableRandom(7);
		int plain = 0;
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder((random.nextInt(10) > 0) ? "https://" : "http://");
			for (int parts = random.nextInt(9); parts > 0; parts--) {
				text.append(PARTS[random.nextInt((random.nextInt(3) > 0) ? 10 : PARTS.length)]);
			}
			plain += isParsedAlike(text.toString()) ? 1 : 0;
		}
		assertThat(plain).isGreaterThan(100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com", "https://a-b.0c.example", "https://1.2.3.example" })
	void usualOriginsArePlain(String origin) {
		assertThat(isParsedAlike(origin)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://", "https://localhost", "https://10.0.0.1", "https://a.0x1f",
			"https://xn--strae-oqa.example", "https://app.example.com:8443", "https://*.example.com",
			"http://app.example.com", "HTTPS://app.example.com", " https://app.example.com", "https://app.example.com/",
			"https://app.example.com." })
	void otherTextsAreNotPlain(String text) {
		assertThat(isParsedAlike(text)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'https://a.example'                              | https://a.example
			'https://a.example,https://b.example'            | https://a.example ~ https://b.example
			' https://a.example ,	 https://a.example '      | https://a.example ~ https://a.example
			'https://a.example,https://*.b.example'          | ''
			'https://a.example,https://b.example:[8443,443]' | ''
			'https://a.example,'                             | ''
			',https://a.example'                             | ''
			''                                               | ''
			""")
	void textOfPlainOriginsIsSplitAtCommas(String text, String origins) {
		assertThat(String.join(" ~ ", PlainOrigin.split(text))).isEqualTo(origins);
	}

	@Test
	void longestHostIsPlainAndALongerOneIsNot() {
		String label = "a".repeat(63);
		String host = label + "." + label + "." + label + "." + "a".repeat(61);
		assertThat(isParsedAlike("https://" + host)).isTrue();
		assertThat(isParsedAlike("https://" + host + "a")).isFalse();
		assertThat(isParsedAlike("https://a" + label + ".example")).isFalse();
	}

	private static boolean isParsedAlike(String text) {
		boolean plain = PlainOrigin.matches(text);
		if (plain) {
			OriginPattern pattern = PlainOrigin.parse(text);
			assertThat(OriginPatternParser.parseCarefully(text)).isEqualTo(pattern);
			assertThat(pattern.text()).isEqualTo(text);
			assertThat(pattern.isSecure()).isTrue();
		}
		return plain;
	}

}
