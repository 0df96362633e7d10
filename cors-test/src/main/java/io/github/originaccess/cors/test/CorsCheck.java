// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-cors-check">CORS check</a>. Values
 * are compared byte for byte.
 */
final class CorsCheck {

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	private CorsCheck() {
	}

	/**
	 * Check a response.
	 * @param request the request whose origin and credentials mode count
	 * @param response the response
	 * @param what the response in words, for the explanation
	 * @throws NetworkError if the check fails
	 */
	static void check(FetchRequest request, WireResponse response, String what) throws NetworkError {
		// Steps 1 and 2.
		String allowed = response.headers().get(ALLOW_ORIGIN);
		String origin = request.serializedOrigin();
		if (allowed == null) {
			throw new NetworkError(BlockedReason.ORIGIN_NOT_ALLOWED,
					"%s has no %s, so it does not allow the origin %s.".formatted(what, ALLOW_ORIGIN, origin));
		}
		// Step 3.
		if (!request.isCredentialed() && allowed.equals("*")) {
			return;
		}
		// Step 4.
		if (!allowed.equals(origin)) {
			throw otherOrigin(response, allowed, origin, what);
		}
		// Steps 5 to 8.
		if (!request.isCredentialed()) {
			return;
		}
		String credentials = response.headers().get(ALLOW_CREDENTIALS);
		if (!"true".equals(credentials)) {
			String found = (credentials == null) ? "has no %s".formatted(ALLOW_CREDENTIALS)
					: "has %s: %s".formatted(ALLOW_CREDENTIALS, credentials);
			throw new NetworkError(BlockedReason.CREDENTIALS_NOT_ALLOWED,
					"%s %s. For a request with credentials it must be true.".formatted(what, found));
		}
	}

	private static NetworkError otherOrigin(WireResponse response, String allowed, String origin, String what) {
		List<String> lines = response.headers().values(ALLOW_ORIGIN);
		if (lines.size() > 1 || allowed.contains(",")) {
			return new NetworkError(BlockedReason.MULTIPLE_ALLOW_ORIGIN,
					"%s has the values %s in %s. One value is allowed: %s.".formatted(what, allowed, ALLOW_ORIGIN,
							origin));
		}
		if (allowed.equals("*")) {
			return new NetworkError(BlockedReason.WILDCARD_WITH_CREDENTIALS,
					"%s has %s: *. For a request with credentials it must be %s.".formatted(what, ALLOW_ORIGIN,
							origin));
		}
		return new NetworkError(BlockedReason.ORIGIN_NOT_ALLOWED,
				"%s has %s: %s, which is not the origin %s.".formatted(what, ALLOW_ORIGIN, allowed, origin));
	}

}
