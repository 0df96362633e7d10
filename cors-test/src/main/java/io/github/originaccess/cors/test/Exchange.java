// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;

/**
 * The way from a {@link Browser} to a server: it sends one request as it is and returns
 * the response as it is. It follows no redirect, sends no header of its own that
 * describes the page ({@code Origin}, {@code Cookie}, {@code Sec-Fetch-*}), and keeps no
 * cookies: the browser does all of that.
 */
@FunctionalInterface
public interface Exchange {

	/**
	 * Send a request.
	 * @param request the request, with an absolute URI
	 * @return the response, whatever its status
	 * @throws IOException if there is no response that can be read; the page sees a
	 * network error
	 */
	WireResponse send(WireRequest request) throws IOException;

}
