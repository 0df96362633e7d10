// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;
import java.util.Random;

import io.github.originaccess.cors.CorsPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for the choice of a policy without a look at the path. */
class UnreadPathTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                              | PATTERNS      | RESERVED            | LENGTH | POLICY
			nothing is reserved              | /**           | none                | 1000   | /**
			shorter than the reserved path   | /**           | /actuator           | 8      | /**
			as long as the reserved path     | /**           | /actuator           | 9      | none
			the shortest of two counts       | /**           | /actuator, /health  | 7      | none
			a variable may be short          | /**           | /{tenant}/actuator  | 11     | none
			another pattern                  | /**, /a/**    | none                | 1      | none
			not everything                   | /a/**         | none                | 1      | none
			one segment                      | /*            | none                | 1      | none
			""")
	void shortPathIsNotRead(String why, String patterns, @Nullable String reserved, int length,
			@Nullable String expected) {
		PathPolicies paths = new PathPolicies(PathPoliciesTests.policies(patterns.split(", ")),
				(reserved != null) ? List.of(reserved.split(", ")) : List.of(), PathPatternParser.defaultInstance);
		CorsPolicy policy = paths.findUnread("/".repeat(length));
		assertThat((policy != null) ? policy.name() : null).isEqualTo(expected);
	}

	@Test
	void pathThatIsNotReadHasOnePolicyInAllReadings() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		PathPolicies paths = new PathPolicies(PathPoliciesTests.policies("/**"), List.of("/a/b/ab"),
				PathPatternParser.defaultInstance);
		int reserved = 0;
		for (int i = 0; i < 50_000; i++) {
			String path = randomPath(random);
			CorsPolicy unread = paths.findUnread(path);
			for (PathContainer reading : PathReadings.of("", path, null, null).known()) {
				CorsPolicy read = paths.find(reading);
				reserved += (read == null) ? 1 : 0;
				assertThat(unread).as("seed %d, %s, read as %s", seed, path, reading).isIn(null, read);
			}
		}
		assertThat(reserved).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%zz", "/%", "/a%2Fb" })
	void pathThatCannotBeDecodedHasThePolicy(String path) {
		PathPolicies paths = new PathPolicies(PathPoliciesTests.policies("/**"), List.of("/actuator"),
				PathPatternParser.defaultInstance);
		assertThat(paths.findUnread(path)).isNotNull();
	}

	private static String randomPath(Random random) {
		String[] pieces = { "/a", "/b", "/ab", "/", ";p=1", "%61", "%", "%zz", "%2F", "/..", "/.", "\\", "%5C", "ab",
				"/x" };
		StringBuilder path = new StringBuilder("/");
		for (int i = random.nextInt(7); i > 0; i--) {
			path.append(pieces[random.nextInt(pieces.length)]);
		}
		return path.toString();
	}

}
