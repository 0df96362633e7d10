// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Objects;

import io.github.originaccess.cors.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A text that is no path, or matches none, is a problem with a remedy.
 */
class PathProblemsTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			PATTERN     | CODE                | INSTEAD
			/api/**     | none                | none
			/           | none                | none
			/é          | none                | none
			/**/x       | none                | none
			api/**      | path-without-slash  | /api/**
			*           | path-without-slash  | /**
			**          | path-without-slash  | /**
			api/{id}    | path-without-slash  | /api/{id}
			^/api/.*$   | path-without-slash  | none
			https://a/b | path-without-slash  | none
			\\api        | path-without-slash  | none
			a b         | path-without-slash  | none
			a/**/b      | path-without-slash  | none
			api?x       | path-without-slash  | none
			/${VERSION} | path-invalid        | none
			/a b        | none                | none
			/service path/** | none           | none
			/a b/{id}/c | none                | none
			/ a         | path-invalid        | /a
			/api/ **    | path-invalid        | /api/**
			/ **        | path-invalid        | /**
			/api/ {id}  | path-invalid        | /api/{id}
			/x/** y     | path-invalid        | none
			/x/* y      | path-invalid        | none
			/x/* *      | path-invalid        | none
			/x/a *      | path-invalid        | none
			/a/{b} c    | none                | none
			'/a b'   | none                | none
			/a/** /b/** | path-invalid        | /a/**, /b/**
			/a /b       | path-invalid        | /a, /b
			/a /%62     | path-invalid        | none
			'/a\tb'      | path-invalid        | none
			'/a\n/b'     | path-invalid        | /a, /b
			'/a\r\n/b'   | path-invalid        | /a, /b
			'/a\0'       | path-invalid        | none
			/%61pi      | path-never-matches  | /api
			/caf%C3%A9/** | path-never-matches | /café/**
			/a%20b      | path-never-matches  | /a b
			/a%2Fb      | path-never-matches  | none
			/a%2A       | path-never-matches  | none
			/a%3Bb      | path-never-matches  | none
			/a%25b      | path-never-matches  | none
			/a%E9       | path-never-matches  | none
			/a%         | path-never-matches  | none
			/a%zz       | path-never-matches  | none
			/a%0Ab      | path-never-matches  | none
			/%7Bid%7D   | path-never-matches  | none
			/a;b        | path-never-matches  | none
			/{a:[^;]+}  | none                | none
			/{a:x%y z}  | none                | none
			/{a:b{2}}%  | path-never-matches  | none
			/a/**/b     | path-invalid        | none
			/{a         | path-invalid        | none
			/{a}/{a}    | path-invalid        | none
			/{a:[}      | path-invalid        | none
			/{a:+}.json | path-invalid        | none
			""")
	void invalidPatternIsAProblem(String pattern, String code, String instead) {
		Problem problem = PathProblems.find("api", 3, pattern);
		assertThat((problem != null) ? problem.code().id() : null).isEqualTo(code);
		if (problem != null) {
			assertThat(problem.remedy()).isEqualTo(instead);
			assertThat(problem.policy()).isEqualTo("api");
			assertThat(problem.index()).isEqualTo(3);
			assertThat(problem.value()).isEqualTo(pattern);
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
			WRITTEN                       | REASON         | INSTEAD
			'/api/**'                     | the quotes     | /api/**
			"/api/**"                     | the quotes     | /api/**
			`/api/**`                     | the quotes     | /api/**
			“/api/**”                     | the quotes     | /api/**
			"/api/**                      | the quotes     | /api/**
			/api/**"                      | the quotes     | /api/**
			/x'                           | the quotes     | /x
			/'                            | the quotes     | /
			"'/api/**'"                   | the quotes     | /api/**
			"api/**"                      | the quotes     | /api/**
			"/api/**, /x"                 | the quotes     | /api/**, /x
			'/a/**' '/b'                  | the quotes     |
			"*"                           | the quotes     | /**
			""                            | the quotes     |
			"                             | the quotes     |
			'a b'                         | the quotes     |
			["/api/**","/x"]              | write a list   | /api/**, /x
			['/api/**', 'x']              | write a list   | /api/**, /x
			[/api/**, /x]                 | write a list   | /api/**, /x
			[/api/**]                     | write a list   | /api/**
			[]                            | write a list   |
			["/a" "/b"]                   | write a list   |
			["/a", 7:x]                   | write a list   |
			["/a/{id:[0-9]{1,3}}", "/b"]  | write a list   | /a/{id:[0-9]{1,3}}, /b
			[\\"/a\\"]                    | write a list   |
			[[[[[[/a]]]]]]                | write a list   |
			all                           | this is a word |
			Any                           | this is a word |
			"all"                         | this is a word |
			none                          | a path         |
			null                          | a path         |
			./api/**                      | a path         | /api/**
			../api                        | a path         |
			api/../x                      | a path         |
			api/'x'                       | a path         |
			#{paths}                      | a path         |
			api[0]                        | a path         |
			""")
	void remedyOfAForeignNotationIsWhatWasMeant(String written, String reason, @Nullable String instead) {
		Problem problem = Objects.requireNonNull(PathProblems.find("api", 0, written));
		assertThat(problem.reason()).startsWith(reason);
		assertThat(problem.remedy()).isEqualTo(instead);
		for (String path : (instead != null) ? instead.split(", ") : new String[0]) {
			assertThat(PathProblems.find("api", 0, path)).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/it's", "/'a'", "/{a:'}", "/x'y'" })
	void quoteWithinAPathIsNoProblem(String path) {
		assertThat(PathProblems.find("api", 0, path)).isNull();
	}

	@Test
	void pathContainsNoLineSeparatorOfUnicode() {
		Problem problem = Objects.requireNonNull(PathProblems.find("api", 0, "/a\u2028/b"));
		assertThat(problem.code()).isEqualTo(Problem.Code.PATH_INVALID);
		assertThat(problem.remedy()).isEqualTo("/a, /b");
	}

}
