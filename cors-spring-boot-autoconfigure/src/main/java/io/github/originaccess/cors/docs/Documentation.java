// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

/**
 * The pages of the documentation that reports and log lines name.
 */
public enum Documentation {

	/** All properties. */
	PROPERTIES("properties.md"),

	/** All problems of a configuration. */
	PROBLEMS("problems.md");

	private static final String DIRECTORY = "docs/";

	private static final String ADDRESS = "https://github.com/originaccess/cors/blob/main/" + DIRECTORY;

	private final String place;

	Documentation(String place) {
		this.place = place;
	}

	/**
	 * Return the heading of a problem.
	 * @param code the code of the problem
	 * @return the reference in parentheses
	 */
	public static String ofProblem(String code) {
		return "(" + DIRECTORY + "problems.md#" + code + ")";
	}

	/**
	 * Return the address.
	 * @return the address for a browser
	 */
	public String address() {
		return ADDRESS + this.place;
	}

}
