// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Findings in words, for the terminal and the log.
 */
final class ConfigurationReport {

	private static final String DOCUMENTATION = "docs/problems.md#";

	/** Characters that would begin something else than a plain value in YAML. */
	private static final String YAML_INDICATORS = "*&!|>%@`\"'{}[],#?:-";

	/** Twice as much as the longest origin, and more. */
	private static final int MOST_CHARACTERS = 1000;

	/** Before an origin that follows another one in the same text. */
	private static final Pattern NEXT_ORIGIN = Pattern.compile("(?<=[\\s,;|])(?=\\p{Alpha}[\\p{Alnum}+.-]*+://)");

	/** What user info follows; a single letter is the drive of a file. */
	private static final Pattern BEFORE_USER_INFO = Pattern.compile("(?<!\\b\\p{Alpha}):[/\\\\]++|[/\\\\]{2,}+");

	/** The same where no slashes are, and a name alone is no secret. */
	private static final Pattern BEFORE_PASSWORD = Pattern.compile("(?!/)(?s:.*?):(?![/\\\\])");

	private static final String MASK = "***";

	private ConfigurationReport() {
	}

	/** Return a report of several lines, ordered by file and line. */
	static String text(List<Finding> findings) {
		StringBuilder text = new StringBuilder("The CORS configuration has ")
			.append((findings.size() == 1) ? "a problem" : findings.size() + " problems")
			.append(":");
		findings.stream()
			.sorted(Comparator.comparing(Finding::place, PropertyPlace.IN_READING_ORDER))
			.forEach((finding) -> append(finding, text));
		return text.toString();
	}

	private static void append(Finding finding, StringBuilder text) {
		PropertyPlace place = finding.place();
		text.append("\n\n    ").append(printable(finding.property()));
		if (finding.value() == null) {
			text.append(" is not set\n        policy declared in: ").append(printable(place.text()));
		}
		else {
			text.append(" = \"")
				.append(shown(finding.value()))
				.append("\"\n        set in: ")
				.append(printable(place.text()));
		}
		if (!finding.overridden().isEmpty()) {
			text.append("\n        overrides: ").append(printable(texts(finding.overridden())));
		}
		text.append("\n        refused: ")
			.append(printable(finding.reason()))
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
	static String line(Finding finding) {
		return printable(finding.property())
				+ ((finding.value() != null) ? " = \"" + shown(finding.value()) + "\"" : " is not set") + " ("
				+ printable(finding.place().text()) + "): " + printable(finding.reason()) + " (" + pointer(finding)
				+ ")";
	}

	/** A value in full unless it would fill a terminal. */
	private static String shown(@Nullable String value) {
		String text = printable(value);
		return (text.length() <= MOST_CHARACTERS) ? text
				: text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
	}

	private static String pointer(Finding finding) {
		return DOCUMENTATION + finding.code();
	}

	private static String texts(List<PropertyPlace> places) {
		return places.stream().map(PropertyPlace::text).collect(Collectors.joining(", "));
	}

	private static String pasteable(String instead, PropertyPlace place) {
		String text = printable(instead);
		boolean quoted = place.isYaml() && YAML_INDICATORS.indexOf(text.charAt(0)) >= 0;
		return quoted ? "\"" + text + "\"" : text;
	}

	/**
	 * Values come from files that may hold anything: a terminal obeys control characters,
	 * and a log is read by more people than a password is for.
	 */
	static String printable(@Nullable String text) {
		StringBuilder printable = new StringBuilder();
		withoutUserInfo(String.valueOf(text)).codePoints().forEach((c) -> {
			if (isPrintable(c)) {
				printable.appendCodePoint(c);
			}
			else {
				printable.append(String.format("\\u%04x", c));
			}
		});
		return printable.toString();
	}

	private static String withoutUserInfo(String text) {
		if (text.indexOf('@') < 0) {
			return text;
		}
		return NEXT_ORIGIN.splitAsStream(text)
			.map(ConfigurationReport::withUserInfoMasked)
			.collect(Collectors.joining());
	}

	/**
	 * A password is whatever its owner made it, and this text is refused for some mistake
	 * already: so all up to the last {@literal @} is hidden, even where a path may have
	 * begun.
	 */
	private static String withUserInfoMasked(String origin) {
		int end = origin.lastIndexOf('@');
		String before = origin.substring(0, Math.max(0, end));
		Matcher start = BEFORE_USER_INFO.matcher(before);
		if (start.find()) {
			return before.substring(0, start.end()) + MASK + origin.substring(end);
		}
		return BEFORE_PASSWORD.matcher(before).lookingAt() ? MASK + origin.substring(end) : origin;
	}

	private static boolean isPrintable(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
				false;
			default -> true;
		};
	}

}
