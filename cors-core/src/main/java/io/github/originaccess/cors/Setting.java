// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The settings of a policy: the one dictionary that problems, denials, documentation and
 * properties share.
 */
public enum Setting {

	/** Origins and origin patterns that a policy trusts. */
	ALLOWED_ORIGINS("allowed-origins"),

	/** Request methods that trusted pages may use. */
	ALLOWED_METHODS("allowed-methods"),

	/** Request header names that trusted pages may send. */
	ALLOWED_HEADERS("allowed-headers"),

	/** Response header names that trusted pages may read. */
	EXPOSED_HEADERS("exposed-headers"),

	/** Whether trusted pages may send credentials. */
	ALLOW_CREDENTIALS("allow-credentials"),

	/** How long browsers may cache the answer to a preflight. */
	MAX_AGE("max-age"),

	/** Path patterns that a policy covers; the only setting that is not inherited. */
	PATHS("paths"),

	/** What happens to requests of pages that are not trusted. */
	ENFORCEMENT("enforcement"),

	/** Origins and origin patterns that the application itself is reached at. */
	OWN_ORIGINS("own-origins"),

	/** Whether credentials may go with origins that are not encrypted. */
	DANGEROUSLY_ALLOW_INSECURE_ORIGINS("dangerously-allow-insecure-origins"),

	/** Whether credentials may go with a wildcard directly under a public suffix. */
	DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES("dangerously-allow-public-suffixes");

	private final String propertyName;

	Setting(String propertyName) {
		this.propertyName = propertyName;
	}

	/**
	 * Return the name under which the setting stands in a configuration file.
	 * @return the name in lower case with dashes, such as {@code allowed-origins}
	 */
	public String propertyName() {
		return this.propertyName;
	}

}
