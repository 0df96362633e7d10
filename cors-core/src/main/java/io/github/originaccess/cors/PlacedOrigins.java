// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.originaccess.cors.ParsedOrigin.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a list of origins that were not refused.
 *
 * @param all all of them in their order
 * @param patterns those among them that are not plain. Nothing is ever wrong with the
 * others, of which there may be a million
 */
record PlacedOrigins(List<PlacedOrigin> all, List<PlacedOrigin> patterns) {

	PlacedOrigins {
		all = Collections.unmodifiableList(all);
		patterns = Collections.unmodifiableList(patterns);
	}

	/**
	 * Read a list.
	 * @param entries the entries as they were given
	 * @param refused takes each element that is no origin, and why
	 */
	static PlacedOrigins parse(List<String> entries, BiConsumer<ListElement, Refusal> refused) {
		List<PlacedOrigin> all = new ArrayList<>(entries.size());
		List<PlacedOrigin> patterns = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			// First, as a plain origin has no comma to be looked for.
			if (PlainOrigin.is(entry)) {
				all.add(new PlacedOrigin(i, entry, null));
				continue;
			}
			for (ListElement element : ListElement.split(i, entry)) {
				ParsedOrigin parsed = PlainOrigin.is(element.text()) ? null
						: OriginPatternParser.parseCarefully(element.text());
				if (parsed instanceof Refusal refusal) {
					refused.accept(element, refusal);
					continue;
				}
				PlacedOrigin origin = new PlacedOrigin(i, element.text(), (OriginPattern) parsed);
				all.add(origin);
				if (!origin.isPlain()) {
					patterns.add(origin);
				}
			}
		}
		return new PlacedOrigins(all, patterns);
	}

	/** Return where {@code *} stands, or {@code null}. */
	@Nullable ListElement any() {
		for (PlacedOrigin origin : this.patterns) {
			if (origin.isAny()) {
				return origin.element();
			}
		}
		return null;
	}

}
