// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The report of problems for a terminal or a log.
 */
public final class ConfigurationReport {

	private static final String DOCUMENTATION = "docs/problems.md#";

	/** Characters that cannot begin a plain value in YAML. */
	private static final String YAML_INDICATORS = "*&!|>%@`\"'{}[],#?:-";

	/** More than twice the length of the longest origin. */
	private static final int MOST_CHARACTERS = 1000;

	private ConfigurationReport() {
	}

	/**
	 * Write a report of several lines for a terminal.
	 * @param problems the problems
	 * @return the report, ordered by file and line
	 */
	public static String text(List<PropertyProblem> problems) {
		StringBuilder text = new StringBuilder("The CORS configuration has ")
			.append((problems.size() == 1) ? "a problem" : problems.size() + " problems")
			.append(":");
		problems.stream()
			.sorted(Comparator.comparing(PropertyProblem::place, PropertyPlace.IN_READING_ORDER))
			.forEach((problem) -> append(problem, text));
		return text.toString();
	}

	private static void append(PropertyProblem problem, StringBuilder text) {
		PropertyPlace place = problem.place();
		text.append("\n\n    ").append(PrintableValue.of(problem.property()));
		if (problem.value() == null) {
			text.append(" is not set\n        policy declared in: ").append(PrintableValue.of(place.text()));
		}
		else {
			text.append(" = \"")
				.append(shown(problem.value()))
				.append("\"\n        set in: ")
				.append(PrintableValue.of(place.text()));
		}
		if (!problem.overridden().isEmpty()) {
			text.append("\n        overrides: ").append(PrintableValue.of(texts(problem.overridden())));
		}
		text.append("\n        refused: ")
			.append(PrintableValue.of(problem.reason()))
			.append(" (")
			.append(pointer(problem))
			.append(")");
		if (problem.remedy() != null) {
			String property = problem.property();
			text.append("\n        write: ")
				.append((problem.value() == null) ? property.substring(property.lastIndexOf('.') + 1) + ": " : "")
				.append(pasteable(problem.remedy(), place));
		}
	}

	/**
	 * Write a line for a log.
	 * @param problem the problem
	 * @return property, value, place, reason and code in one line
	 */
	public static String line(PropertyProblem problem) {
		return PrintableValue.of(problem.property())
				+ ((problem.value() != null) ? " = \"" + shown(problem.value()) + "\"" : " is not set") + " ("
				+ PrintableValue.of(problem.place().text()) + "): " + PrintableValue.of(problem.reason()) + " ("
				+ pointer(problem) + ")";
	}

	/** A value in full, unless it is too long for a terminal. */
	private static String shown(@Nullable String value) {
		String text = PrintableValue.of(value);
		return (text.length() <= MOST_CHARACTERS) ? text
				: text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
	}

	private static String pointer(PropertyProblem problem) {
		return DOCUMENTATION + problem.code();
	}

	private static String texts(List<PropertyPlace> places) {
		return places.stream().map(PropertyPlace::text).collect(Collectors.joining(", "));
	}

	private static String pasteable(String remedy, PropertyPlace place) {
		String text = PrintableValue.of(remedy);
		boolean quoted = place.isYaml() && YAML_INDICATORS.indexOf(text.charAt(0)) >= 0;
		return quoted ? "\"" + text + "\"" : text;
	}

}
