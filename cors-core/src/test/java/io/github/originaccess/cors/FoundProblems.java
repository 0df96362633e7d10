// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The problems that the compilation of policies finds.
 */
final class FoundProblems {

	static final Consumer<Problem> NO_WARNINGS = (warning) -> assertThat(warning).as("warning").isNull();

	private FoundProblems() {
	}

	static List<Problem> of(CorsPolicyBuilder builder) {
		return of(builder::build);
	}

	static List<Problem> ofAll(CorsPolicyBuilder... builders) {
		return of(() -> CorsPolicyBuilder.buildAll(List.of(builders), PathSyntax.ANY, NO_WARNINGS));
	}

	static List<Problem> of(Runnable compilation) {
		try {
			compilation.run();
			return List.of();
		}
		catch (InvalidCorsPolicyException ex) {
			return ex.problems();
		}
	}

	/** Return setting, index, code and value in the form of the tables. */
	static String describe(Problem problem) {
		return (problem.setting().propertyName() + "[" + problem.index() + "] " + problem.code().id() + " "
				+ problem.value())
			.strip();
	}

}
