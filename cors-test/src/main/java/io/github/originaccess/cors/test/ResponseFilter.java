// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-filtered-response">filtered
 * responses</a>: the part of a response that a script sees.
 */
final class ResponseFilter {

	/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name. */
	static final Set<String> SAFELISTED = Set.of("cache-control", "content-language", "content-length", "content-type",
			"expires", "last-modified", "pragma");

	/** https://fetch.spec.whatwg.org/#forbidden-response-header-name. */
	static final Set<String> FORBIDDEN = Set.of("set-cookie", "set-cookie2");

	private static final Set<Integer> NULL_BODY_STATUSES = Set.of(101, 103, 204, 205, 304);

	private ResponseFilter() {
	}

	static WireResponse filter(MainFetch.Fetched fetched) {
		WireResponse response = fetched.response();
		return switch (fetched.type()) {
			case BASIC -> visible(fetched, response.headers().without(FORBIDDEN));
			case CORS -> visible(fetched, response.headers().only(exposedNames(fetched)).without(FORBIDDEN));
			case OPAQUE, OPAQUE_REDIRECT, ERROR -> new WireResponse(0, HeaderLines.none(), new byte[0]);
		};
	}

	/** https://fetch.spec.whatwg.org/#concept-main-fetch, step 14.1. */
	private static List<String> exposedNames(MainFetch.Fetched fetched) {
		HeaderLines headers = fetched.response().headers();
		List<String> exposed = HeaderValues.tokens(headers.values("Access-Control-Expose-Headers"));
		if (exposed != null && exposed.contains("*") && !fetched.request().isCredentialed()) {
			return headers.names();
		}
		List<String> names = new ArrayList<>(SAFELISTED);
		if (exposed != null) {
			names.addAll(exposed);
		}
		return names;
	}

	/** https://fetch.spec.whatwg.org/#concept-main-fetch, step 22. */
	private static WireResponse visible(MainFetch.Fetched fetched, HeaderLines headers) {
		WireResponse response = fetched.response();
		boolean noBody = NULL_BODY_STATUSES.contains(response.status());
		return noBody ? new WireResponse(response.status(), headers, new byte[0])
				: new WireResponse(response.status(), headers, response.body(), response.bodyError());
	}

}
