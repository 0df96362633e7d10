// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cookies of a request, for clients that take them apart from the other headers.
 */
final class RequestCookies {

	private static final Set<String> NAME = Set.of("Cookie");

	private RequestCookies() {
	}

	/**
	 * Return the cookies.
	 * @param request a request of a browser
	 * @return values by name, in the order of the header
	 */
	static Map<String, String> of(WireRequest request) {
		Map<String, String> cookies = new LinkedHashMap<>();
		for (String line : request.headers().values("Cookie")) {
			for (String cookie : line.split("; ")) {
				int equals = cookie.indexOf('=');
				cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
			}
		}
		return cookies;
	}

	/**
	 * Return the other header lines.
	 * @param request a request of a browser
	 * @return the lines in order
	 */
	static List<HeaderLines.Line> otherHeaders(WireRequest request) {
		return request.headers().without(NAME).lines();
	}

}
