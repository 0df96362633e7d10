// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;

/**
 * A way to a server on which the head of a response comes before its body.
 */
@FunctionalInterface
interface StreamingExchange extends Exchange {

	/**
	 * Send a request, and wait for the head of the response.
	 * @param request the request, with an absolute URI
	 * @return the response, whatever its status
	 * @throws IOException if there is no response that can be read
	 */
	ArrivingResponse begin(WireRequest request) throws IOException;

	@Override
	default WireResponse send(WireRequest request) throws IOException {
		return begin(request).whole();
	}

}
