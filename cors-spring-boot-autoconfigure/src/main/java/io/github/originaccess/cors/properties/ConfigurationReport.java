// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.docs.Documentation;
import org.jspecify.annotations.Nullable;

/**
 * The report of problems for a terminal or a log.
 */
public final class ConfigurationReport {

	/** Characters that cannot begin a plain value in YAML. */
	private static final String YAML_INDICATORS = "*&!|>%@`\"'{}[],#?:-";

	/** More than twice the length of the longest origin. */
	private static final int MOST_CHARACTERS = 1000;

	/** The most problems in the message of an exception. */
	private static final int MOST_PROBLEMS = 20;

	/** The most characters of a value in the message of an exception. */
	private static final int MOST_CHARACTERS_IN_MESSAGE = 200;

	private ConfigurationReport() {
	}

	/**
	 * Write a report of several lines for a terminal.
	 * @param problems the problems
	 * @return the report, ordered by file and line
	 */
	public static String text(List<PropertyProblem> problems) {
		StringBuilder text = new StringBuilder(summary(problems)).append(":");
		sorted(problems).forEach((problem) -> append(problem, text));
		return text.toString();
	}

	/** Return the number of problems as a sentence without its full stop. */
	static String summary(List<PropertyProblem> problems) {
		return "The CORS configuration has " + ((problems.size() == 1) ? "a problem" : problems.size() + " problems");
	}

	/** Write the message of an exception: one line for each of the first problems. */
	static String message(List<PropertyProblem> problems) {
		StringBuilder message = new StringBuilder(summary(problems)).append(":");
		sorted(problems).limit(MOST_PROBLEMS)
			.forEach((problem) -> message.append("\n- ").append(line(problem, MOST_CHARACTERS_IN_MESSAGE)));
		if (problems.size() > MOST_PROBLEMS) {
			message.append("\n- and ").append(problems.size() - MOST_PROBLEMS).append(" more");
		}
		return message.append("\n").append(reference()).toString();
	}

	/**
	 * Return where the codes of problems are explained.
	 * @return a sentence that ends with an address
	 */
	public static String reference() {
		return "Each code is explained at " + Documentation.PROBLEMS.address();
	}

	private static Stream<PropertyProblem> sorted(List<PropertyProblem> problems) {
		return problems.stream().sorted(PropertyProblem.IN_READING_ORDER);
	}

	private static void append(PropertyProblem problem, StringBuilder text) {
		PropertyPlace place = problem.place();
		text.append("\n\n    ").append(PrintableValue.of(problem.property()));
		if (problem.isUnset()) {
			text.append(" is not set\n        policy declared in: ").append(PrintableValue.of(place.text()));
		}
		else {
			text.append(value(problem, MOST_CHARACTERS))
				.append("\n        set in: ")
				.append(PrintableValue.of(place.text()));
		}
		if (!problem.overridden().isEmpty()) {
			text.append("\n        overrides: ").append(PrintableValue.of(texts(problem.overridden())));
		}
		RelatedPlaces related = problem.related();
		if (related.written() != null) {
			text.append("\n        written as: ").append(shown(related.written(), MOST_CHARACTERS));
		}
		if (!related.texts().isEmpty()) {
			text.append("\n        comes from: ").append(PrintableValue.of(names(related.texts())));
		}
		if (related.together() != null) {
			text.append("\n        together with: ").append(PrintableValue.of(related.together()));
		}
		text.append("\n        refused: ")
			.append(PrintableValue.of(problem.reason()))
			.append(" ")
			.append(Documentation.ofProblem(problem.code()));
		if (problem.remedy() != null) {
			text.append("\n        write: ").append(written(problem));
		}
		if (related.alternative() != null) {
			text.append("\n        or set: ").append(PrintableValue.of(related.alternative()));
		}
	}

	/**
	 * Write a line for a log.
	 * @param problem the problem
	 * @return property, value, place, reason, code and remedy in one line
	 */
	public static String line(PropertyProblem problem) {
		return line(problem, MOST_CHARACTERS);
	}

	private static String line(PropertyProblem problem, int mostCharacters) {
		return PrintableValue.of(problem.property())
				+ (problem.isUnset() ? " is not set" : value(problem, mostCharacters)) + " ("
				+ PrintableValue.of(places(problem)) + "): " + PrintableValue.of(problem.reason()) + " "
				+ Documentation.ofProblem(problem.code())
				+ ((problem.remedy() != null) ? "; write: " + written(problem) : "")
				+ ((problem.related().alternative() != null)
						? "; or set: " + PrintableValue.of(problem.related().alternative()) : "");
	}

	private static String places(PropertyProblem problem) {
		RelatedPlaces related = problem.related();
		return problem.place().text() + (related.texts().isEmpty() ? "" : ", from " + names(related.texts()))
				+ ((related.together() != null) ? ", together with " + related.together() : "");
	}

	private static String value(PropertyProblem problem, int mostCharacters) {
		return (problem.value() != null) ? " = \"" + shown(problem.value(), mostCharacters) + "\"" : "";
	}

	/** A value in full, unless it is too long for its reader. */
	private static String shown(@Nullable String value, int mostCharacters) {
		String text = PrintableValue.of(value);
		return (text.length() <= mostCharacters) ? text
				: text.substring(0, mostCharacters) + "… (" + text.length() + " characters)";
	}

	/** Return the remedy, with the name of the property if it has no value yet. */
	private static String written(PropertyProblem problem) {
		String property = problem.property();
		return (problem.isUnset() ? property.substring(property.lastIndexOf('.') + 1) + ": " : "")
				+ pasteable(String.valueOf(problem.remedy()), problem.place());
	}

	/** Return the places with their properties, which a file and a line do not tell. */
	private static String names(List<PropertyPlace> places) {
		return places.stream()
			.map((place) -> place.file().isEmpty() ? place.text() : place.name() + " in " + place.text())
			.collect(Collectors.joining(", "));
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
