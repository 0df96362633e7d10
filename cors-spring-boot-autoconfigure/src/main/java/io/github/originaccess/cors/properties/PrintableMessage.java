// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

/**
 * A message of other code, such as an exception's, made safe to log. Readers need its
 * cause, so only secrets with a name, such as {@code password=}, and user info are
 * hidden. User info is the text of one word before an {@literal @} that follows the
 * slashes of a URL or has a colon in it. If a URL ends within a password, the words up to
 * the next {@literal @} of the line belong to it. {@link PrintableValue} hides more,
 * because a value has no cause to show.
 */
public final class PrintableMessage {

	private static final String JDBC = "jdbc:";

	/** Characters that may precede a value without a blank. */
	private static final String OPENING = "\"'`([{<=,;|";

	/** Characters that may follow a value without a blank. */
	private static final String CLOSING = "\"'`)]}>.,:;!?";

	private final String text;

	private final StringBuilder masked;

	/** The next {@literal @}, or {@link Integer#MAX_VALUE} if there is none. */
	private int at = -1;

	/** The next line break, or {@link Integer#MAX_VALUE} if there is none. */
	private int lineBreak = -1;

	private PrintableMessage(String text) {
		this.text = text;
		this.masked = new StringBuilder(text.length());
	}

	/**
	 * Return the printable form of an exception. Its message is left out if
	 * {@code getMessage} throws.
	 * @param exception the exception
	 * @return its class name and its message, safe to log
	 */
	public static String of(Throwable exception) {
		try {
			return of(String.valueOf(exception));
		}
		catch (RuntimeException | StackOverflowError ex) {
			return exception.getClass().getName();
		}
	}

	/**
	 * Return the printable form of a message.
	 * @param message the message
	 * @return the message without user info and named secrets, with all invisible
	 * characters escaped
	 */
	public static String of(String message) {
		String named = NamedSecret.masked(message);
		return PrintableValue.escaped((named.indexOf('@') < 0) ? named : new PrintableMessage(named).mask());
	}

	private String mask() {
		int position = 0;
		while (position < this.text.length()) {
			if (isBlank(this.text.charAt(position))) {
				this.masked.append(this.text.charAt(position++));
				continue;
			}
			int end = complete(position, wordEnd(position));
			append(this.text.substring(position, end));
			position = end;
		}
		return this.masked.toString();
	}

	/** Find the end of a word: a blank, or the start of the next URL in a list. */
	private int wordEnd(int start) {
		for (int i = start; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (isBlank(c)) {
				return i;
			}
			if ((c == ',' || c == ';' || c == '|') && beginsUrl(i + 1)) {
				return i + 1;
			}
		}
		return this.text.length();
	}

	private boolean beginsUrl(int start) {
		int i = start;
		while (i < this.text.length() && isOfScheme(this.text.charAt(i))) {
			i++;
		}
		return i > start && this.text.startsWith("://", i);
	}

	/** Find the end of a word with a password, which may itself contain blanks. */
	private int complete(int start, int end) {
		String word = this.text.substring(start, end);
		if (word.indexOf('@') >= 0) {
			return end;
		}
		int begin = userInfo(word, 0, word.length());
		if (begin < 0) {
			return end;
		}
		int next = nextAt(end);
		if (next < 0) {
			return end;
		}
		int scheme = word.indexOf("://");
		int quote = (scheme >= 0) ? word.lastIndexOf('"', scheme) : -1;
		if (quote >= 0 && word.indexOf('"', begin) < 0) {
			int closing = this.text.indexOf('"', end);
			return (closing > next) ? closing : end;
		}
		return isInPassword(word.substring(begin)) ? wordEnd(next) : end;
	}

	/** Whether the text after the slashes of a URL ends within a password. */
	private static boolean isInPassword(String authority) {
		int port = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
		int path = pathStart(authority, 0, authority.length());
		if (port <= 0 || port > path) {
			return false;
		}
		int end = path;
		while (path == authority.length() && end > port && CLOSING.indexOf(authority.charAt(end - 1)) >= 0) {
			end--;
		}
		for (int i = port + 1; i < end; i++) {
			if (authority.charAt(i) < '0' || authority.charAt(i) > '9') {
				return true;
			}
		}
		return false;
	}

	/** Return the next {@literal @} of the same line, or -1. */
	private int nextAt(int start) {
		if (this.at < start && this.at != Integer.MAX_VALUE) {
			this.at = orEnd(this.text.indexOf('@', start));
		}
		if (this.lineBreak < start && this.lineBreak != Integer.MAX_VALUE) {
			this.lineBreak = orEnd(this.text.indexOf('\n', start));
		}
		return (this.at < this.lineBreak && this.at != Integer.MAX_VALUE) ? this.at : -1;
	}

	private static int orEnd(int index) {
		return (index < 0) ? Integer.MAX_VALUE : index;
	}

	private void append(String word) {
		int end = word.lastIndexOf('@');
		int start = (end < 0) ? -1 : start(word, end);
		if (start < 0) {
			this.masked.append(word);
		}
		else {
			this.masked.append(word, 0, start).append(NamedSecret.MASK).append(word, end, word.length());
		}
	}

	/** Find the start of the user info that ends at an {@literal @}, or return -1. */
	private static int start(String word, int end) {
		int start = userInfo(word, 0, end);
		if (start < 0) {
			return withoutSlashes(word, end);
		}
		while (start >= 0 && isHost(word, start, end)) {
			start = userInfo(word, start, end);
		}
		return start;
	}

	/** Find the end of the first slashes that user info may follow, or return -1. */
	private static int userInfo(String word, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!isSlash(word.charAt(i))) {
				continue;
			}
			int slashes = i;
			while (i < end && isSlash(word.charAt(i))) {
				i++;
			}
			if (i - slashes > 1 || slashes > 0 && word.charAt(slashes - 1) == ':' && !isDrive(word, slashes - 2)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isDrive(String word, int letter) {
		return letter >= 0 && Character.isLetter(word.charAt(letter))
				&& (letter == 0 || !Character.isLetterOrDigit(word.charAt(letter - 1)));
	}

	/** Whether a domain and a path, without a colon, precede the {@literal @}. */
	private static boolean isHost(String word, int start, int end) {
		int path = pathStart(word, start, end);
		int dots = 0;
		for (int i = start; i < path; i++) {
			char c = word.charAt(i);
			if (c == '.') {
				dots++;
			}
			else if (c != '-' && c != '_' && !Character.isLetterOrDigit(c)) {
				return false;
			}
		}
		return dots > 0 && path < end;
	}

	private static int pathStart(String word, int start, int end) {
		for (int i = start; i < end; i++) {
			if ("/?#\\".indexOf(word.charAt(i)) >= 0) {
				return i;
			}
		}
		return end;
	}

	/**
	 * Find the start of user info without slashes before it, or return -1. A name alone
	 * and a path are no secrets.
	 */
	private static int withoutSlashes(String word, int end) {
		int colon = word.indexOf(':');
		while (colon >= 0 && colon < end && isSlash(word.charAt(colon + 1))) {
			colon = word.indexOf(':', colon + 1);
		}
		if (colon < 0 || colon > end || isSlash(word.charAt(0))) {
			return -1;
		}
		int start = colon;
		while (start > 0 && OPENING.indexOf(word.charAt(start - 1)) < 0) {
			start--;
		}
		return word.startsWith(JDBC, start) ? Math.min(word.indexOf(':', colon + 1) + 1, end) : start;
	}

	private static boolean isBlank(char c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
	}

	private static boolean isSlash(char c) {
		return c == '/' || c == '\\';
	}

	private static boolean isOfScheme(char c) {
		return c < 128 && Character.isLetterOrDigit(c) || c == '+' || c == '.' || c == '-';
	}

}
