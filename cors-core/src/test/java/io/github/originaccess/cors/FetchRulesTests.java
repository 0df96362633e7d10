// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import io.github.originaccess.cors.FetchRules.OriginSpelling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FetchRulesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			text             | token
			a                | true
			aAzZ09           | true
			!#$%&'*+-.^_`~   | true
			''               | false
			a b              | false
			a,b              | false
			a:b              | false
			(a)              | false
			a\u007f          | false
			a\u0080          | false
			\u00e9           | false
			""")
	void tokenConsistsOfTokenCharacters(String text, boolean token) {
		assertThat(FetchRules.isToken(text)).isEqualTo(token);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			scheme | rest | end    | possible | why
			64     | 253  | :65535 | true     | the longest
			65     | 253  | :65535 | false    | one more in the scheme
			64     | 254  | :65535 | false    | one more in the host
			64     | 253  | :655350| false    | one more in the port
			1      | 259  | ''     | true     | as much after a short scheme
			1      | 260  | ''     | false    | one more after a short scheme
			1      | 1    | \u007f | false    | DEL
			1      | 1    | \u0080 | false    | the first character beyond ASCII
			1      | 1    | ,      | false    | a list of origins
			""")
	void lengthOfAnOriginIsLimited(int scheme, int rest, String end, boolean possible, String why) {
		String origin = "s".repeat(scheme) + "://" + "h".repeat(rest) + end;
		assertThat(FetchRules.spelling(origin) != OriginSpelling.IMPOSSIBLE).as(why).isEqualTo(possible);
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "1, true", "262, true", "263, false" })
	void lengthOfAnOriginWithoutSchemeIsLimited(int length, boolean possible) {
		assertThat(FetchRules.spelling("n".repeat(length)) != OriginSpelling.IMPOSSIBLE).isEqualTo(possible);
	}

	@ParameterizedTest
	@CsvSource({ "https://a.example:8443, AS_BROWSERS_SEND_IT", "null, AS_BROWSERS_SEND_IT",
			"Https://a.example, WITH_UPPER_CASE", "https://a.exampleZ, WITH_UPPER_CASE",
			"http://[::A]:80, WITH_UPPER_CASE", "https://@.example, IMPOSSIBLE", "https://A.example/`, IMPOSSIBLE" })
	void upperCaseInAnOriginIsDetected(String origin, OriginSpelling spelling) {
		assertThat(FetchRules.spelling(origin)).isEqualTo(spelling);
	}

}
