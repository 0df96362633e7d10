// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A search for the known name that a misspelt name resembles. Two names are near if they
 * differ by few letters, by a plural, by the form of a verb, or by the order of words.
 */
final class NearbyName {

	/** Words at the end of a name that change nothing. */
	private static final Set<String> FILLERS = Set.of("list", "lists", "value", "values");

	private static final int FAR = Integer.MAX_VALUE;

	/** All known names, with the stems of their words in all orders. */
	private static final Map<String, Known> KNOWN = Stream
		.concat(CorsKey.TOP_LEVEL_NAMES.stream(), Stream.of(CorsKey.POLICIES_ELEMENT))
		.collect(Collectors.toUnmodifiableMap(Function.identity(), Known::of));

	private NearbyName() {
	}

	/**
	 * Find the nearest name.
	 * @param written the name as written, in any spelling
	 * @param known the names that exist, with dashes between their words
	 * @return the nearest of the known names, or null if none is near
	 */
	static @Nullable String find(String written, Collection<String> known) {
		String nearest = null;
		int least = FAR;
		String uniform = CorsKey.uniform(written);
		List<String> words = withoutFillers(written);
		String stems = joinedStems(words);
		for (String name : known) {
			int distance = distance(uniform, stems, KNOWN.get(name));
			if (distance < least && !hasFurtherWord(words, CorsKey.uniform(name))) {
				nearest = name;
				least = distance;
			}
		}
		return nearest;
	}

	/**
	 * Whether some of the words are near the name already. The others may be the name of
	 * a policy, as in {@code v1-allowedorigins}, so they are no misspelling.
	 */
	private static boolean hasFurtherWord(List<String> words, String name) {
		for (int i = 1; i < words.size(); i++) {
			if (near(String.join("", words.subList(i, words.size())), name) != FAR
					|| near(String.join("", words.subList(0, i)), name) != FAR) {
				return true;
			}
		}
		return false;
	}

	/** Whether a name is near the element that begins the keys of named policies. */
	static boolean isNearPolicies(String written) {
		return find(written, List.of(CorsKey.POLICIES_ELEMENT)) != null;
	}

	/** Return what a name has in common with all its near forms of words. */
	static String stems(String name) {
		return withoutFillers(name).stream().map(NearbyName::stem).collect(Collectors.joining("-"));
	}

	/** Return the number of words, without those at the end that change nothing. */
	static int countWords(String name) {
		return withoutFillers(name).size();
	}

	private static List<String> withoutFillers(String name) {
		List<String> words = words(name);
		while (words.size() > 1 && FILLERS.contains(words.get(words.size() - 1))) {
			words.remove(words.size() - 1);
		}
		return words;
	}

	private static int distance(String uniform, String stems, @Nullable Known known) {
		if (known == null) {
			return FAR;
		}
		int distance = near(uniform, known.uniform());
		for (String order : known.orders()) {
			distance = Math.min(distance, near(stems, order));
		}
		return distance;
	}

	/** Return the edits between two texts, or {@link #FAR} if they are too many. */
	private static int near(String written, String known) {
		int most = (known.length() < 5) ? 0 : (known.length() < 10) ? 1 : 2;
		int edits = (Math.abs(written.length() - known.length()) <= most) ? edits(written, known) : FAR;
		return (edits <= most) ? edits : FAR;
	}

	/** Return the words of a name in lower case. A capital letter begins a word. */
	private static List<String> words(String name) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		boolean upperCase = name.equals(name.toUpperCase(Locale.ROOT));
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (!Character.isLetterOrDigit(c) || Character.isUpperCase(c) && !upperCase) {
				end(word, words);
			}
			if (Character.isLetterOrDigit(c)) {
				word.append(Character.toLowerCase(c));
			}
		}
		end(word, words);
		return words;
	}

	private static void end(StringBuilder word, List<String> words) {
		if (!word.isEmpty()) {
			words.add(word.toString());
			word.setLength(0);
		}
	}

	private static String joinedStems(List<String> words) {
		StringBuilder joined = new StringBuilder();
		words.forEach((word) -> joined.append(stem(word)));
		return joined.toString();
	}

	/**
	 * Return what singular and plural, and the forms of a verb, have in common.
	 */
	private static String stem(String word) {
		String stem = word;
		if (stem.endsWith("ies")) {
			return stem.substring(0, stem.length() - 3) + "y";
		}
		for (String ending : new String[] { "s", "ed", "ment", "e" }) {
			if (stem.length() > ending.length() + 2 && stem.endsWith(ending)) {
				stem = stem.substring(0, stem.length() - ending.length());
			}
		}
		return stem.equals("regexp") ? "regex" : stem;
	}

	/** Return all orders of the words. No property has more than four words. */
	private static List<List<String>> orders(List<String> words) {
		if (words.size() < 2) {
			return List.of(words);
		}
		List<List<String>> orders = new ArrayList<>();
		for (int i = 0; i < words.size(); i++) {
			List<String> others = new ArrayList<>(words);
			String first = others.remove(i);
			for (List<String> rest : orders(others)) {
				List<String> order = new ArrayList<>(words.size());
				order.add(first);
				order.addAll(rest);
				orders.add(order);
			}
		}
		return orders;
	}

	/**
	 * Count the characters to insert, delete, replace or swap with the next one.
	 * @see <a href=
	 * "https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">Optimal string
	 * alignment distance</a>
	 */
	private static int edits(String one, String other) {
		int[][] edits = new int[one.length() + 1][other.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			for (int j = 0; j <= other.length(); j++) {
				if (i == 0 || j == 0) {
					edits[i][j] = i + j;
					continue;
				}
				boolean same = one.charAt(i - 1) == other.charAt(j - 1);
				edits[i][j] = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1),
						Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
				if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
						&& one.charAt(i - 2) == other.charAt(j - 1)) {
					edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
				}
			}
		}
		return edits[one.length()][other.length()];
	}

	/**
	 * A known name.
	 *
	 * @param uniform its letters
	 * @param orders the stems of its words in all orders
	 */
	private record Known(String uniform, List<String> orders) {

		private static Known of(String name) {
			return new Known(CorsKey.uniform(name),
					NearbyName.orders(words(name)).stream().map(NearbyName::joinedStems).toList());
		}

	}

}
