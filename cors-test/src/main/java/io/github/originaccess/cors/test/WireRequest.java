// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;

/**
 * A request as it goes over the wire.
 *
 * @param method the method, in the case that the page used
 * @param uri the absolute URI, without fragment and user information
 * @param headers the header lines; {@code Host} and {@code Content-Length} are not among
 * them
 * @param body the body, empty if there is none
 */
public record WireRequest(String method, URI uri, HeaderLines headers, byte[] body) {

	/** Create a request with a copy of the body. */
	public WireRequest {
		Objects.requireNonNull(uri, "uri");
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

	/**
	 * Return whether this is a CORS-preflight request.
	 * @return true for {@code OPTIONS} with {@code Access-Control-Request-Method}
	 */
	public boolean isPreflight() {
		return this.method.equals("OPTIONS") && this.headers.contains("Origin")
				&& this.headers.contains("Access-Control-Request-Method");
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof WireRequest that && this.method.equals(that.method) && this.uri.equals(that.uri)
				&& this.headers.equals(that.headers) && Arrays.equals(this.body, that.body);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.method, this.uri, this.headers, Arrays.hashCode(this.body));
	}

	@Override
	public String toString() {
		return this.method + " " + this.uri;
	}

}
