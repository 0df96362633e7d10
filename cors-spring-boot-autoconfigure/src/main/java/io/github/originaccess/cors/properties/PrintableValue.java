// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Values come from files that may hold anything: a terminal obeys control characters, and
 * a log is read by more people than a password is for.
 */
public final class PrintableValue {

	private PrintableValue() {
	}

	/** Return a text with nothing in it but what can be seen and may be. */
	public static String of(@Nullable String value) {
		String text = String.valueOf(value);
		return escaped((text.indexOf('@') < 0) ? text : UserInfo.masked(text));
	}

	/** Return a text in which what cannot be seen is escaped, and nothing is hidden. */
	static String escaped(String shown) {
		StringBuilder printable = new StringBuilder(shown.length());
		for (int i = 0; i < shown.length();) {
			int c = shown.codePointAt(i);
			if (isPrintable(c)) {
				printable.appendCodePoint(c);
			}
			else {
				String code = Integer.toHexString(c);
				printable.append("\\u").append("0".repeat(Math.max(0, 4 - code.length()))).append(code);
			}
			i += Character.charCount(c);
		}
		return printable.toString();
	}

	/** Return the same, no longer than that many characters and a mark of the cut. */
	public static String shortened(@Nullable String value, int mostCharacters) {
		String text = of(value);
		return (text.length() > mostCharacters) ? text.substring(0, mostCharacters) + "…" : text;
	}

	private static boolean isPrintable(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
				false;
			default -> true;
		};
	}

	/**
	 * What stands before an {@literal @}, apart because hardly any value needs it.
	 */
	private static final class UserInfo {

		/** Before an origin that follows another one in the same text. */
		private static final Pattern NEXT_ORIGIN = Pattern.compile("(?<=[\\s,;|])(?=\\p{Alpha}[\\p{Alnum}+.-]*+://)");

		/** What user info follows; a single letter is the drive of a file. */
		private static final Pattern BEFORE_USER_INFO = Pattern.compile("(?<!\\b\\p{Alpha}):[/\\\\]++|[/\\\\]{2,}+");

		/** The same where no slashes are, and a name alone is no secret. */
		private static final Pattern BEFORE_PASSWORD = Pattern.compile("(?!/)(?s:.*?):(?![/\\\\])");

		private static final String MASK = "***";

		static String masked(String text) {
			return NEXT_ORIGIN.splitAsStream(text).map(UserInfo::maskedOrigin).collect(Collectors.joining());
		}

		/**
		 * A password is whatever its owner made it, and this text is refused for some
		 * mistake already: so all up to the last {@literal @} is hidden, even where a
		 * path may have begun.
		 */
		private static String maskedOrigin(String origin) {
			int end = origin.lastIndexOf('@');
			String before = origin.substring(0, Math.max(0, end));
			Matcher start = BEFORE_USER_INFO.matcher(before);
			if (start.find()) {
				return before.substring(0, start.end()) + MASK + origin.substring(end);
			}
			return BEFORE_PASSWORD.matcher(before).lookingAt() ? MASK + origin.substring(end) : origin;
		}

	}

}
