// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A response as it comes over the wire.
 *
 * @param status the status code
 * @param headers the header lines, one for each line that the server sent
 * @param body the body, as far as the client hands it out. It is empty if there is none,
 * or if the browser did not wait for it, because no page reads it: that of a preflight,
 * of a redirect, and of a response that is blocked or opaque
 * @param bodyError why the body is not whole, in a sentence, or null
 */
public record WireResponse(int status, HeaderLines headers, byte[] body, @Nullable String bodyError) {

	/** Create a response with a copy of the body. */
	public WireResponse {
		Objects.requireNonNull(headers, "headers");
		body = body.clone();
	}

	/**
	 * Create a response that is whole.
	 * @param status the status code
	 * @param headers the header lines, one for each line that the server sent
	 * @param body the body, empty if there is none
	 */
	public WireResponse(int status, HeaderLines headers, byte[] body) {
		this(status, headers, body, null);
	}

	/**
	 * Return the body.
	 * @return a copy of the bytes, empty if there is no body
	 */
	@Override
	public byte[] body() {
		return this.body.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof WireResponse that && this.status == that.status && this.headers.equals(that.headers)
				&& Arrays.equals(this.body, that.body) && Objects.equals(this.bodyError, that.bodyError);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.status, this.headers, Arrays.hashCode(this.body), this.bodyError);
	}

	@Override
	public String toString() {
		return Integer.toString(this.status);
	}

}
