// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown where policies were to be compiled and something is wrong with them. It carries
 * every problem of every policy, not only the first.
 * <p>
 * Stable across versions is what {@link Problem} says is. The message is for a log: it
 * names every problem, in words that get better, and no value.
 */
public final class InvalidCorsPolicyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final List<Problem> problems;

	InvalidCorsPolicyException(List<Problem> problems) {
		super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return what is wrong.
	 * @return all problems in the order in which they were found, never empty
	 */
	public List<Problem> problems() {
		return this.problems;
	}

}
