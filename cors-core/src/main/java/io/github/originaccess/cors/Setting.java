// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * A setting of a policy. Problems, denials, documentation and properties share these
 * names.
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

	/** How long browsers may cache the response to a preflight. */
	MAX_AGE("max-age"),

	/** Path patterns that a policy covers; the only setting that is not inherited. */
	PATHS("paths"),

	/** Who refuses denied requests. */
	ENFORCEMENT("enforcement"),

	/** The application's own origins. */
	OWN_ORIGINS("own-origins"),

	/** Whether unencrypted origins may be trusted. */
	DANGEROUSLY_ALLOW_INSECURE_ORIGINS("dangerously-allow-insecure-origins"),

	/** Whether wildcards at a public suffix, and whole schemes, may be trusted. */
	DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES("dangerously-allow-public-suffixes");

	private final String propertyName;

	Setting(String propertyName) {
		this.propertyName = propertyName;
	}

	/**
	 * Return the name of the setting in a configuration file.
	 * @return the name in lower case with dashes, such as {@code allowed-origins}
	 */
	public String propertyName() {
		return this.propertyName;
	}

}
