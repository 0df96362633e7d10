// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

/**
 * One element of a list setting.
 *
 * @param index position of the entry in the configured list, from 0; -1 for the whole
 * list
 * @param text the element without white space around it, never empty
 */
record ListElement(int index, String text) {

	/** The element for a problem of a whole list. */
	static final ListElement WHOLE = new ListElement(-1, "");

	/**
	 * Split the entries of a list into elements. An entry may have several elements with
	 * commas between them. Commas in brackets and braces do not separate, because they
	 * belong to lists of ports and to path variables.
	 */
	static List<ListElement> split(List<String> entries) {
		List<ListElement> elements = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			elements.addAll(split(i, entries.get(i)));
		}
		return elements;
	}

	/** Split one entry of a list into elements. */
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
