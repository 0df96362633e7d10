// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import io.github.originaccess.cors.DenialReason;

/**
 * The pages and headings of the documentation that reports and log lines name. As a text,
 * each is a reference in parentheses, ready for the end of a line.
 */
public enum Documentation {

	/** Applications that add the starter first. */
	GETTING_STARTED("getting-started.md"),

	/** Applications that have configured CORS in Spring. */
	MIGRATION("migration.md"),

	/** All properties. */
	PROPERTIES("properties.md"),

	/** The paths of a policy. */
	PATHS("properties.md#paths"),

	/** The time between two calls of providers. */
	REFRESH_INTERVAL("properties.md#refresh-interval"),

	/** All problems of a configuration. */
	PROBLEMS("problems.md"),

	/** How to read a problem. */
	PROBLEM_CORRECTION("problems.md#correct-a-problem"),

	/** Settings that work, but hardly as they were meant. */
	WARNINGS("problems.md#warnings"),

	/** Where to see the reason for a denial. */
	DENIALS_SHOWN("denials.md#see-the-reason"),

	/** Would-be denials. */
	REPORT_FIRST("enforcement.md#report-first-then-server"),

	/** Ways around own origins. */
	DNS_REBINDING("enforcement.md#local-tools-mcp-servers-and-dns-rebinding"),

	/** Other CORS configuration behind the policies. */
	SECOND_LAYERS("deployment.md#second-cors-layers"),

	/** Filters that answer before the policies. */
	EARLIER_FILTERS("deployment.md#filters-before-the-policies"),

	/** The CORS configuration of management endpoints. */
	MANAGEMENT("deployment.md#actuator"),

	/** Changes of the environment. */
	ENVIRONMENT_CHANGES("deployment.md#refresh-by-spring-cloud"),

	/** Faults of providers and refreshes. */
	REFRESH_FAULTS("scaling.md#when-something-fails"),

	/** Choices of policies in code. */
	RESOLVERS("recipes.md#choose-a-policy-by-tenant"),

	/** Changes of policies, and their listeners. */
	EVENTS("operations.md#events");

	private static final String DIRECTORY = "docs/";

	private static final String ADDRESS = "https://github.com/originaccess/cors/blob/main/" + DIRECTORY;

	private final String place;

	private final String reference;

	Documentation(String place) {
		this.place = place;
		this.reference = reference(place);
	}

	/**
	 * Return the heading of a denial.
	 * @param reason the reason for the denial
	 * @return the reference in parentheses
	 */
	public static String of(DenialReason reason) {
		return reference("denials.md#" + reason.code());
	}

	/**
	 * Return the heading of a problem.
	 * @param code the code of the problem
	 * @return the reference in parentheses
	 */
	public static String ofProblem(String code) {
		return reference("problems.md#" + code);
	}

	private static String reference(String place) {
		return "(" + DIRECTORY + place + ")";
	}

	/**
	 * Return the address.
	 * @return the address for a browser
	 */
	public String address() {
		return ADDRESS + this.place;
	}

	/** Return the reference in parentheses. */
	@Override
	public String toString() {
		return this.reference;
	}

}
