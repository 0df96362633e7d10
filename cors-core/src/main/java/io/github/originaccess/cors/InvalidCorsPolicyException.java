// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The exception of a compilation that found problems. It has every problem of every
 * policy, not only the first.
 * <p>
 * {@link Problem} says which of its parts are stable across versions. The message is for
 * a log. It describes every problem in words that may change. It contains no origin as it
 * was written, which could have a password.
 */
public final class InvalidCorsPolicyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** The problems, without warnings; never empty. */
	private final List<Problem> problems;

	InvalidCorsPolicyException(List<Problem> problems) {
		super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return the problems that stopped the compilation.
	 * @return all of them in the order in which they were found, without warnings; never
	 * empty
	 */
	public List<Problem> problems() {
		return this.problems;
	}

}
