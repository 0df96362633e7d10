// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.originaccess.cors.OriginPattern.Form;
import org.jspecify.annotations.Nullable;

/**
 * Finds origins that another element of their list matches already. Only the few
 * candidates that a host's own labels lead to are compared, so that a list of 100,000
 * origins costs no more than its length.
 */
final class CoveredOrigins {

	/** Patterns that can cover others, by what they have in common with those. */
	private final Map<Key, List<PlacedOrigin>> candidates = new HashMap<>();

	private CoveredOrigins(List<PlacedOrigin> patterns) {
		for (PlacedOrigin origin : patterns) {
			OriginPattern pattern = origin.pattern();
			if (pattern.form() != Form.EXACT || pattern.ports().size() != 1) {
				this.candidates.computeIfAbsent(Key.of(pattern), (key) -> new ArrayList<>(1)).add(origin);
			}
		}
	}

	/**
	 * Find covered elements. Those that mean the same as another are not: a repetition is
	 * harmless.
	 * @param found takes each covered element and one that covers it
	 */
	static void find(PlacedOrigins origins, BiConsumer<ListElement, ListElement> found) {
		CoveredOrigins covered = new CoveredOrigins(origins.patterns());
		if (covered.candidates.isEmpty()) {
			return;
		}
		for (PlacedOrigin origin : origins.all()) {
			PlacedOrigin covering = covered.covering(origin.pattern());
			if (covering != null) {
				found.accept(origin.element(), covering.element());
			}
		}
	}

	private @Nullable PlacedOrigin covering(OriginPattern pattern) {
		PlacedOrigin any = candidate(Key.of(OriginPattern.ANY), pattern);
		if (any != null || pattern.form() == Form.ANY) {
			return any;
		}
		PlacedOrigin same = candidate(Key.of(pattern), pattern);
		return (same != null) ? same : coveringHost(pattern);
	}

	private @Nullable PlacedOrigin coveringHost(OriginPattern pattern) {
		boolean exact = pattern.form() == Form.EXACT;
		String parent = exact ? pattern.parentHost() : pattern.host();
		String prefix = exact ? pattern.leftmostLabel() : pattern.prefix();
		for (int length = 0; pattern.form() != Form.SUBDOMAINS && length <= prefix.length(); length++) {
			PlacedOrigin label = candidate(new Key(Form.LABEL, pattern.scheme(), prefix.substring(0, length), parent),
					pattern);
			if (label != null) {
				return label;
			}
		}
		for (String host = parent; !host.isEmpty(); host = host.substring(host.indexOf('.') + 1)) {
			PlacedOrigin subdomains = candidate(new Key(Form.SUBDOMAINS, pattern.scheme(), "", host), pattern);
			if (subdomains != null || host.indexOf('.') < 0) {
				return subdomains;
			}
		}
		return null;
	}

	private @Nullable PlacedOrigin candidate(Key key, OriginPattern pattern) {
		for (PlacedOrigin candidate : this.candidates.getOrDefault(key, List.of())) {
			if (!candidate.pattern().equals(pattern) && candidate.pattern().covers(pattern)) {
				return candidate;
			}
		}
		return null;
	}

	private record Key(Form form, String scheme, String prefix, String host) {

		static Key of(OriginPattern pattern) {
			return new Key(pattern.form(), pattern.scheme(), pattern.prefix(), pattern.host());
		}

	}

}
