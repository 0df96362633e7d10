// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

/**
 * An element of a list setting.
 *
 * @param index position in the list as it was given, from 0
 * @param text the element without white space around it, never empty
 */
record ListElement(int index, String text) {

	/** Stands for a list as a whole. */
	static final ListElement WHOLE = new ListElement(-1, "");

	/**
	 * Take a list apart: an entry may hold several elements, separated by commas outside
	 * of brackets and braces (lists of ports, path variables).
	 */
	static List<ListElement> split(List<String> entries) {
		List<ListElement> elements = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			elements.addAll(split(i, entries.get(i)));
		}
		return elements;
	}

	/** Take one entry of a list apart. */
	static List<ListElement> split(int index, String entry) {
		List<ListElement> elements = new ArrayList<>(1);
		int depth = 0;
		int start = 0;
		for (int i = 0; i <= entry.length(); i++) {
			char c = (i < entry.length()) ? entry.charAt(i) : ',';
			if (c == '[' || c == '{') {
				depth++;
			}
			else if ((c == ']' || c == '}') && depth > 0) {
				depth--;
			}
			else if (c == ',' && depth == 0 || i == entry.length()) {
				String text = entry.substring(start, i).strip();
				if (!text.isEmpty()) {
					elements.add(new ListElement(index, text));
				}
				start = i + 1;
			}
		}
		return elements;
	}

}
