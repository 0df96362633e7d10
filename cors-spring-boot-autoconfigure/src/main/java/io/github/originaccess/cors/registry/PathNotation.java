// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The notation of a text that begins with no slash: quotes or brackets of another
 * language, a word, or a path whose slash is missing.
 *
 * @param text the text without white space around it, never empty
 */
record PathNotation(String text) {

	private static final String QUOTES = "\"'`\u201c\u201d\u2018\u2019";

	/** Characters of URLs, regular expressions, expressions and file systems. */
	private static final String NOT_OF_PATHS = "\\^$():?|# [],";

	private static final Set<String> EVERY_PATH = Set.of("all", "any", "anything", "every", "everything", "wildcard");

	/** Words that are values, but no paths. */
	private static final Set<String> NO_PATH = Set.of("default", "false", "nil", "no", "none", "nothing", "null", "off",
			"on", "self", "todo", "true", "undefined", "yes");

	private static final int MOST_LAYERS = 4;

	/** Whether a text ends with a quote that it has nowhere else. */
	static boolean endsWithStrayQuote(String text) {
		char last = text.charAt(text.length() - 1);
		return isQuote(last) && text.indexOf(last) == text.length() - 1;
	}

	/** Return why the text is no path, as one sentence without its full stop. */
	String reason() {
		String word = this.text;
		for (String inner = word; inner != null; inner = withoutQuotes(inner)) {
			word = inner;
		}
		if (EVERY_PATH.contains(word.toLowerCase(Locale.ROOT))) {
			return "this is a word, not a path; to cover every path, write /**";
		}
		if (this.text.startsWith("[")) {
			return "write a list without brackets, and separate its elements with commas";
		}
		return (withoutQuotes(this.text) != null) ? "the quotes are part of the value" : "a path begins with a slash";
	}

	/** Return the paths that the text probably means, or null if it looks like none. */
	@Nullable String remedy() {
		List<String> paths = new ArrayList<>();
		return (addPaths(this.text, 0, paths) && !paths.isEmpty()) ? String.join(", ", paths) : null;
	}

	/** Add the paths of a text to a list; return whether each is plausible. */
	private static boolean addPaths(String text, int layer, List<String> paths) {
		if (layer > MOST_LAYERS) {
			return false;
		}
		if (text.startsWith("[") && text.endsWith("]")) {
			return addAll(text.substring(1, text.length() - 1), layer, paths);
		}
		String inner = withoutQuotes(text);
		if (inner != null) {
			return addAll(inner, layer, paths);
		}
		String path = path(text);
		if (path != null) {
			paths.add(path);
		}
		return path != null;
	}

	private static boolean addAll(String list, int layer, List<String> paths) {
		for (String element : elements(list)) {
			if (!element.isEmpty() && !addPaths(element, layer + 1, paths)) {
				return false;
			}
		}
		return true;
	}

	/** Return the elements between commas outside of quotes, brackets and braces. */
	private static List<String> elements(String list) {
		List<String> elements = new ArrayList<>();
		int start = 0;
		int depth = 0;
		char quote = 0;
		for (int i = 0; i < list.length(); i++) {
			char c = list.charAt(i);
			if (quote != 0 || isQuote(c)) {
				quote = (quote == 0) ? c : (c == quote) ? 0 : quote;
			}
			else if (c == ',' && depth <= 0) {
				elements.add(list.substring(start, i).strip());
				start = i + 1;
			}
			depth += ("[{".indexOf(c) >= 0) ? 1 : ("]}".indexOf(c) >= 0) ? -1 : 0;
		}
		elements.add(list.substring(start).strip());
		return elements;
	}

	/** Return the text without quotes at its ends, or null if it begins with none. */
	private static @Nullable String withoutQuotes(String text) {
		if (text.isEmpty() || !isQuote(text.charAt(0))) {
			return null;
		}
		int end = (text.length() > 1 && isQuote(text.charAt(text.length() - 1))) ? text.length() - 1 : text.length();
		return text.substring(1, end).strip();
	}

	/** Return a text as a path, with a slash; null if it looks like no path. */
	private static @Nullable String path(String text) {
		String relative = text.startsWith("./") ? text.substring(1) : text;
		if (!isPlain(relative) || NO_PATH.contains(relative)
				|| EVERY_PATH.contains(relative.toLowerCase(Locale.ROOT))) {
			return null;
		}
		String path = relative.equals("*") ? "/**" : relative.startsWith("/") ? relative : "/" + relative;
		return (PathProblems.find("", 0, path) == null) ? path : null;
	}

	/** Whether a text has only characters of paths outside of its variables. */
	private static boolean isPlain(String text) {
		int depth = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			if (depth <= 0 && (NOT_OF_PATHS.indexOf(c) >= 0 || isQuote(c))) {
				return false;
			}
		}
		return !text.isEmpty() && !("/" + text + "/").contains("/./") && !("/" + text + "/").contains("/../");
	}

	private static boolean isQuote(char c) {
		return QUOTES.indexOf(c) >= 0;
	}

}
