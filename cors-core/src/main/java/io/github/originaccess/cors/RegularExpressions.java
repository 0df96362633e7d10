// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The detector of regular expressions among configured origins. It translates them to
 * origin patterns for remedies. It never matches anything with them.
 */
final class RegularExpressions {

	/** Expressions for any text, with longer ones before their parts. */
	private static final String[] WILDCARDS = { "([a-zA-Z0-9-]+)", "([a-z0-9-]+)", "[a-zA-Z0-9-]+", "[a-z0-9-]+",
			"[a-zA-Z0-9]+", "[a-z0-9]+", "[A-Za-z0-9-]+", "[a-z]+", "[0-9]+", "[0-9]{1,3}", "\\d{1,3}", "[\\w-]+",
			"[\\w.-]+", "([^.]+)", "[^.]+", "[^.]*", "[^/]+", "[a-p]{32}", "[a-z]{32}", "(\\w+)", "\\w+", "\\d+",
			"(.*)", "(.+)", "(.*?)", ".*?", ".*", ".+" };

	/** Expressions for any port. */
	private static final String[] ANY_PORT = { "(:\\d+)?", "(?::\\d+)?", "(:[0-9]+)?", "(?::[0-9]+)?", ":\\d+",
			":[0-9]+" };

	/** Marks of a translated dot and wildcard, which are no part of an expression. */
	private static final String DOT = "\u0000";

	private static final String ANY = "\u0001";

	private static final String ANY_LABELS = ANY + DOT;

	private static final String SECURE = "https://";

	private RegularExpressions() {
	}

	/**
	 * Return a regular expression as an origin pattern, or null if the text is not a
	 * regular expression. The result may be invalid if the expression has no counterpart.
	 */
	static @Nullable String simplify(String text) {
		if (!isRegularExpression(text)) {
			return null;
		}
		String simple = text;
		if (simple.length() > 1 && simple.startsWith("/") && simple.endsWith("/")) {
			simple = simple.substring(1, simple.length() - 1);
		}
		simple = withoutAnchors(simple);
		simple = simple.replace("\\/", "/").replace("\\:", ":");
		boolean either = simple.contains("https?:") || simple.contains("http(s)?:");
		simple = simple.replace("https?:", "https:").replace("http(s)?:", "https:");
		for (String port : ANY_PORT) {
			simple = simple.replace(port, ":*");
		}
		simple = simple.replace("(.*\\.)?", ANY_LABELS).replace("(.+\\.)?", ANY_LABELS).replace("\\.", DOT);
		for (String wildcard : WILDCARDS) {
			simple = simple.replace(wildcard, ANY);
		}
		simple = simple.replace(ANY, "*")
			.replace(DOT, ".")
			.replace("\\-", "-")
			.replace("(*.)", "*.")
			.replace("(*.)?", "*.");
		return (either && simple.startsWith(SECURE))
				? SchemelessOrigin.likelyScheme(simple.substring(SECURE.length())) + simple.substring("https".length())
				: simple;
	}

	private static String withoutAnchors(String text) {
		int start = text.startsWith("^") ? 1 : 0;
		int end = (text.length() > start && text.endsWith("$")) ? text.length() - 1 : text.length();
		return text.substring(start, end);
	}

	/** Whether a text is an origin with a path, query or fragment. */
	static boolean beginsWithOrigin(String text) {
		int schemeLength = text.indexOf("://");
		String origin = text.substring(0, originEnd(text, schemeLength));
		return schemeLength > 0 && origin.length() < text.length()
				&& OriginPatternParser.parse(origin) instanceof OriginPattern;
	}

	private static boolean isRegularExpression(String text) {
		if (Characters.anyMatch(text, (c) -> "\\^$()|".indexOf(c) >= 0)) {
			return true;
		}
		int schemeLength = text.indexOf("://");
		// A path and a query may have variables in braces.
		String origin = text.substring(0, originEnd(text, schemeLength));
		if (Characters.anyMatch(origin.substring(origin.lastIndexOf('@') + 1), (c) -> c == '{' || c == '}')) {
			return true;
		}
		String scheme = (schemeLength < 0) ? "" : text.substring(0, schemeLength);
		String rest = (schemeLength < 0) ? text : text.substring(schemeLength + 3);
		return scheme.indexOf('?') >= 0 || scheme.indexOf('[') >= 0 || rest.startsWith(".*") || rest.startsWith(".+")
				|| hasCharacterClass(rest);
	}

	private static int originEnd(String text, int schemeLength) {
		int end = (schemeLength < 0) ? 0 : schemeLength + 3;
		while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	/** Whether there is a bracket that opens no IPv6 address and no list of ports. */
	private static boolean hasCharacterClass(String rest) {
		int open = rest.indexOf('[');
		int close = rest.indexOf(']', Math.max(0, open));
		if (open < 0 || close < 0) {
			return false;
		}
		if (open > 0 && rest.charAt(open - 1) != ':') {
			return true;
		}
		boolean complete = close == rest.length() - 1 || "/:?#".indexOf(rest.charAt(close + 1)) >= 0;
		return !complete;
	}

}
