// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A setting that rules elements of a list out. A problem stands at the list element that
 * is ruled out; if the policy inherits the list and adds what rules it out, at that: it
 * was written in view of the list.
 *
 * @param setting the setting
 * @param owner who gives the setting
 * @param policy the policy that the setting holds for
 * @param value the setting's value
 * @param remedy the value that rules nothing out
 */
record SettingRuling(Setting setting, BuilderSettings owner, BuilderSettings policy, String value,
		@Nullable String remedy) {

	private static final int MOST_ELEMENTS_NAMED = 5;

	/** Whether problems with a list stand at the elements of the list. */
	boolean standsAtElementsOf(BuilderSettings listOwner) {
		return this.owner != this.policy || listOwner == this.policy;
	}

	SettingRuling withoutRemedy() {
		return new SettingRuling(this.setting, this.owner, this.policy, this.value, null);
	}

	/**
	 * Return the problems that elements of a list have.
	 * @param elements those that the setting rules out
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
	 * A list element that is ruled out.
	 *
	 * @param remedy what could stand in its place, or {@code null}
	 */
	record Element(ListElement place, @Nullable String remedy) {

	}

}
