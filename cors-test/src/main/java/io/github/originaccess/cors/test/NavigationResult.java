// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What comes of a form or a link: the response that the user sees, and that no script of
 * the page before can read. A result is immutable.
 */
public final class NavigationResult {

	private final WireResponse response;

	private final @Nullable NetworkError error;

	private final List<WireExchange> exchanges;

	private NavigationResult(WireResponse response, @Nullable NetworkError error, List<WireExchange> exchanges) {
		this.response = response;
		this.error = error;
		this.exchanges = exchanges;
	}

	static NavigationResult of(WireResponse response, List<WireExchange> exchanges) {
		return new NavigationResult(response, null, exchanges);
	}

	static NavigationResult of(NetworkError error, List<WireExchange> exchanges) {
		return new NavigationResult(new WireResponse(0, HeaderLines.none(), new byte[0]), error, exchanges);
	}

	/**
	 * Return the status of the last response.
	 * @return the status, 0 if there is none
	 */
	public int status() {
		return this.response.status();
	}

	/**
	 * Return the headers of the last response.
	 * @return the headers, none if there is no response
	 */
	public HeaderLines headers() {
		return this.response.headers();
	}

	/**
	 * Return the body of the last response, as far as it came. If it is not whole,
	 * {@link WireResponse#bodyError()} of the last exchange tells why.
	 * @return the text in UTF-8, empty if there is none
	 */
	public String text() {
		return new String(this.response.body(), StandardCharsets.UTF_8);
	}

	boolean isWhole() {
		return this.response.bodyError() == null;
	}

	/**
	 * Return why the browser shows an error of its own.
	 * @return the reason, or null if there is a response
	 */
	public @Nullable BlockedReason blockedReason() {
		return (this.error != null) ? this.error.reason() : null;
	}

	/**
	 * Return why the browser shows an error of its own, with the values that were sent.
	 * @return sentences, or null if there is a response
	 */
	public @Nullable String explanation() {
		return (this.error != null) ? this.error.explanation() : null;
	}

	/**
	 * Return all that went over the wire.
	 * @return requests with their responses in order, redirects included
	 */
	public List<WireExchange> exchanges() {
		return this.exchanges;
	}

	/**
	 * Tell the whole story: the outcome, and every exchange with its headers.
	 */
	@Override
	public String toString() {
		return Story.tell("navigation with status " + status(), this.error, this.exchanges);
	}

}
