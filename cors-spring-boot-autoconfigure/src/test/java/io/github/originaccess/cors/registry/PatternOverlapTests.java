// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class PatternOverlapTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			FIRST           | SECOND       | OVERLAP | INCLUDES
			/a              | /a           | true    | true
			/a              | /A           | false   | false
			/a              | /b           | false   | false
			/a              | /a/          | false   | false
			/a              | /a/b         | false   | false
			/**             | /            | true    | true
			/**             | /a/{b}/**    | true    | true
			/a/**           | /a           | true    | true
			/a/**           | /a/b/c       | true    | true
			/a/**           | /ab          | false   | false
			/a/**           | /**          | true    | false
			/a/**           | /{x}         | true    | false
			/a/**           | /{x}/b       | true    | false
			/a/{*rest}      | /a/b/c       | true    | true
			/{x}            | /a           | true    | true
			/{x}            | /            | true    | false
			/{x}            | /a/b         | false   | false
			/{x}            | /*           | true    | false
			/*              | /{x}         | true    | true
			/*/**           | /*           | true    | false
			/*/b            | /a/b         | true    | true
			/*/b            | /a/c         | false   | false
			/{x:[a-z]+}     | /a           | true    | false
			/a/*.json       | /a/x.xml     | true    | false
			/a/v*           | /a/w*        | false   | false
			/a/v*           | /a/v1        | true    | false
			/a/v?           | /a/w         | false   | false
			/a/abc*         | /a/ab        | false   | false
			/**/end         | /a/b/end     | true    | false
			/**/end         | /a/b/other   | false   | false
			/{x}-{y}        | /a           | true    | false
			""")
	void patternsAreComparedSegmentBySegment(String first, String second, boolean overlap, boolean includes) {
		assertThat(PatternOverlap.mayOverlap(first, second, true)).isEqualTo(overlap);
		assertThat(PatternOverlap.mayOverlap(second, first, true)).isEqualTo(overlap);
		assertThat(PatternOverlap.includes(first, second, true)).isEqualTo(includes);
	}

	@Test
	void caseMayNotMatter() {
		assertThat(PatternOverlap.mayOverlap("/Api/v*", "/aPI/V1", false)).isTrue();
		assertThat(PatternOverlap.includes("/API/**", "/api/x", false)).isTrue();
	}

	/**
	 * Spring's own matching is the oracle: a path that matches both patterns proves an
	 * overlap, and a path that only the inner one matches disproves inclusion.
	 */
	@Test
	void answersNeverContradictAPath() {
		Random random = new Random(4711);
		List<PathContainer> paths = new ArrayList<>();
		for (String path : List.of("/", "/a", "/b", "/a/", "/ab", "/a/a", "/a/b", "/b/a", "/ab/a", "/a/a/a", "/a/b/ab",
				"/b/a/b", "/ab/ab/ab")) {
			paths.add(PathContainer.parsePath(path));
		}
		int overlaps = 0;
		for (int i = 0; i < 20_000; i++) {
			PathPattern first = pattern(random);
			PathPattern second = pattern(random);
			String texts = first + " " + second;
			boolean mayOverlap = PatternOverlap.mayOverlap(first.toString(), second.toString(), true);
			boolean includes = PatternOverlap.includes(first.toString(), second.toString(), true);
			overlaps += mayOverlap ? 1 : 0;
			for (PathContainer path : paths) {
				if (second.matches(path)) {
					assertThat(mayOverlap || !first.matches(path)).as(texts + " overlap at " + path).isTrue();
					assertThat(!includes || first.matches(path)).as(texts + " includes " + path).isTrue();
				}
			}
		}
		assertThat(overlaps).isBetween(5_000, 15_000);
	}

	private static PathPattern pattern(Random random) {
		String[] segments = { "a", "b", "ab", "*", "{x}", "a*", "*b", "?", "{x:a+}" };
		StringBuilder text = new StringBuilder((random.nextInt(8) == 0) ? "/**/a" : "");
		int length = random.nextInt(3);
		for (int i = 0; i < length && text.indexOf("**") < 0; i++) {
			String segment = segments[random.nextInt(segments.length)];
			text.append('/').append(segment.replace("x", "x" + i));
		}
		if (text.indexOf("**") < 0 && (text.isEmpty() || random.nextInt(3) == 0)) {
			text.append((random.nextInt(2) == 0) ? "/**" : "/");
		}
		return PathPatternParser.defaultInstance.parse(text.toString());
	}

}
