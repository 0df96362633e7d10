// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Reports everything that is wrong with the policies: property, value, place, reason, and
 * what to write instead.
 */
final class CorsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidCorsPolicyException> {

	private final Environment environment;

	CorsFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidCorsPolicyException cause) {
		PropertyPlaces places = new PropertyPlaces(this.environment);
		List<Problem> problems = cause.problems();
		StringBuilder description = new StringBuilder("The CORS configuration has ")
			.append((problems.size() == 1) ? "a problem" : problems.size() + " problems")
			.append(":");
		for (Problem problem : problems) {
			describe(problem, places, description);
		}
		return new FailureAnalysis(description.toString(),
				"Correct the configuration. Until then the application does not start, lest it trusts the wrong sites.",
				cause);
	}

	private static void describe(Problem problem, PropertyPlaces places, StringBuilder text) {
		String name = places.name(problem.policy(), problem.setting(), problem.index());
		String place = places.place(name);
		text.append("\n\n    ").append(name);
		if (place == null) {
			text.append(" is not set");
		}
		else {
			text.append(" = \"").append(printable(problem.value())).append("\"\n        set in: ").append(place);
		}
		text.append("\n        refused: ")
			.append(printable(problem.reason()))
			.append(" (")
			.append(problem.code().id())
			.append(")");
		if (problem.instead() != null) {
			text.append("\n        write: ").append(problem.instead());
		}
	}

	/**
	 * Values come from files that may hold anything; a terminal obeys control characters.
	 */
	private static String printable(String text) {
		StringBuilder printable = new StringBuilder();
		text.codePoints().forEach((c) -> {
			if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
				printable.append(String.format("\\u%04x", c));
			}
			else {
				printable.appendCodePoint(c);
			}
		});
		return printable.toString();
	}

}
