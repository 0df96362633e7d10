// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Characters around and between origins that were copied from another notation: quotes,
 * brackets of a list, white space, and invisible characters.
 */
final class StrayCharacters {

	private static final String QUOTES = "\"'`\u201c\u201d\u2018\u2019";

	private static final String SEPARATORS = ",;|[]";

	/**
	 * Joiners are invisible too, but labels in some languages need them.
	 */
	private static final String JOINERS = "\u200c\u200d";

	private StrayCharacters() {
	}

	/** Return the text without quotes at its ends, or null if it has none there. */
	static @Nullable String unquoted(String text) {
		int start = (!text.isEmpty() && isQuote(text.charAt(0))) ? 1 : 0;
		int end = (text.length() > start && isQuote(text.charAt(text.length() - 1))) ? text.length() - 1
				: text.length();
		return (start > 0 || end < text.length()) ? text.substring(start, end).strip() : null;
	}

	private static boolean isQuote(char c) {
		return QUOTES.indexOf(c) >= 0;
	}

	/** Whether the character is white space or invisible. */
	static boolean isBlank(char c) {
		boolean printable = c > ' ' && c < 0x7F;
		return !printable && (isInvisible(c) || Character.isWhitespace(c) || Character.isSpaceChar(c));
	}

	private static boolean isInvisible(char c) {
		return c != ' ' && Character.isISOControl(c)
				|| Character.getType(c) == Character.FORMAT && JOINERS.indexOf(c) < 0;
	}

	static boolean containsBlank(String text) {
		return Characters.anyMatch(text, (c) -> isBlank((char) c));
	}

	/** Whether the text contains a character that separates elements of a list. */
	static boolean containsSeparator(String text) {
		return Characters.anyMatch(text, (c) -> isBlank((char) c) || SEPARATORS.indexOf(c) >= 0);
	}

	/** Return the words between blanks and separators. */
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
	 * Return the text without blanks, or null if white space separates two words, which
	 * would become another word.
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
			// A word may be missing between the slash and the dot.
			if (gap && c == '.' && !rest.isEmpty() && rest.charAt(rest.length() - 1) == '/') {
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
