// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The headers that Chromium sends, as alternating names and values. Their number matters,
 * because each look-up compares them all, and some filters copy them all.
 */
final class ChromiumHeaders {

	private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
			+ "Chrome/156.0.0.0 Safari/537.36";

	private ChromiumHeaders() {
	}

	/**
	 * Return the headers of a request that a script makes with {@code fetch}.
	 * @param origin the page's origin; {@code null} for a same-origin request
	 * @param credentials whether the request has a cookie
	 */
	static List<String> ofActualRequest(@Nullable String origin, boolean credentials) {
		List<String> headers = new ArrayList<>(List.of("Host", "api.example.com", "Connection", "keep-alive",
				"sec-ch-ua-platform", "\"Linux\"", "User-Agent", USER_AGENT, "sec-ch-ua",
				"\"Chromium\";v=\"156\", \"Not)A;Brand\";v=\"24\"", "sec-ch-ua-mobile", "?0", "Accept", "*/*"));
		if (origin != null) {
			headers.addAll(List.of("Origin", origin));
		}
		headers.addAll(List.of("Sec-Fetch-Site", (origin != null) ? "cross-site" : "same-origin", "Sec-Fetch-Mode",
				"cors", "Sec-Fetch-Dest", "empty", "Referer", "https://app.example.com/", "Accept-Encoding",
				"gzip, deflate, br, zstd", "Accept-Language", "en-US,en;q=0.9"));
		if (credentials) {
			headers.addAll(List.of("Cookie", "session=6d7c1c0e5f3a4b2c9d8e7f6a5b4c3d2e"));
		}
		return headers;
	}

	/**
	 * Return the headers of a preflight.
	 * @param method the requested method
	 * @param names the requested header names
	 */
	static List<String> ofPreflight(String origin, String method, String names) {
		return List.of("Host", "api.example.com", "Connection", "keep-alive", "Accept", "*/*",
				"Access-Control-Request-Method", method, "Access-Control-Request-Headers", names, "Origin", origin,
				"User-Agent", USER_AGENT, "Sec-Fetch-Mode", "cors", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest",
				"empty", "Referer", "https://app.example.com/", "Accept-Encoding", "gzip, deflate, br, zstd",
				"Accept-Language", "en-US,en;q=0.9");
	}

}
