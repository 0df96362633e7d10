// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collection;

/**
 * Merges elements into {@code Vary} such that none stands in it twice.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5">RFC 9110, Vary</a>
 */
final class VaryHeader {

	private static final String NAME = "Vary";

	private VaryHeader() {
	}

	static void add(ResponseHeaders headers, String value) {
		Collection<String> lines = headers.values(NAME);
		if (lines.isEmpty()) {
			headers.add(NAME, value);
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
			headers.add(NAME, missing.toString());
		}
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
