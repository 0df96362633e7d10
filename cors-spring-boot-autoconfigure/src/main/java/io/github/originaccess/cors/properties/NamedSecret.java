// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hiding of secrets that have a name in a text: parameters of URLs, such as
 * {@code ?password=}, of connection strings, such as {@code ;pwd=}, and members of JSON.
 * The time is proportional to the length of the text.
 */
final class NamedSecret {

	static final String MASK = "***";

	private static final List<String> PASSWORDS = List.of("password", "passwd", "passphrase", "pwd");

	private static final List<String> OTHERS = List.of("secret", "token", "apikey", "accesskey", "secretkey",
			"privatekey", "accountkey", "signature");

	/** Names that mean a secret only as the whole name of a parameter. */
	private static final Set<String> PARAMETERS = Set.of("key", "sig", "pass", "pw");

	private static final int LONGEST_NAME = 64;

	private static final String ENCODED_EQUALS = "%3D";

	private static final String ENCODED_AND = "%26";

	private static final String QUOTES = "\"'`";

	/** Characters at the end of a value that belong to the text around it. */
	private static final String CLOSING = "\"'`)]}>.,:;";

	/** What a program writes in the place of a password. */
	private static final Set<String> NO_SECRETS = Set.of("yes", "no", "true", "false", "null", MASK);

	private final String text;

	/** The first bracket, behind which a place may stand: {@code [app.yml]:4:7}. */
	private final int bracket;

	private NamedSecret(String text) {
		this.text = text;
		this.bracket = text.indexOf('[');
	}

	/**
	 * Hide the secrets.
	 * @return the text with a mask in the place of each secret
	 */
	static String masked(String text) {
		return new NamedSecret(text).mask();
	}

	private String mask() {
		StringBuilder masked = new StringBuilder(this.text.length());
		int copied = 0;
		for (int i = 0; i < this.text.length(); i++) {
			int length = separatorLength(i);
			if (length == 0 || !namesSecret(i, length)) {
				continue;
			}
			int value = valueStart(i, length);
			int start = opened(value);
			int end = (start > value) ? closing(start) : plainEnd(i, start);
			if (end > start && !NO_SECRETS.contains(word(start, end))) {
				masked.append(this.text, copied, start).append(MASK);
				copied = end;
				i = end - 1;
			}
		}
		return masked.append(this.text, copied, this.text.length()).toString();
	}

	private String word(int start, int end) {
		return (end - start > LONGEST_NAME) ? "" : this.text.substring(start, end).toLowerCase(Locale.ROOT);
	}

	/** Return the length of the separator of name and value, 0 if there is none. */
	private int separatorLength(int position) {
		char c = this.text.charAt(position);
		return (c == '=' || c == ':') ? 1 : startsWith(ENCODED_EQUALS, position) ? ENCODED_EQUALS.length() : 0;
	}

	private boolean namesSecret(int separator, int length) {
		int nameEnd = separator;
		boolean quoted = false;
		while (nameEnd > 0 && (isBlank(nameEnd - 1) || isQuoteOrBackslash(nameEnd - 1))) {
			nameEnd--;
			quoted |= !isBlank(nameEnd);
		}
		int start = nameEnd;
		while (start > 0 && nameEnd - start < LONGEST_NAME && isOfName(start - 1)) {
			start--;
		}
		String name = CorsKey.uniform(this.text.substring(start, nameEnd));
		char before = (start > 0) ? this.text.charAt(start - 1) : ' ';
		if (this.text.charAt(separator) != ':') {
			return endsWithOneOf(PASSWORDS, name) || endsWithOneOf(OTHERS, name)
					|| PARAMETERS.contains(name) && "?&;".indexOf(before) >= 0;
		}
		// A slash before the name begins user info or the name of a file, and slashes
		// after the colon follow a scheme.
		if (!quoted && (before == '/' || before == '\\') || this.text.startsWith("//", separator + length)) {
			return false;
		}
		// A token before a colon and a blank is a word of a parser: "unexpected token:
		// }".
		return endsWithOneOf(PASSWORDS, name)
				|| endsWithOneOf(OTHERS, name) && (quoted || !isBlank(separator + length));
	}

	private static boolean endsWithOneOf(List<String> endings, String name) {
		return endings.stream().anyMatch(name::endsWith);
	}

	/** Return where a value starts. Without a blank before, one after ends it. */
	private int valueStart(int separator, int length) {
		boolean blanks = this.text.charAt(separator) == ':' || separator > 0 && isBlank(separator - 1);
		return blanks ? afterBlanks(separator + length) : separator + length;
	}

	/** Return the position after the quote or brace at the start of a value. */
	private int opened(int start) {
		int quote = start;
		while (quote < this.text.length() && this.text.charAt(quote) == '\\') {
			quote++;
		}
		boolean opens = quote < this.text.length() && QUOTES.indexOf(this.text.charAt(quote)) >= 0
				&& closing(quote + 1) >= 0;
		return (opens || quote == start && isBrace(start) && closing(start + 1) >= 0) ? quote + 1 : start;
	}

	private boolean isBrace(int position) {
		return position < this.text.length() && this.text.charAt(position) == '{';
	}

	/**
	 * Find the end of a value in quotes or braces, or return -1 if it does not end in its
	 * line.
	 */
	private int closing(int start) {
		char opening = this.text.charAt(start - 1);
		boolean escaped = start > 1 && this.text.charAt(start - 2) == '\\';
		char end = (opening == '{') ? '}' : opening;
		for (int i = start; i < this.text.length() && this.text.charAt(i) != '\n'; i++) {
			char c = this.text.charAt(i);
			if (c == '\\') {
				if (escaped && i + 1 < this.text.length() && this.text.charAt(i + 1) == end) {
					return i;
				}
				i++;
			}
			else if (c == end) {
				return i;
			}
			else if (c == '{' && opening == '{') {
				return -1;
			}
		}
		return -1;
	}

	private int plainEnd(int separator, int start) {
		boolean encoded = this.text.charAt(separator) == '%';
		int end = start;
		while (end < this.text.length() && !Character.isWhitespace(this.text.charAt(end))) {
			if (isEnd(end, start) || encoded && startsWith(ENCODED_AND, end)) {
				return end;
			}
			end++;
		}
		int further = (this.text.charAt(separator) == '=') ? furtherEnd(separator, end) : -1;
		if (further >= 0) {
			return further;
		}
		while (end > start && CLOSING.indexOf(this.text.charAt(end - 1)) >= 0) {
			end--;
		}
		return end;
	}

	private boolean isEnd(int position, int start) {
		int next = position + 1;
		boolean last = next == this.text.length() || Character.isWhitespace(this.text.charAt(next));
		return switch (this.text.charAt(position)) {
			case '&', ';' -> last || beginsParameter(next);
			case ',' -> this.text.startsWith("\"", next) || beginsParameter(afterBlanks(next));
			case '"' -> last || CLOSING.indexOf(this.text.charAt(next)) >= 0;
			case ']' -> this.bracket >= 0 && this.bracket < start && !last && this.text.charAt(next) == ':'
					&& next + 1 < this.text.length() && Character.isDigit(this.text.charAt(next + 1));
			default -> false;
		};
	}

	/** Whether a name with a value, or another URL, begins here. */
	private boolean beginsParameter(int start) {
		int end = start;
		while (end < this.text.length() && isOfName(end)) {
			end++;
		}
		return end > start && (this.text.startsWith("=", end) || this.text.startsWith("://", end));
	}

	/**
	 * Find the end of a value with blanks in it: the next parameter of the same line. Or
	 * return -1.
	 */
	private int furtherEnd(int separator, int blank) {
		int name = separator;
		while (name > 0 && (isBlank(name - 1) || isOfName(name - 1)) && separator - name < LONGEST_NAME) {
			name--;
		}
		char between = (name > 0 && "?&".indexOf(this.text.charAt(name - 1)) >= 0) ? '&' : ';';
		for (int i = blank; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '=' || c == '\n') {
				return -1;
			}
			if (c == between && beginsParameter(i + 1)) {
				return i;
			}
		}
		return -1;
	}

	private int afterBlanks(int start) {
		int position = start;
		while (position < this.text.length() && isBlank(position)) {
			position++;
		}
		return position;
	}

	private boolean isBlank(int position) {
		return position < this.text.length()
				&& (this.text.charAt(position) == ' ' || this.text.charAt(position) == '\t');
	}

	private boolean isQuoteOrBackslash(int position) {
		return this.text.charAt(position) == '\\' || QUOTES.indexOf(this.text.charAt(position)) >= 0;
	}

	private boolean isOfName(int position) {
		char c = this.text.charAt(position);
		return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
	}

	private boolean startsWith(String part, int position) {
		return this.text.regionMatches(true, position, part, 0, part.length());
	}

}
