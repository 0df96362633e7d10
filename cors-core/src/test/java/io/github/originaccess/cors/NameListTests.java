// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class NameListTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
			SETTING         | WRITTEN                        | CODE                      | REMEDY
			ALLOWED_METHODS | GET PUT                        | method-invalid            | GET, PUT
			ALLOWED_METHODS | [GET, PUT]                     | method-invalid            | GET, PUT
			ALLOWED_METHODS | ["GET","PUT"]                  | method-invalid            | GET, PUT
			ALLOWED_METHODS | GET;PUT                        | method-invalid            | GET, PUT
			ALLOWED_METHODS | 'GET'                          | method-invalid            | GET
			ALLOWED_METHODS | "GET                           | method-invalid            | GET
			ALLOWED_METHODS | GET/PUT                        | method-invalid            |
			ALLOWED_METHODS | GÉT                            | method-invalid            |
			ALLOWED_METHODS | GET TRACE                      | method-invalid            |
			ALLOWED_METHODS | []                             | method-invalid            |
			ALLOWED_METHODS | "                              | method-invalid            |
			ALLOWED_METHODS | trace                          | method-forbidden          |
			ALLOWED_METHODS | P*                             | name-with-wildcard        | *
			ALLOWED_METHODS | '                              |                           |
			ALLOWED_METHODS | ''                             |                           |
			ALLOWED_METHODS | '*'                            | name-with-wildcard        | *
			ALLOWED_METHODS | '!'                            |                           |
			ALLOWED_METHODS | ~GET|PUT~                      |                           |
			ALLOWED_HEADERS | X-A: 1                         | header-name-invalid       | X-A
			ALLOWED_HEADERS | Content-Type: application/json | header-name-invalid       | Content-Type
			ALLOWED_HEADERS | Cookie: a=b                    | header-name-invalid       |
			ALLOWED_HEADERS | : X-A                          | header-name-invalid       |
			ALLOWED_HEADERS | `X-A`                          | header-name-invalid       | X-A
			ALLOWED_HEADERS | X-* X-A                        | header-name-invalid       |
			ALLOWED_HEADERS | X A Y                          | header-name-invalid       | X, A, Y
			ALLOWED_HEADERS | Sec-Fetch-Site                 | request-header-forbidden  |
			ALLOWED_HEADERS | Set-Cookie2                    |                           |
			EXPOSED_HEADERS | Set-Cookie2                    | response-header-forbidden |
			EXPOSED_HEADERS | X-A;X-B                        | header-name-invalid       | X-A, X-B
			EXPOSED_HEADERS | Cookie                         |                           |
			""")
	void problemOfANameIsFoundWithItsRemedy(Setting setting, String written, @Nullable String code,
			@Nullable String remedy) {
		ElementProblem problem = NameList.problem(setting, written);
		assertThat((problem != null) ? problem.code().id() : null).isEqualTo(code);
		assertThat((problem != null) ? problem.remedy() : null).isEqualTo(remedy);
	}

	@ParameterizedTest
	@EnumSource(names = { "ALLOWED_METHODS", "ALLOWED_HEADERS", "EXPOSED_HEADERS" })
	void nameMayContainEveryCharacterOfAToken(Setting setting) {
		for (char c : "!#$%&'+-.^_`|~0aZ".toCharArray()) {
			assertThat(NameList.problem(setting, c + "x" + c + "y")).as("%s", c).isNull();
		}
	}

}
