// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A problem of a list element, without its policy and its place.
 *
 * @param code the code of the problem
 * @param reason why the element is a problem, as one sentence without its full stop
 * @param remedy the text to write instead, itself valid, or {@code null} if only the
 * author can know it
 */
record ElementProblem(Code code, String reason, @Nullable String remedy) implements ParsedOrigin {

	/** Return the warning about an element that another element of its list covers. */
	static ElementProblem coveredBy(String covering) {
		return new ElementProblem(Code.ENTRY_ALREADY_COVERED, "\"" + covering + "\" in the same list covers it already",
				null);
	}

	/** Return the problem of an element in a list of a policy. */
	Problem of(String policy, Setting setting, ListElement element) {
		return new Problem(this.code, policy, setting, element.index(), element.text(), this.reason, this.remedy);
	}

}
