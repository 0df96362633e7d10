// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A parsed list of method or header names.
 *
 * @param indexOfAny the position of the element {@code *}; -1 if there is none
 * @param names the valid names other than {@code *}, each once; standard methods in upper
 * case
 */
record NameList(int indexOfAny, List<String> names) {

	private static final int NONE = -1;

	private static final String ANY = "*";

	private static final Set<String> WORDS_FOR_ANY = Set.of("all", "any");

	/** The headers of the CORS protocol whose values are names. */
	private static final Set<String> HEADERS_WITH_NAMES = Set.of("access-control-allow-headers",
			"access-control-allow-methods", "access-control-expose-headers", "access-control-request-headers",
			"access-control-request-method");

	private static final String SEPARATOR = ", ";

	private static final String SYNTAX = " consists of letters, digits and the characters !#$%&'+-.^_`|~,"
			+ " without white space";

	NameList {
		names = List.copyOf(names);
	}

	/** Return a list of names that need no check. */
	static NameList of(String... names) {
		return new NameList(NONE, List.of(names));
	}

	/** Return a list with nothing but {@code *}. */
	static NameList ofAny() {
		return new NameList(0, List.of());
	}

	/**
	 * Parse the list of a setting.
	 * @param texts the elements of the list as they were given
	 * @param problems takes each element with a problem or warning
	 * @return the valid elements
	 */
	static NameList parse(Setting setting, List<String> texts, BiConsumer<ListElement, ElementProblem> problems) {
		boolean methods = setting == Setting.ALLOWED_METHODS;
		List<ListElement> elements = ListElement.split(texts);
		if (methods && elements.isEmpty()) {
			problems.accept(ListElement.WHOLE, new ElementProblem(Code.METHODS_EMPTY,
					"a policy without methods would refuse every request", "GET, HEAD, POST"));
		}
		Map<String, String> names = new LinkedHashMap<>();
		int any = NONE;
		if (isHeaderLine(elements)) {
			problems.accept(whole(elements), headerLine(setting, elements));
			return new NameList(NONE, List.of());
		}
		reportForbidden(setting, elements, problems);
		List<ListElement> covered = new ArrayList<>();
		for (ListElement element : elements) {
			String name = element.text();
			if (name.equals(ANY)) {
				any = element.index();
				continue;
			}
			if (isForbidden(setting, name)) {
				continue;
			}
			ElementProblem problem = problem(setting, name);
			if (problem != null) {
				problems.accept(element, problem);
			}
			if (problem == null || problem.code().isWarning()) {
				covered.add(element);
				String method = FetchRules.normalizeMethod(name);
				names.putIfAbsent(methods ? method : name.toLowerCase(Locale.ROOT), methods ? method : name);
			}
		}
		if (any != NONE) {
			covered.forEach((element) -> problems.accept(element, ElementProblem.coveredBy(ANY)));
		}
		return new NameList(any, new ArrayList<>(names.values()));
	}

	/**
	 * Report the names that browsers do not let pages use, as one problem. Its remedy is
	 * the list without them.
	 */
	private static void reportForbidden(Setting setting, List<ListElement> elements,
			BiConsumer<ListElement, ElementProblem> problems) {
		List<String> forbidden = new ArrayList<>();
		List<String> others = new ArrayList<>();
		for (ListElement element : elements) {
			(isForbidden(setting, element.text()) ? forbidden : others).add(element.text());
		}
		if (forbidden.isEmpty()) {
			return;
		}
		problems.accept(whole(elements), new ElementProblem(forbiddenCode(setting),
				forbiddenReason(setting, forbidden, others.isEmpty()), corrected(setting, others)));
	}

	/** Return the element for a problem of all elements. */
	private static ListElement whole(List<ListElement> elements) {
		return (elements.size() == 1) ? elements.get(0)
				: new ListElement(-1, elements.stream().map(ListElement::text).collect(Collectors.joining(SEPARATOR)));
	}

	/**
	 * Return names as a list without problems, each name once, or null if a name has a
	 * problem without a remedy.
	 */
	private static @Nullable String corrected(Setting setting, List<String> names) {
		Map<String, String> corrected = new LinkedHashMap<>();
		for (String name : names) {
			ElementProblem problem = name.equals(ANY) ? null : problem(setting, name);
			String remedy = (problem == null) ? name : problem.remedy();
			boolean partial = problem != null && problem.code() == Code.NAME_WITH_WILDCARD;
			// A part of a name does not mean every name, unless its author chooses so.
			if (remedy == null || partial || remedy.equals(ANY) && setting == Setting.EXPOSED_HEADERS) {
				return null;
			}
			for (ListElement element : ListElement.split(List.of(remedy))) {
				boolean method = setting == Setting.ALLOWED_METHODS;
				String text = element.text();
				corrected.putIfAbsent(method ? FetchRules.normalizeMethod(text) : text.toLowerCase(Locale.ROOT), text);
			}
		}
		if (corrected.containsKey(ANY)) {
			return ANY;
		}
		return corrected.isEmpty() ? null : String.join(SEPARATOR, corrected.values());
	}

	/** Whether a list is a line of a request or response, such as the one to set. */
	private static boolean isHeaderLine(List<ListElement> elements) {
		String first = elements.isEmpty() ? "" : elements.get(0).text();
		int colon = first.indexOf(':');
		return colon > 0 && HEADERS_WITH_NAMES.contains(first.substring(0, colon).strip().toLowerCase(Locale.ROOT));
	}

	private static ElementProblem headerLine(Setting setting, List<ListElement> elements) {
		List<String> names = new ArrayList<>();
		for (ListElement element : elements) {
			names.add(element.text());
		}
		String first = names.remove(0);
		String name = first.substring(first.indexOf(':') + 1).strip();
		if (!name.isEmpty()) {
			names.add(0, name);
		}
		return new ElementProblem((setting == Setting.ALLOWED_METHODS) ? Code.METHOD_INVALID : Code.HEADER_NAME_INVALID,
				"this is a header with its value; write only the names",
				corrected(setting, names.stream().filter((each) -> !isForbidden(setting, each)).toList()));
	}

	private static Code forbiddenCode(Setting setting) {
		return switch (setting) {
			case ALLOWED_METHODS -> Code.METHOD_FORBIDDEN;
			case EXPOSED_HEADERS -> Code.RESPONSE_HEADER_FORBIDDEN;
			default -> Code.REQUEST_HEADER_FORBIDDEN;
		};
	}

	private static String forbiddenReason(Setting setting, List<String> names, boolean all) {
		String forbidden = names.stream().distinct().collect(Collectors.joining(SEPARATOR));
		return switch (setting) {
			case ALLOWED_METHODS -> "browsers do not let pages use " + forbidden
					+ (all ? "; leave the property out to allow GET, HEAD and POST" : "");
			case EXPOSED_HEADERS -> "browsers do not let pages read " + forbidden
					+ (all ? "; leave the property out to expose no further header" : "");
			default -> "pages cannot send " + forbidden
					+ ((names.size() == 1) ? ": browsers set it, or it is a response header"
							: ": browsers set them, or they are response headers")
					+ (all ? "; leave the property out to allow every other header" : "");
		};
	}

	/**
	 * Return the problem or warning of a name.
	 * @param name any text but {@code *}
	 * @return the problem, or {@code null} if the list of the setting may contain the
	 * name
	 */
	static @Nullable ElementProblem problem(Setting setting, String name) {
		boolean method = setting == Setting.ALLOWED_METHODS;
		Code invalid = method ? Code.METHOD_INVALID : Code.HEADER_NAME_INVALID;
		if (isQuoted(name)) {
			return new ElementProblem(invalid, "the quotes are part of the value", remedy(setting, name));
		}
		if (!FetchRules.isToken(name)) {
			return new ElementProblem(invalid, (method ? "a method" : "a header name") + SYNTAX, remedy(setting, name));
		}
		if (name.indexOf('*') >= 0) {
			// With credentials, * exposes no header.
			return (setting == Setting.EXPOSED_HEADERS)
					? new ElementProblem(Code.NAME_WITH_WILDCARD, "a * is no part of a name; list the names", null)
					: new ElementProblem(Code.NAME_WITH_WILDCARD, "write * alone, for all names", ANY);
		}
		if (isForbidden(setting, name)) {
			return new ElementProblem(forbiddenCode(setting), forbiddenReason(setting, List.of(name), true), null);
		}
		if (method && FetchRules.isWellKnownHeader(name) && !KnownNames.isMethod(name)) {
			return new ElementProblem(Code.HEADER_AMONG_METHODS,
					"this is a header name; header names belong in allowed-headers", null);
		}
		if (setting == Setting.ALLOWED_HEADERS && FetchRules.isStandardMethod(name)) {
			return new ElementProblem(Code.METHOD_AMONG_HEADERS, "this is a method; methods belong in allowed-methods",
					null);
		}
		return nearlyOther(setting, name);
	}

	/** Return the warning about a name that works, but is probably misspelt. */
	private static @Nullable ElementProblem nearlyOther(Setting setting, String name) {
		boolean method = setting == Setting.ALLOWED_METHODS;
		String what = method ? "method" : "header";
		if (WORDS_FOR_ANY.contains(name.toLowerCase(Locale.ROOT))) {
			return new ElementProblem(Code.ANY_WRITTEN_AS_WORD,
					"this means a " + what + " named \"" + name + "\"; for every " + what + ", write *",
					(setting == Setting.EXPOSED_HEADERS) ? null : ANY);
		}
		String near = method ? KnownNames.methodNear(name) : KnownNames.headerNear(name);
		return (near != null && !isForbidden(setting, near)) ? new ElementProblem(Code.NAME_NEARLY_STANDARD,
				"this means a " + what + " named \"" + name + "\"; the usual name is " + near, near) : null;
	}

	private static boolean isForbidden(Setting setting, String name) {
		return FetchRules.isToken(name) && switch (setting) {
			case ALLOWED_METHODS -> FetchRules.isForbiddenMethod(name);
			case EXPOSED_HEADERS -> FetchRules.isForbiddenResponseHeader(name);
			default -> FetchRules.isForbiddenRequestHeader(name);
		};
	}

	/**
	 * Whether a name has the same quote at both ends. A token may contain two kinds of
	 * quotes, but no method or header in use has any.
	 */
	private static boolean isQuoted(String name) {
		char first = name.charAt(0);
		return name.length() > 2 && "\"'`".indexOf(first) >= 0 && name.charAt(name.length() - 1) == first
				&& name.substring(1, name.length() - 1)
					.chars()
					.allMatch((c) -> c == '-' || c < 128 && Character.isLetterOrDigit(c));
	}

	/**
	 * Return the names in a text that contains several names in another notation, or a
	 * header with its value.
	 * @return the names, separated by commas, or {@code null} if one of them is invalid
	 */
	private static @Nullable String remedy(Setting setting, String text) {
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
		return corrected(setting, names);
	}

	/** Return the element {@code *} of a list that contains it. */
	ListElement any() {
		return new ListElement(this.indexOfAny, ANY);
	}

	boolean containsAny() {
		return this.indexOfAny != NONE;
	}

	/** Return the elements that a browser regards: {@code *} alone, or else the names. */
	List<String> texts() {
		return containsAny() ? List.of(ANY) : this.names;
	}

	/** Return the list without some of its names. */
	NameList without(Predicate<String> leftOut) {
		return new NameList(this.indexOfAny, this.names.stream().filter(leftOut.negate()).toList());
	}

	/**
	 * Whether the list contains every element of another list.
	 * @param same whether two names are the same: methods are in the same case only
	 */
	boolean covers(NameList other, BiPredicate<String, String> same) {
		return containsAny() || !other.containsAny()
				&& other.names.stream().allMatch((name) -> this.names.stream().anyMatch((own) -> same.test(own, name)));
	}

	/** Compare the numbers of elements of two lists; {@code *} counts as every name. */
	int compareSize(NameList other) {
		return Integer.compare(size(), other.size());
	}

	private int size() {
		return containsAny() ? Integer.MAX_VALUE : this.names.size();
	}

}
