// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Arrays;
import java.util.Objects;

/**
 * A response as it comes over the wire.
 *
 * @param status the status code
 * @param headers the header lines, one for each line that the server sent
 * @param body the body, empty if there is none
 */
public record WireResponse(int status, HeaderLines headers, byte[] body) {

	/** Create a response with a copy of the body. */
	public WireResponse {
		Objects.requireNonNull(headers, "headers");
		body = body.clone();
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
				&& Arrays.equals(this.body, that.body);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.status, this.headers, Arrays.hashCode(this.body));
	}

	@Override
	public String toString() {
		return Integer.toString(this.status);
	}

}
