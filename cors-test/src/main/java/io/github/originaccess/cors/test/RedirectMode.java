// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-request-redirect-mode">redirect
 * mode</a> of a request.
 */
public enum RedirectMode {

	/** The default of {@code fetch()}. */
	FOLLOW("follow"),

	/** A redirect is a network error. */
	ERROR("error"),

	/** A redirect is a response of type {@link ResponseType#OPAQUE_REDIRECT}. */
	MANUAL("manual");

	private final String text;

	RedirectMode(String text) {
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
