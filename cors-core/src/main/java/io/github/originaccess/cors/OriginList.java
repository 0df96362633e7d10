// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A parsed list of origins and origin patterns: its elements, each with its place in the
 * list. Two lists are equal only if they are the same object, so that a list of a million
 * origins is never compared element by element.
 */
final class OriginList {

	static final OriginList EMPTY = new OriginList(List.of(), List.of(), List.of());

	private final List<Entry> entries;

	/** The few entries that checks look at; a plain origin passes every check. */
	private final List<Entry> patterns;

	private final List<Invalid> invalid;

	private final @Nullable ListElement any;

	private OriginList(List<Entry> entries, List<Entry> patterns, List<Invalid> invalid) {
		this.entries = Collections.unmodifiableList(entries);
		this.patterns = Collections.unmodifiableList(patterns);
		this.invalid = Collections.unmodifiableList(invalid);
		this.any = findAny(patterns);
	}

	private static @Nullable ListElement findAny(List<Entry> patterns) {
		for (Entry pattern : patterns) {
			if (pattern.isAny()) {
				return pattern.element();
			}
		}
		return null;
	}

	/**
	 * Parse a list.
	 * @param texts the elements of the list as they were given
	 */
	static OriginList parse(List<String> texts) {
		List<Entry> entries = new ArrayList<>(texts.size());
		List<Entry> patterns = new ArrayList<>();
		List<Invalid> invalid = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			String text = texts.get(i);
			// A plain origin contains no comma, so it need not be split.
			if (PlainOrigin.matches(text)) {
				entries.add(new Entry(i, text, null));
				continue;
			}
			List<String> plain = PlainOrigin.split(text);
			for (String origin : plain) {
				entries.add(new Entry(i, origin, null));
			}
			if (plain.isEmpty()) {
				parse(ListElement.split(i, text), entries, patterns, invalid);
			}
		}
		return new OriginList(entries, patterns, invalid);
	}

	private static void parse(List<ListElement> elements, List<Entry> entries, List<Entry> patterns,
			List<Invalid> invalid) {
		for (ListElement element : elements) {
			ParsedOrigin parsed = PlainOrigin.matches(element.text()) ? null
					: OriginPatternParser.parseCarefully(element.text());
			if (parsed instanceof ElementProblem problem) {
				invalid.add(new Invalid(element, problem));
				continue;
			}
			Entry entry = new Entry(element.index(), element.text(), (OriginPattern) parsed);
			entries.add(entry);
			if (!entry.isPlain()) {
				patterns.add(entry);
			}
		}
	}

	/** Return the valid elements in their order. */
	List<Entry> entries() {
		return this.entries;
	}

	/** Return the elements that are not {@linkplain Entry#isPlain() plain}. */
	List<Entry> patterns() {
		return this.patterns;
	}

	/** Return the invalid elements with their problems. */
	List<Invalid> invalid() {
		return this.invalid;
	}

	/** Return the first element that is {@code *}, or {@code null}. */
	@Nullable ListElement any() {
		return this.any;
	}

	/**
	 * Return the list without some valid elements.
	 * @return this list if no element is left out, so that policies can share it
	 */
	OriginList without(Predicate<Entry> leftOut) {
		List<Entry> kept = this.entries.stream().filter(leftOut.negate()).toList();
		return (kept.size() == this.entries.size()) ? this
				: new OriginList(kept, kept.stream().filter((entry) -> !entry.isPlain()).toList(), this.invalid);
	}

	/** Return the origins of several lists in canonical form, each text once. */
	static List<String> texts(List<OriginList> lists) {
		Set<String> texts = new LinkedHashSet<>();
		for (OriginList list : lists) {
			for (Entry entry : list.entries) {
				texts.add(entry.isPlain() ? entry.text() : entry.pattern().text());
			}
		}
		return List.copyOf(texts);
	}

	/**
	 * A valid element of the list.
	 *
	 * @param index its position in the list as it was given, from 0
	 * @param text its text as it was written
	 * @param parsed its pattern; {@code null} if the text is a plain origin, which saves
	 * an object for each of a million
	 */
	record Entry(int index, String text, @Nullable OriginPattern parsed) {

		boolean isPlain() {
			return this.parsed == null;
		}

		boolean isAny() {
			return this.parsed == OriginPattern.ANY;
		}

		OriginPattern pattern() {
			return (this.parsed != null) ? this.parsed : PlainOrigin.parse(this.text);
		}

		ListElement element() {
			return new ListElement(this.index, this.text);
		}

	}

	/**
	 * An invalid element of the list.
	 */
	record Invalid(ListElement element, ElementProblem problem) {

	}

}
