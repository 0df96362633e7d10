// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-request-mode">mode</a> of a
 * request.
 */
public enum RequestMode {

	/** The default of {@code fetch()}: other origins are asked by the CORS protocol. */
	CORS("cors"),

	/** Requests to other origins fail. */
	SAME_ORIGIN("same-origin"),

	/** Only safelisted methods and headers, and a response that no script can read. */
	NO_CORS("no-cors"),

	/** A new document; {@code fetch()} cannot use it. */
	NAVIGATE("navigate"),

	/** The handshake of a WebSocket; {@code fetch()} cannot use it. */
	WEBSOCKET("websocket");

	private final String text;

	RequestMode(String text) {
		this.text = text;
	}

	/**
	 * Return the word of the standard, as in {@code Sec-Fetch-Mode}.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
