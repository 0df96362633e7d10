// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The header names that a page may send, in any case. A scan of a header line is one pass
 * over it, whatever the line contains and however many names the set has.
 */
final class HeaderNameSet {

	private final boolean any;

	private final long secret;

	private final TextSet names;

	/**
	 * One of the names for each first character. Few names share one, and browsers send
	 * lower case. So most names are found with one comparison and without a hash.
	 */
	private final @Nullable String[] byFirstCharacter = new String[128];

	/**
	 * The line of a page that sends all names of the set. Browsers sort the names and add
	 * no blanks.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">Fetch,
	 * CORS-unsafe request-header names</a>
	 */
	private final String all;

	/**
	 * Compile names.
	 * @param names header names in any case
	 * @param any whether every header name is in the set
	 */
	HeaderNameSet(Collection<String> names, boolean any) {
		this.any = any;
		this.secret = FoldedText.secret();
		this.names = new TextSet(names.size());
		Set<String> sorted = new TreeSet<>();
		for (String name : names) {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			this.names.add(FoldedText.hash(lowerCase, 0, lowerCase.length(), this.secret), lowerCase);
			this.byFirstCharacter[lowerCase.charAt(0)] = lowerCase;
			sorted.add(lowerCase);
		}
		this.all = String.join(",", sorted);
	}

	boolean containsAny() {
		return this.any;
	}

	/**
	 * Find the first element of a comma-separated line that is not a token or not in the
	 * set. Empty elements and white space around elements are ignored.
	 * @return the offset at which the element begins, or -1 if there is none
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1">RFC 9110,
	 * lists</a>
	 */
	int firstNotIn(String line) {
		if (line.equals(this.all)) {
			return -1;
		}
		int length = line.length();
		for (int i = 0; i < length; i++) {
			char c = line.charAt(i);
			if (isBlank(c) || c == ',') {
				continue;
			}
			int start = i;
			String likely = (c < this.byFirstCharacter.length) ? this.byFirstCharacter[c] : null;
			if (likely != null && line.startsWith(likely, i)) {
				i += likely.length();
				if (i == length || line.charAt(i) == ',') {
					continue;
				}
			}
			while (i < length && !isBlank(line.charAt(i)) && line.charAt(i) != ',') {
				i++;
			}
			int end = i;
			while (i < length && isBlank(line.charAt(i))) {
				i++;
			}
			// Every name in the set is a token.
			boolean found = this.any ? FetchRules.isToken(line, start, end) : contains(line, start, end);
			if (!found || i < length && line.charAt(i) != ',') {
				return start;
			}
		}
		return -1;
	}

	/**
	 * Append the elements of a line that are not in the set, each after a comma and a
	 * blank.
	 * @param line a line in which every element is a token
	 */
	void appendOthers(String line, StringBuilder text) {
		int length = line.length();
		for (int i = 0; i < length; i++) {
			int start = i;
			while (i < length && FetchRules.isTokenCharacter(line.charAt(i))) {
				i++;
			}
			if (i > start && !contains(line, start, i)) {
				text.append(", ").append(line, start, i);
			}
		}
	}

	/**
	 * Return the element that {@link #firstNotIn} found.
	 * @param start the offset of the element
	 */
	static Place at(String line, int start) {
		int end = line.indexOf(',', start);
		String name = line.substring(start, (end >= 0) ? end : line.length()).strip();
		return new Place(name, FetchRules.isToken(name));
	}

	private boolean contains(String line, int start, int end) {
		return this.names.contains(FoldedText.hash(line, start, end, this.secret), line, start, end);
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	/**
	 * An element of a line.
	 *
	 * @param name the text of the element
	 * @param isToken whether the text is a valid header name
	 */
	record Place(String name, boolean isToken) {

	}

}
