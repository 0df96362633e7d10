// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Words of other configuration languages that are no origins.
 */
final class OriginWords {

	private static final Set<String> EVERY_ORIGIN = Set.of("<all_urls>", "all", "all-origins", "allow-all", "allowall",
			"any", "any-origin", "anybody", "anyone", "anything", "every", "everybody", "everyone", "everything",
			"wildcard", "[*]");

	private static final Set<String> NO_ORIGIN = Set.of("[]", "deny", "disabled", "empty", "no", "off", "nobody",
			"none", "nothing");

	private static final Set<String> OWN_ORIGIN = Set.of("same-origin", "same-site", "self", "this");

	private static final Set<String> NO_VALUE = Set.of("anonymous", "changeme", "default", "enabled", "false", "fixme",
			"n/a", "nan", "nil", "on", "tbd", "todo", "true", "undefined", "xxx", "yes");

	private OriginWords() {
	}

	/**
	 * Return why a word is no origin.
	 * @param text the text without quotes
	 * @return the explanation, or {@code null} if the text is no such word
	 */
	static @Nullable String explain(String text) {
		String word = text.toLowerCase(Locale.ROOT);
		if (EVERY_ORIGIN.contains(word)) {
			return "this is a word, not an origin; to allow every origin, write *";
		}
		if (NO_ORIGIN.contains(word)) {
			return "this is a word, not an origin; to allow no origin, set an empty list: []";
		}
		if (OWN_ORIGIN.contains(word)) {
			return "this is a word, not an origin; pages of the application's own origin need no permission";
		}
		return NO_VALUE.contains(word) ? "this is a word, not an origin; name the origins to allow" : null;
	}

}
