// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A setting that forbids some elements of a list. The place of the problem is the
 * forbidden element. If the policy inherits the list and sets the setting itself, the
 * place is the setting, because its author knew the list.
 *
 * @param setting the setting
 * @param owner the settings that set the value
 * @param policy the settings of the policy's builder
 * @param value the value that forbids elements
 * @param remedy the value that forbids no element, or {@code null}
 */
record SettingRuling(Setting setting, BuilderSettings owner, BuilderSettings policy, String value,
		@Nullable String remedy) {

	private static final int MOST_ELEMENTS_NAMED = 5;

	/** Whether the elements of a list are the places of its problems. */
	boolean standsAtElementsOf(BuilderSettings listOwner) {
		return this.owner != this.policy || listOwner == this.policy;
	}

	SettingRuling withoutRemedy() {
		return new SettingRuling(this.setting, this.owner, this.policy, this.value, null);
	}

	/**
	 * Return the problems of forbidden elements.
	 * @param elements the elements that the setting forbids
	 */
	List<Problem> problems(Code code, Setting list, BuilderSettings listOwner, List<Element> elements, String reason) {
		if (elements.isEmpty()) {
			return List.of();
		}
		if (standsAtElementsOf(listOwner)) {
			return elements.stream()
				.map((element) -> new Problem(code, listOwner.policy(), list, element.place().index(),
						element.place().text(), reason, element.remedy()))
				.toList();
		}
		int further = elements.size() - MOST_ELEMENTS_NAMED;
		String named = elements.stream()
			.limit(MOST_ELEMENTS_NAMED)
			.map((element) -> "\"" + element.place().text() + "\"")
			.collect(Collectors.joining(", ", "", (further > 0) ? " and " + further + " more" : ""));
		return List.of(new Problem(code, this.policy.policy(), this.setting, -1, this.value,
				"the policy inherits " + named + " as " + list.propertyName() + ": " + reason, this.remedy));
	}

	/**
	 * A forbidden element of a list.
	 *
	 * @param place the element
	 * @param remedy the text to write instead, or {@code null}
	 */
	record Element(ListElement place, @Nullable String remedy) {

	}

}
