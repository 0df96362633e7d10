// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-response-type">type</a> of a
 * response: how much of it a script sees.
 */
public enum ResponseType {

	/** A response of the page's own origin: all but {@code Set-Cookie}. */
	BASIC("basic"),

	/** A response that allows the page's origin: safelisted and exposed headers. */
	CORS("cors"),

	/** A response to a request in mode {@code no-cors}: nothing. */
	OPAQUE("opaque"),

	/** A redirect that was not followed: nothing. */
	OPAQUE_REDIRECT("opaqueredirect"),

	/** A network error: {@code fetch()} rejects with a {@code TypeError}. */
	ERROR("error");

	private final String text;

	ResponseType(String text) {
		this.text = text;
	}

	/**
	 * Return the word of the standard, as scripts read it.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
