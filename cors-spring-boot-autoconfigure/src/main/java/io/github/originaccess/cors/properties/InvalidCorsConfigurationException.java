// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

/**
 * The exception for properties with problems, or for policies that a customizer has made
 * invalid. Its message has a line for each problem, because a test shows nothing else.
 */
public final class InvalidCorsConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<PropertyProblem> problems;

	/**
	 * Create an exception.
	 * @param problems all problems, at least one
	 */
	public InvalidCorsConfigurationException(List<PropertyProblem> problems) {
		super(ConfigurationReport.message(problems));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return the problems.
	 * @return all problems in the order in which they were found
	 */
	public List<PropertyProblem> problems() {
		return this.problems;
	}

	/**
	 * Return how many problems there are.
	 * @return a sentence without its full stop
	 */
	public String summary() {
		return ConfigurationReport.summary(this.problems);
	}

	/**
	 * Return the problems as text.
	 * @return one line for each problem, safe to log
	 */
	public List<String> lines() {
		return this.problems.stream().map(ConfigurationReport::line).toList();
	}

}
