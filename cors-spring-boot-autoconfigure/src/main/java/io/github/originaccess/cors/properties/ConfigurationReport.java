// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Findings in words, for the terminal and the log.
 */
public final class ConfigurationReport {

	private static final String DOCUMENTATION = "docs/problems.md#";

	/** Characters that would begin something else than a plain value in YAML. */
	private static final String YAML_INDICATORS = "*&!|>%@`\"'{}[],#?:-";

	/** Twice as much as the longest origin, and more. */
	private static final int MOST_CHARACTERS = 1000;

	private ConfigurationReport() {
	}

	/** Return a report of several lines, ordered by file and line. */
	public static String text(List<PropertyProblem> findings) {
		StringBuilder text = new StringBuilder("The CORS configuration has ")
			.append((findings.size() == 1) ? "a problem" : findings.size() + " problems")
			.append(":");
		findings.stream()
			.sorted(Comparator.comparing(PropertyProblem::place, PropertyPlace.IN_READING_ORDER))
			.forEach((finding) -> append(finding, text));
		return text.toString();
	}

	private static void append(PropertyProblem finding, StringBuilder text) {
		PropertyPlace place = finding.place();
		text.append("\n\n    ").append(PrintableValue.of(finding.property()));
		if (finding.value() == null) {
			text.append(" is not set\n        policy declared in: ").append(PrintableValue.of(place.text()));
		}
		else {
			text.append(" = \"")
				.append(shown(finding.value()))
				.append("\"\n        set in: ")
				.append(PrintableValue.of(place.text()));
		}
		if (!finding.overridden().isEmpty()) {
			text.append("\n        overrides: ").append(PrintableValue.of(texts(finding.overridden())));
		}
		text.append("\n        refused: ")
			.append(PrintableValue.of(finding.reason()))
			.append(" (")
			.append(pointer(finding))
			.append(")");
		if (finding.instead() != null) {
			String property = finding.property();
			text.append("\n        write: ")
				.append((finding.value() == null) ? property.substring(property.lastIndexOf('.') + 1) + ": " : "")
				.append(pasteable(finding.instead(), place));
		}
	}

	/** Return one line, for a log. */
	public static String line(PropertyProblem finding) {
		return PrintableValue.of(finding.property())
				+ ((finding.value() != null) ? " = \"" + shown(finding.value()) + "\"" : " is not set") + " ("
				+ PrintableValue.of(finding.place().text()) + "): " + PrintableValue.of(finding.reason()) + " ("
				+ pointer(finding) + ")";
	}

	/** A value in full unless it would fill a terminal. */
	private static String shown(@Nullable String value) {
		String text = PrintableValue.of(value);
		return (text.length() <= MOST_CHARACTERS) ? text
				: text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
	}

	private static String pointer(PropertyProblem finding) {
		return DOCUMENTATION + finding.code();
	}

	private static String texts(List<PropertyPlace> places) {
		return places.stream().map(PropertyPlace::text).collect(Collectors.joining(", "));
	}

	private static String pasteable(String instead, PropertyPlace place) {
		String text = PrintableValue.of(instead);
		boolean quoted = place.isYaml() && YAML_INDICATORS.indexOf(text.charAt(0)) >= 0;
		return quoted ? "\"" + text + "\"" : text;
	}

}
