// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The
 * <a href="https://fetch.spec.whatwg.org/#concept-request-credentials-mode">credentials
 * mode</a> of a request.
 */
public enum CredentialsMode {

	/** No credentials at all. */
	OMIT("omit"),

	/** The default of {@code fetch()}: credentials for the page's own origin only. */
	SAME_ORIGIN("same-origin"),

	/** Credentials for every origin; the response must allow them. */
	INCLUDE("include");

	private final String text;

	CredentialsMode(String text) {
		this.text = text;
	}

	/**
	 * Return the word of the standard.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
