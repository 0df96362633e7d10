// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A {@code *} without quotes that begins a value below {@code cors} in a YAML file. The
 * parser takes it for an alias, and does not know the name of the file.
 *
 * @param key the key of the value
 * @param line the line from 1
 * @param column the column of the {@code *} from 1
 * @param written the line as written
 * @param quoted the line with quotes around each such value
 */
public record UnquotedStar(String key, int line, int column, String written, String quoted) {

	private static final String ALIAS = "while scanning an alias";

	private static final String UNDEFINED = "found undefined alias";

	private static final int MOST_CHARACTERS = 200;

	/** A key, which a blank or the end of the line follows after its colon. */
	private static final Pattern KEY = Pattern
		.compile("(?:^|[{,\\-\\s])(?:\"([^\"]*)\"|'([^']*)'|([^\\s{}\\[\\],\"'#]+)):(?=\\s|$)");

	/** A value that begins with a star, within brackets or braces. */
	private static final Pattern IN_FLOW = Pattern.compile("\\*[^,\\]}]*[^,\\]}\\s]|\\*");

	/** A value that begins with a star, up to a comment. */
	private static final Pattern IN_BLOCK = Pattern.compile("\\*.*?(?=\\s+#|\\s*$)");

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
		String[] before = new String(buffer, 0, pointer).split("\\R", -1);
		String after = new String(buffer, pointer, buffer.length - pointer).split("\\R", 2)[0];
		String start = before[before.length - 1];
		// The parser keeps a part of a long file only.
		boolean whole = mark.getIndex() == pointer;
		List<String> keys = keys(before);
		String key = String.join(".", keys);
		if (!after.startsWith("*") || keys.isEmpty()
				|| !(whole ? CorsKey.isOurs(key) : CorsKey.isSetting(keys.get(keys.size() - 1)))) {
			return null;
		}
		return new UnquotedStar(key, mark.getLine() + 1, mark.getColumn() + 1, (start + after).strip(),
				(start + quoted(after, isFlow(before))).strip());
	}

	/**
	 * Return the keys above a position, from the outermost one, and those before it in
	 * its line.
	 */
	private static List<String> keys(String[] lines) {
		List<String> keys = new ArrayList<>();
		int indentation = Integer.MAX_VALUE;
		boolean item = false;
		for (int i = lines.length - 1; i >= 0 && (indentation > 0 || item); i--) {
			String line = lines[i];
			String text = line.strip();
			boolean last = i == lines.length - 1;
			if (text.startsWith("---") || text.startsWith("...")) {
				break;
			}
			if (text.startsWith("#") || text.isEmpty() && !last) {
				continue;
			}
			int own = last && text.isEmpty() ? line.length() : line.indexOf(text.isEmpty() ? "" : text.substring(0, 1));
			boolean ownItem = text.startsWith("- ") || text.equals("-");
			// The items of a list may have the indentation of its key.
			if (!last && !(own < indentation || item && own == indentation && !ownItem)) {
				continue;
			}
			List<String> inLine = keysIn(line);
			Collections.reverse(inLine);
			keys.addAll(last || inLine.isEmpty() ? inLine : inLine.subList(inLine.size() - 1, inLine.size()));
			indentation = own;
			item = ownItem;
		}
		Collections.reverse(keys);
		return keys;
	}

	private static List<String> keysIn(String line) {
		List<String> keys = new ArrayList<>();
		Matcher matcher = KEY.matcher(line);
		while (matcher.find()) {
			for (int group = 1; group <= matcher.groupCount(); group++) {
				if (matcher.group(group) != null) {
					keys.add(matcher.group(group));
				}
			}
		}
		return keys;
	}

	/** Whether a position is within brackets or braces. */
	private static boolean isFlow(String[] lines) {
		int open = 0;
		for (String line : lines) {
			String text = line.replaceAll("\"[^\"]*\"|'[^']*'|(^|\\s)#.*$", "");
			for (int i = 0; i < text.length(); i++) {
				open += ("[{".indexOf(text.charAt(i)) >= 0) ? 1 : ("]}".indexOf(text.charAt(i)) >= 0) ? -1 : 0;
			}
			open = Math.max(0, open);
		}
		return open > 0;
	}

	private static String quoted(String rest, boolean flow) {
		if (!flow) {
			return IN_BLOCK.matcher(rest).replaceFirst("\"$0\"");
		}
		StringBuilder quoted = new StringBuilder();
		Matcher matcher = IN_FLOW.matcher(rest);
		while (matcher.find()) {
			String before = rest.substring(0, matcher.start()).stripTrailing();
			boolean value = before.isEmpty() || ",[:".indexOf(before.charAt(before.length() - 1)) >= 0;
			matcher.appendReplacement(quoted, value ? "\"$0\"" : "$0");
		}
		return matcher.appendTail(quoted).toString();
	}

	/**
	 * Return a report of several lines for a terminal.
	 * @return the line as written and as it has to be
	 */
	public String report() {
		return "A * without quotes in a YAML file is no value:\n\n    " + PrintableValue.of(this.key)
				+ "\n        line " + this.line + ", column " + this.column + ": "
				+ PrintableValue.shortened(this.written, MOST_CHARACTERS) + "\n        write: "
				+ PrintableValue.shortened(this.quoted, MOST_CHARACTERS);
	}

	/**
	 * Return what to do.
	 * @return two sentences, of which the second one ends with an address
	 */
	public String action() {
		return "Put the value in quotes. Without them, YAML reads a * as the beginning of an alias.\n"
				+ "All properties are listed at " + Documentation.PROPERTIES;
	}

}
