// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One request and its response, as the server saw them.
 *
 * @param number the position among the exchanges of the run, from 1
 * @param method the request's method
 * @param path the request's path, still encoded
 * @param preflight whether it is a CORS preflight
 * @param requestHeaders the request's headers
 * @param status the response's status
 * @param responseHeaders the response's headers
 * @param denial the reason why the request was denied, or {@code null} if it was not
 */
record Exchange(int number, String method, String path, boolean preflight, List<Header> requestHeaders, int status,
		List<Header> responseHeaders, @Nullable Denial denial) {

	Exchange {
		requestHeaders = List.copyOf(requestHeaders);
		responseHeaders = List.copyOf(responseHeaders);
	}

}
