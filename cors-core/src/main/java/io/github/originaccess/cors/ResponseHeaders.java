// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collection;

/**
 * The response headers that a decision writes to. An implementation is a view of a
 * response of a web stack.
 */
public interface ResponseHeaders {

	/**
	 * Set a header to one value, and remove all values that it had before.
	 * @param name the header's name; earlier lines match in any case
	 * @param value the value, which contains no line break
	 */
	void set(String name, String value);

	/**
	 * Add a line to a header.
	 * @param name the header's name; earlier lines stay
	 * @param value the value of the line, which contains no line break
	 */
	void add(String name, String value);

	/**
	 * Return the current lines of a header.
	 * @param name the header's name, in any case
	 * @return one value per line; empty if there is none
	 */
	Collection<String> values(String name);

	/**
	 * Add the elements of a value to {@code Vary} that it does not contain yet.
	 * @param value header names separated by commas
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5">RFC 9110,
	 * Vary</a>
	 */
	default void addVary(String value) {
		Collection<String> lines = values("Vary");
		if (lines.isEmpty()) {
			add("Vary", value);
			return;
		}
		StringBuilder missing = new StringBuilder();
		for (int start = 0; start <= value.length();) {
			int comma = value.indexOf(',', start);
			int end = (comma < 0) ? value.length() : comma;
			String element = value.substring(start, end).strip();
			if (!element.isEmpty() && !contains(lines, element) && !contains(missing.toString(), element)) {
				missing.append(missing.isEmpty() ? "" : ", ").append(element);
			}
			start = end + 1;
		}
		if (!missing.isEmpty()) {
			add("Vary", missing.toString());
		}
	}

	/**
	 * Whether a response header belongs to the CORS protocol. On a covered path, only the
	 * policy sets such headers.
	 * @param name the header's name, in any case
	 * @return {@code true} for {@code Access-Control-*}
	 */
	static boolean isCorsHeader(String name) {
		return FetchRules.isCorsHeader(name);
	}

	private static boolean contains(Collection<String> lines, String element) {
		for (String line : lines) {
			if (contains(line, element)) {
				return true;
			}
		}
		return false;
	}

	private static boolean contains(String line, String element) {
		if (line.equals(element)) {
			return true;
		}
		for (int start = 0; start <= line.length();) {
			int comma = line.indexOf(',', start);
			int end = (comma < 0) ? line.length() : comma;
			if (line.substring(start, end).strip().equalsIgnoreCase(element)) {
				return true;
			}
			start = end + 1;
		}
		return false;
	}

}
