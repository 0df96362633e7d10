// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * Why an element of a list is not the name of a method or header that a policy can list.
 *
 * @param code what is wrong
 * @param reason why it is refused, as one sentence without its full stop
 * @param instead the name or names to write instead, if there are any
 */
record NameMistake(Code code, String reason, @Nullable String instead) {

	private static final String SYNTAX = " consists of letters, digits and the characters !#$%&'+-.^_`|~,"
			+ " without white space";

	/** Return what is wrong with a name in the list of a setting, or {@code null}. */
	static @Nullable NameMistake find(Setting setting, String name) {
		boolean method = setting == Setting.ALLOWED_METHODS;
		Code invalid = method ? Code.METHOD_INVALID : Code.HEADER_NAME_INVALID;
		if (isQuoted(name)) {
			return new NameMistake(invalid, "the quotes are part of the value", names(setting, name));
		}
		if (!FetchRules.isToken(name)) {
			return new NameMistake(invalid, (method ? "a method" : "a header name") + SYNTAX, names(setting, name));
		}
		if (name.indexOf('*') >= 0) {
			return new NameMistake(Code.NAME_WITH_WILDCARD, "a * stands alone, for all of them", "*");
		}
		return isForbidden(setting, name) ? forbidden(setting) : null;
	}

	private static NameMistake forbidden(Setting setting) {
		return switch (setting) {
			case ALLOWED_METHODS -> new NameMistake(Code.METHOD_FORBIDDEN, "browsers let no page use it", null);
			case EXPOSED_HEADERS ->
				new NameMistake(Code.RESPONSE_HEADER_FORBIDDEN, "browsers let no page read it", null);
			default -> new NameMistake(Code.REQUEST_HEADER_FORBIDDEN,
					"browsers let no page send it, or it is a response header", null);
		};
	}

	private static boolean isForbidden(Setting setting, String name) {
		return switch (setting) {
			case ALLOWED_METHODS -> FetchRules.isForbiddenMethod(name);
			case EXPOSED_HEADERS -> FetchRules.isForbiddenResponseHeader(name);
			default -> FetchRules.isForbiddenRequestHeader(name);
		};
	}

	/**
	 * Whether a name has the same quote at both ends. Two kinds of quotes are allowed in
	 * tokens, but nobody who writes {@code 'GET'} means them.
	 */
	private static boolean isQuoted(String name) {
		char first = name.charAt(0);
		return name.length() > 2 && "\"'`".indexOf(first) >= 0 && name.charAt(name.length() - 1) == first
				&& name.substring(1, name.length() - 1)
					.chars()
					.allMatch((c) -> c == '-' || c < 128 && Character.isLetterOrDigit(c));
	}

	/**
	 * Return the names in a text that holds several, in the notation of others, or the
	 * name of a header that is followed by its value.
	 */
	private static @Nullable String names(Setting setting, String text) {
		int colon = text.indexOf(':');
		List<String> names = new ArrayList<>();
		for (String word : StrayCharacters.words((colon < 0) ? text : text.substring(0, colon))) {
			String unquoted = StrayCharacters.unquoted(word);
			String name = (unquoted != null) ? unquoted : word;
			if (!FetchRules.isToken(name) || name.indexOf('*') >= 0 || isForbidden(setting, name)) {
				return null;
			}
			names.add(name);
		}
		return names.isEmpty() ? null : String.join(", ", names);
	}

}
