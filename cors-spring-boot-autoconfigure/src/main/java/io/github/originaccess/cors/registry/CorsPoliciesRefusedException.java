// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

/**
 * The exception for policies that cannot be put in force, or for a provider that failed.
 * The part that has the problem stays as it was in force.
 */
public class CorsPoliciesRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** The problems, one line each. */
	private final List<String> problems;

	/**
	 * Create an exception.
	 * @param message what was refused, in one sentence
	 * @param problems the problems, one line each, fit for a log
	 */
	public CorsPoliciesRefusedException(String message, List<String> problems) {
		super(message);
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return the problems.
	 * @return one line each, fit for a log: property, value, place and reason where a
	 * property has the problem
	 */
	public List<String> problems() {
		return this.problems;
	}

}
