// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

import io.github.originaccess.cors.docs.Documentation;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A {@code *} without quotes that begins a value below {@code cors} in a YAML file. The
 * parser takes it for an alias, and does not know the name of the file.
 *
 * @param key the key of the value, {@code null} if the parser keeps no part of the file
 * that shows whether the key is ours
 * @param line the line from 1
 * @param column the column of the {@code *} from 1
 * @param written the line as written, without the neighbours of a key in braces
 * @param quoted the same with quotes around each such value, {@code null} if the text is
 * an alias without an anchor or is nothing that quotes make a value
 * @param alias the name of an alias without an anchor, {@code null} otherwise
 */
public record UnquotedStar(@Nullable String key, int line, int column, String written, @Nullable String quoted,
		@Nullable String alias) {

	private static final String ALIAS = "while scanning an alias";

	private static final String UNDEFINED = "found undefined alias";

	/** The key that merges the value of an alias into its neighbours. */
	private static final String MERGE = "<<";

	/** Characters of origins, paths and lists. The name of an anchor seldom has them. */
	private static final String CHARACTERS_OF_VALUES = "./*,";

	private static final int MOST_CHARACTERS = 200;

	/** The parser reads so many characters at once. */
	private static final int CHARACTERS_READ = 1000;

	/**
	 * Find the {@code *} that a failure of the parser is about.
	 * @param failure a failure of the parser
	 * @return the value, or {@code null} if the failure is about something else
	 */
	public static @Nullable UnquotedStar find(Throwable failure) {
		if (!(failure instanceof MarkedYAMLException error)) {
			return null;
		}
		Mark mark = ALIAS.equals(error.getContext()) ? error.getContextMark()
				: (error.getProblem() != null && error.getProblem().startsWith(UNDEFINED)) ? error.getProblemMark()
						: null;
		return (mark != null) ? at(mark) : null;
	}

	private static @Nullable UnquotedStar at(Mark mark) {
		int[] buffer = mark.getBuffer();
		int pointer = Math.min(mark.getPointer(), buffer.length);
		String before = new String(buffer, 0, pointer);
		String rest = new String(buffer, pointer, buffer.length - pointer);
		if (!rest.startsWith("*")) {
			return null;
		}
		// The parser keeps a part of a long file only.
		int from = (mark.getIndex() == pointer) ? 0 : firstKey(before);
		YamlPosition position = YamlPosition.atEndOf(before.substring(Math.max(0, from)));
		List<String> keys = position.keys();
		String key = (from >= 0) ? String.join(".", keys) : null;
		if (keys.isEmpty() || !((key != null) ? CorsKey.isOurs(key) : CorsKey.isSetting(keys.get(keys.size() - 1)))) {
			return null;
		}
		int end = endOfLine(rest);
		boolean complete = end < rest.length() || buffer.length < CHARACTERS_READ;
		String start = before.substring(startOfLine(before));
		String after = rest.substring(0, end);
		if (position.isWithinBraces()) {
			start = start.substring(Math.min(position.startOfKey(), start.length()));
			after = after.substring(0, endOfFlow(after, position.isElementOfFlow()));
		}
		String text = text(after, position.isFlow());
		boolean isKey = text.endsWith(":") || text.contains(": ");
		boolean value = complete && !isKey && !keys.get(keys.size() - 1).equals(MERGE) && isValue(text);
		return new UnquotedStar(key, mark.getLine() + 1, mark.getColumn() + 1, line(start + after),
				value ? line(start + quoted(after, position.isFlow())) : null, value ? null : alias(text));
	}

	/** Return a line for a terminal, where a tab is a blank like any other. */
	private static String line(String text) {
		return text.strip().replace('\t', ' ');
	}

	/** Return where the first line begins that has a key without indentation, or -1. */
	private static int firstKey(String text) {
		for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
			int next = text.indexOf('\n', end + 1);
			String line = text.substring(end + 1, (next < 0) ? text.length() : next).stripTrailing();
			boolean begins = !line.isEmpty() && (Character.isLetterOrDigit(line.charAt(0)) || line.startsWith("---"));
			if (begins && (line.endsWith(":") || line.contains(": ") || line.startsWith("---"))) {
				return end + 1;
			}
		}
		return -1;
	}

	private static int startOfLine(String text) {
		return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
	}

	private static int endOfLine(String text) {
		int end = 0;
		while (end < text.length() && "\r\n".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	/** Return where a value in braces ends. A list ends with its bracket. */
	private static int endOfFlow(String text, boolean list) {
		int depth = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (depth == 0 && (list ? c == ']' : ",}".indexOf(c) >= 0)) {
				return list ? i + 1 : i;
			}
			depth += depthChange(c);
		}
		return text.length();
	}

	/** Return how a character changes the depth of brackets, such as those of ports. */
	private static int depthChange(char c) {
		return (c == '[') ? 1 : (c == ']') ? -1 : 0;
	}

	/** Return the text of a value that begins with a star. */
	private static String text(String from, boolean flow) {
		int end = 0;
		int depth = 0;
		while (end < from.length() && !(flow && depth == 0 && ",]}".indexOf(from.charAt(end)) >= 0)
				&& !(from.charAt(end) == '#' && Character.isWhitespace(from.charAt(end - 1)))) {
			depth += depthChange(from.charAt(end));
			end++;
		}
		return from.substring(0, end).stripTrailing();
	}

	/** Whether a text is meant to be a value, and not an alias. */
	private static boolean isValue(String text) {
		String rest = text.substring(1);
		return rest.indexOf('"') < 0 && rest.indexOf('\\') < 0
				&& (rest.isEmpty() || rest.chars().anyMatch((c) -> CHARACTERS_OF_VALUES.indexOf(c) >= 0));
	}

	/** Return the name of an alias, or null if a text is none. */
	private static @Nullable String alias(String text) {
		int end = 1;
		while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && ":,".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return (end > 1) ? text.substring(1, end) : null;
	}

	private static String quoted(String from, boolean flow) {
		StringBuilder quoted = new StringBuilder();
		boolean begins = true;
		int at = 0;
		while (at < from.length()) {
			char c = from.charAt(at);
			String text = (begins && c == '*') ? text(from.substring(at), flow) : "";
			int end = (begins && "\"'".indexOf(c) >= 0) ? from.indexOf(c, at + 1) : -1;
			if (!text.isEmpty() && isValue(text)) {
				quoted.append('"').append(text).append('"');
				at += text.length();
			}
			else {
				quoted.append(from, at, Math.max(at, end) + 1);
				at = Math.max(at, end) + 1;
			}
			begins = flow && (c == ',' || begins && c == ' ');
		}
		return quoted.toString();
	}

	/**
	 * Return a report of several lines for a terminal.
	 * @return the line as written and, if quotes are missing, as it has to be
	 */
	public String report() {
		return ((this.alias != null) ? "An alias in a YAML file has no anchor:"
				: "A value in a YAML file begins with a * and has no quotes:") + "\n\n    "
				+ ((this.key != null) ? PrintableValue.of(this.key) + "\n        " : "") + "line " + this.line
				+ ", column " + this.column + ": " + PrintableValue.shortened(this.written, MOST_CHARACTERS)
				+ ((this.quoted != null) ? "\n        write: " + PrintableValue.shortened(this.quoted, MOST_CHARACTERS)
						: "");
	}

	/**
	 * Return what to do.
	 * @return sentences, of which the last one ends with an address if the key is ours
	 */
	public String action() {
		return ((this.alias != null)
				? "YAML reads a * without quotes as the beginning of an alias, and no anchor of this name stands above"
						+ " it. Correct the name, define the anchor in the same document, or put a value in quotes."
				: "Put the value in quotes. Without them, YAML reads a * as the beginning of an alias.")
				+ ((this.key != null) ? "\nAll properties are listed at " + Documentation.PROPERTIES.address() : "");
	}

}
