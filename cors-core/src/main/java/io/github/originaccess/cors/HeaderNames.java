// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The header names that decisions read and write.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-requests">Fetch, HTTP requests</a>
 * @see <a href="https://fetch.spec.whatwg.org/#http-responses">Fetch, HTTP responses</a>
 * @see <a href=
 * "https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header">Fetch Metadata,
 * Sec-Fetch-Site</a>
 */
final class HeaderNames {

	static final String ORIGIN = "Origin";

	static final String COOKIE = "Cookie";

	static final String AUTHORIZATION = "Authorization";

	static final String REQUEST_METHOD = "Access-Control-Request-Method";

	static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

	static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

	static final String SEC_FETCH_MODE = "Sec-Fetch-Mode";

	static final String UPGRADE = "Upgrade";

	static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

	static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

	static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

	static final String MAX_AGE = "Access-Control-Max-Age";

	static final String CACHE_CONTROL = "Cache-Control";

	/** The request headers that the response to a preflight depends on. */
	static final String PREFLIGHT_VARY = ORIGIN + ", " + REQUEST_METHOD + ", " + REQUEST_HEADERS;

	private HeaderNames() {
	}

}
