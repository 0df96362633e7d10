// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A configured value made safe for a terminal and a log. Control characters would act on
 * a terminal. A log must not show passwords.
 */
public final class PrintableValue {

	/** Each name of a secret before a colon has one of these parts. */
	private static final String[] PARTS_OF_SECRETS = { "pass", "pwd", "secret", "token", "key", "signature",
			"authorization" };

	private PrintableValue() {
	}

	/**
	 * Return the printable form of a value.
	 * @param value the value
	 * @return the value without user info and named secrets, with all invisible
	 * characters escaped
	 */
	public static String of(@Nullable String value) {
		String text = String.valueOf(value);
		text = mayNameSecret(text) ? NamedSecret.masked(text) : text;
		return escaped((text.indexOf('@') < 0) ? text : UserInfo.masked(text));
	}

	/**
	 * Return a text with its invisible characters escaped, and nothing hidden.
	 * @param shown a text that contains no password
	 * @return the text in one line
	 */
	public static String escaped(String shown) {
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

	/**
	 * Return the printable form of a value, cut to a length.
	 * @param value the value
	 * @param mostCharacters the most characters to return
	 * @return the printable form, with a mark at the end if it was cut
	 */
	public static String shortened(@Nullable String value, int mostCharacters) {
		String text = of(value);
		return (text.length() > mostCharacters) ? text.substring(0, mostCharacters) + "…" : text;
	}

	/** Hardly any value needs the class that hides secrets, so it is loaded late. */
	private static boolean mayNameSecret(String text) {
		if (text.indexOf('=') >= 0 || text.indexOf('%') >= 0) {
			return true;
		}
		String lowerCase = text.toLowerCase(Locale.ROOT);
		for (String part : PARTS_OF_SECRETS) {
			if (lowerCase.contains(part)) {
				return true;
			}
		}
		return false;
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
	 * The hiding of user info. It is a class of its own, because hardly any value needs
	 * these patterns.
	 */
	private static final class UserInfo {

		/** The position before another origin in the same text. */
		private static final Pattern NEXT_ORIGIN = Pattern.compile("(?<=[\\s,;|])(?=\\p{Alpha}[\\p{Alnum}+.-]*+://)");

		/** The text before user info. A single letter is the drive of a file. */
		private static final Pattern BEFORE_USER_INFO = Pattern.compile("(?<!\\b\\p{Alpha}):[/\\\\]++|[/\\\\]{2,}+");

		/**
		 * The text up to a password if there are no slashes. A name alone is no secret.
		 */
		private static final Pattern BEFORE_PASSWORD = Pattern.compile("(?!/)(?s:.*?):(?![/\\\\])");

		static String masked(String text) {
			return NEXT_ORIGIN.splitAsStream(text).map(UserInfo::maskedOrigin).collect(Collectors.joining());
		}

		/**
		 * Hide all text up to the last {@literal @}, even if a path may begin before it.
		 * A password may hold any character, and this text is already refused for a
		 * problem.
		 */
		private static String maskedOrigin(String origin) {
			int end = origin.lastIndexOf('@');
			String before = origin.substring(0, Math.max(0, end));
			Matcher start = BEFORE_USER_INFO.matcher(before);
			if (start.find()) {
				return before.substring(0, start.end()) + NamedSecret.MASK + origin.substring(end);
			}
			return BEFORE_PASSWORD.matcher(before).lookingAt() ? NamedSecret.MASK + origin.substring(end) : origin;
		}

	}

}
