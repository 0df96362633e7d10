// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hiding of secrets that have a name in a text. These are secrets:
 * <ul>
 * <li>{@code name=value}, where the name ends with a word such as {@code password}. The
 * value is in quotes or braces, or it ends at a blank, a quote or the next parameter.
 * <li>{@code "name": "value"}, as in JSON.
 * <li>{@code name: value} alone in a line, as in YAML.
 * <li>The value of {@code Authorization} and of headers such as {@code X-Api-Key}.
 * </ul>
 * All other text after a colon says what is wrong, so it stays readable. A placeholder is
 * no secret. The time is proportional to the length of the text, because what may fail is
 * repeated a limited number of times.
 */
final class NamedSecret {

	static final String MASK = "***";

	/** What programs write in the place of a password. */
	private static final Set<String> NO_SECRETS = Set.of("yes", "no", "true", "false", "null", MASK);

	/** Characters at the end of a value that belong to the text around it. */
	private static final String CLOSING = "\"'`)]}>.,:;";

	/** The end of a name. The token of a page is a position in a list. */
	private static final String NAME = "(?:password|passwd|passphrase|pwd|secret|signature|authorization"
			+ "|(?<!page|page[_-]|next|next[_-])token|(?:api|access|secret|private|account)[_.-]?key"
			+ "|(?<![a-z])(?:pass|(?:bind)?pw)|(?<=[?&;])(?:key|sig))(?:\\d{1,3}|\\[\\d{1,3}\\])?";

	private static final String BLANKS = "[ \\t]{0,8}";

	private static final String EQUALS = "(?:[ \\t]{1,8}(?::=|={1,2}+)" + BLANKS + "|:=|={1,2}+|\\\\u003d)";

	private static final String SCHEME = "(?:(?:basic|bearer|digest|token) {1,8})?";

	private static final String QUOTE = "\\\\{0,3}[\"'`]";

	/** A text in quotes, in which the quote may be escaped or doubled. */
	private static final String QUOTED = SCHEME
			+ "(?<value>(?:(?!\\k<quote>)(?:\\\\.|.)|\\k<quote>\\k<quote>){1,256}+)\\k<quote>";

	/** The start of another parameter or URL, of the next value, or of a place. */
	private static final String NEXT = "(?:[&;](?:\\s|$|[\\w.-]{1,64}+(?:=|://))"
			+ "|,(?:\"|\\s{0,8}[\\w.-]{1,64}+(?:=|://))|\\]:\\d)";

	private static final String LINE = "^[ \\t-]{0,64}+[\\w.-]{0,64}?" + NAME + BLANKS + ":[ \\t]{1,8}";

	private static final String NO_PLACEHOLDER = "(?!\\$\\{)";

	/** The forms of a secret, in the order of their search. */
	private static final Pattern[] FORMS = {
			// name="value" and "name": "value"
			form(NAME + "(?:(?:" + QUOTE + ")?" + EQUALS + "(?<quote>" + QUOTE + ")" + QUOTED + ")"),
			form(NAME + "(?<quote>" + QUOTE + ")" + BLANKS + ":" + BLANKS + "\\k<quote>" + QUOTED),
			form(NAME + QUOTE + BLANKS + ":" + BLANKS + "(?<value>\\d{1,64}+)(?=\\s{0,8}[,}])"),
			// name={value}
			form(NAME + EQUALS + "\\{(?<value>(?:[^{}\\n]|\\}\\}){1,256}+)\\}"),
			// name=value
			form(NAME + "(?:" + QUOTE + ")?" + EQUALS + SCHEME + NO_PLACEHOLDER
					+ "(?![\"'`{\\\\]{1,4}\\*{3})(?<value>(?!" + NEXT + ")\\S(?:(?!" + NEXT + ")[^\\s\"`])*+)"),
			form(NAME + "%3D(?<value>(?:(?!%26|%22)[^\\s\"&;])++)"),
			// name: value
			form(LINE + "(?<quote>" + QUOTE + ")" + QUOTED + BLANKS + "$"),
			form(LINE + NO_PLACEHOLDER + "(?<value>[^\\s\"'`]\\S*+)" + BLANKS + "$"),
			form("(?<![\\w./\\\\-])(?:(?:proxy-)?authorization|\\w{1,32}+(?:-\\w{1,32}+){0,4}?-(?:key|token|secret)):"
					+ "[ \\t]{1,8}" + SCHEME + NO_PLACEHOLDER + "(?<value>[^\\s\"',;]++)") };

	private NamedSecret() {
	}

	private static Pattern form(String pattern) {
		return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
	}

	/**
	 * Hide the secrets.
	 * @return the text with a mask in the place of each secret
	 */
	static String masked(String text) {
		String masked = text;
		for (Pattern form : FORMS) {
			masked = masked(masked, form);
		}
		return masked;
	}

	private static String masked(String text, Pattern form) {
		StringBuilder masked = new StringBuilder(text.length());
		int copied = 0;
		Matcher secret = form.matcher(text);
		while (secret.find()) {
			int start = secret.start("value");
			int end = withoutClosing(text, start, secret.end("value"));
			if (end > start && !NO_SECRETS.contains(text.substring(start, end).toLowerCase(Locale.ROOT))) {
				masked.append(text, copied, start).append(MASK);
				copied = end;
			}
		}
		return masked.append(text, copied, text.length()).toString();
	}

	/** Return the end of a value. In quotes and braces, all text is the value. */
	private static int withoutClosing(String text, int start, int end) {
		int last = end;
		while ("\"'`{".indexOf(text.charAt(start - 1)) < 0 && last > start
				&& CLOSING.indexOf(text.charAt(last - 1)) >= 0) {
			last--;
		}
		return last;
	}

}
