// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Patterns of another path matcher, which the parser of path patterns refuses.
 */
class PathPatternsTests {

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "/a/**/b", "/{id:+}.json" })
	void patternThatIsNotParsedWinsOverNone(String pattern) {
		assertThat(new PathPatterns().wins(pattern, "/**")).isFalse();
	}

}
