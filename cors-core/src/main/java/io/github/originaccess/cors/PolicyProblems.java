// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The problems that a compilation of policies finds. They are sets, because a setting
 * that several policies inherit is one problem.
 */
final class PolicyProblems {

	/** Problems that stop the compilation. */
	private final Set<Problem> problems = new LinkedHashSet<>();

	private final Set<Problem> warnings = new LinkedHashSet<>();

	/** Problems of further origins, which never stop a compilation. */
	private final Set<Problem> leftOut = new LinkedHashSet<>();

	/** Add a problem or a warning. */
	void add(Problem problem) {
		(problem.code().isWarning() ? this.warnings : this.problems).add(problem);
	}

	/** Add the problem of a further origin that is left out. */
	void addLeftOut(Problem problem) {
		this.leftOut.add(problem);
	}

	/** Whether a problem stops the compilation. */
	boolean stopCompilation() {
		return !this.problems.isEmpty();
	}

	Set<Problem> problems() {
		return this.problems;
	}

	Set<Problem> warnings() {
		return this.warnings;
	}

	Set<Problem> leftOut() {
		return this.leftOut;
	}

}
