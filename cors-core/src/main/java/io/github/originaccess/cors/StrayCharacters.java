// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Characters that stand around and between origins in the notations of others, and those
 * that nobody sees: quotes, the brackets of a list, blanks.
 */
final class StrayCharacters {

	private static final String QUOTES = "\"'`\u201c\u201d\u2018\u2019";

	private static final String SEPARATORS = ",;|[]";

	/**
	 * Joiners are invisible too, but some languages need them inside of a host's labels.
	 */
	private static final String JOINERS = "\u200c\u200d";

	private StrayCharacters() {
	}

	/** Return what is left without quotes at the ends, {@code null} if there are none. */
	static @Nullable String unquoted(String text) {
		int start = (!text.isEmpty() && isQuote(text.charAt(0))) ? 1 : 0;
		int end = (text.length() > start && isQuote(text.charAt(text.length() - 1))) ? text.length() - 1
				: text.length();
		return (start > 0 || end < text.length()) ? text.substring(start, end).strip() : null;
	}

	private static boolean isQuote(char c) {
		return QUOTES.indexOf(c) >= 0;
	}

	/** Whether the character is white space, or one that nobody sees. */
	static boolean isBlank(char c) {
		return isInvisible(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
	}

	private static boolean isInvisible(char c) {
		return c != ' ' && Character.isISOControl(c)
				|| Character.getType(c) == Character.FORMAT && JOINERS.indexOf(c) < 0;
	}

	static boolean containsBlank(String text) {
		return Characters.anyMatch(text, (c) -> isBlank((char) c));
	}

	/** Whether the text contains what stands between the elements of a list. */
	static boolean containsSeparator(String text) {
		return Characters.anyMatch(text, (c) -> isBlank((char) c) || SEPARATORS.indexOf(c) >= 0);
	}

	/** Return what stands between blanks and separators. */
	static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		for (int i = 0; i <= text.length(); i++) {
			char c = (i < text.length()) ? text.charAt(i) : ' ';
			if (!isBlank(c) && SEPARATORS.indexOf(c) < 0) {
				word.append(c);
			}
			else if (!word.isEmpty()) {
				words.add(word.toString());
				word.setLength(0);
			}
		}
		return words;
	}

	/**
	 * Return what is left without blanks, or {@code null} if one stands between two
	 * words: they would become another one.
	 */
	static @Nullable String withoutBlanks(String text) {
		StringBuilder rest = new StringBuilder();
		boolean gap = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isBlank(c)) {
				gap |= !isInvisible(c);
				continue;
			}
			if (gap && !rest.isEmpty() && isWord(c) && isWord(rest.charAt(rest.length() - 1))) {
				return null;
			}
			rest.append(c);
			gap = false;
		}
		return rest.toString();
	}

	private static boolean isWord(char c) {
		return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '*';
	}

}
