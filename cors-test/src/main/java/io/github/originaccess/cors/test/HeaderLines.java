// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The header lines of a message, in order: the
 * <a href="https://fetch.spec.whatwg.org/#concept-header-list">header list</a> of the
 * standard. Names match without regard to case.
 *
 * @param lines the lines, unmodifiable
 */
public record HeaderLines(List<Line> lines) {

	private static final HeaderLines NONE = new HeaderLines(List.of());

	/** Create header lines with a copy of the list. */
	public HeaderLines {
		lines = List.copyOf(lines);
	}

	/**
	 * Return header lines without a line.
	 * @return the empty list
	 */
	public static HeaderLines none() {
		return NONE;
	}

	/**
	 * Create header lines.
	 * @param namesAndValues a name, its value, the next name, its value, and so on
	 * @return the lines
	 * @throws IllegalArgumentException if the last name has no value
	 */
	public static HeaderLines of(String... namesAndValues) {
		if (namesAndValues.length % 2 != 0) {
			throw new IllegalArgumentException("The header " + namesAndValues[namesAndValues.length - 1]
					+ " has no value: names and values take turns.");
		}
		List<Line> lines = new ArrayList<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			lines.add(new Line(namesAndValues[i], namesAndValues[i + 1]));
		}
		return new HeaderLines(lines);
	}

	/**
	 * Create header lines, one for each value of each name.
	 * @param headers values by name, in the order of the map
	 * @return the lines
	 */
	public static HeaderLines of(Map<String, ? extends Collection<String>> headers) {
		List<Line> lines = new ArrayList<>();
		headers.forEach((name, values) -> values.forEach((value) -> lines.add(new Line(name, value))));
		return new HeaderLines(lines);
	}

	/**
	 * Return the value of a header as a script sees it, by
	 * <a href="https://fetch.spec.whatwg.org/#concept-header-list-get">get</a>.
	 * @param name the name, in any case
	 * @return the values of all its lines, joined by a comma and a space, or null if
	 * there is no such line
	 */
	public @Nullable String get(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : String.join(", ", values);
	}

	/**
	 * Return the values of a header, one for each line.
	 * @param name the name, in any case
	 * @return the values in order, empty if there is no such line
	 */
	public List<String> values(String name) {
		return this.lines.stream().filter((line) -> line.isNamed(name)).map(Line::value).toList();
	}

	/**
	 * Return whether there is a line of a header.
	 * @param name the name, in any case
	 * @return true if there is at least one line
	 */
	public boolean contains(String name) {
		return this.lines.stream().anyMatch((line) -> line.isNamed(name));
	}

	/**
	 * Return the names of all headers.
	 * @return the names in lower case, each once, sorted
	 */
	public List<String> names() {
		TreeSet<String> names = new TreeSet<>();
		this.lines.forEach((line) -> names.add(Ascii.lowerCase(line.name())));
		return List.copyOf(names);
	}

	HeaderLines with(String name, String value) {
		List<Line> more = new ArrayList<>(this.lines);
		more.add(new Line(name, value));
		return new HeaderLines(more);
	}

	HeaderLines without(Collection<String> names) {
		return new HeaderLines(this.lines.stream().filter((line) -> names.stream().noneMatch(line::isNamed)).toList());
	}

	HeaderLines only(Collection<String> names) {
		return new HeaderLines(this.lines.stream().filter((line) -> names.stream().anyMatch(line::isNamed)).toList());
	}

	@Override
	public String toString() {
		return this.lines.stream().map(Line::toString).collect(Collectors.joining(", ", "[", "]"));
	}

	/**
	 * One header line.
	 *
	 * @param name the name, in the case in which it was sent
	 * @param value the value, without blanks around it
	 */
	public record Line(String name, String value) {

		/**
		 * Create a line. It may be invalid, since {@code fetch()} refuses invalid
		 * headers.
		 */
		public Line {
			Objects.requireNonNull(name, "name of the header");
			Objects.requireNonNull(value, "value of the header");
		}

		boolean isNamed(String other) {
			return this.name.equalsIgnoreCase(other);
		}

		@Override
		public String toString() {
			return this.name + ": " + this.value;
		}

	}

}
