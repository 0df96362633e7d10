// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import io.github.originaccess.cors.actuate.CorsDescriptor.Decision;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a browser does with the answers to a request and its preflight.
 *
 * @param readable whether the page can read the response; {@code null} if no page sends
 * the request, or the application decides
 * @param sentence the same in words
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS
 * protocol</a>
 */
record BrowserReaction(@Nullable Boolean readable, String sentence) {

	private static final String SHOWN = "A browser shows the response to a page of the same origin, and to a user who"
			+ " follows a link.";

	private static final String CREDENTIALS = HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS + ": true";

	/**
	 * Return what a browser does if no policy covers a request.
	 * @param request the request
	 */
	static BrowserReaction toNoPolicy(SupposedRequest request) {
		return needsNoPermission(request) ? ofNoPermission(request, SHOWN) : new BrowserReaction(null,
				"A browser withholds the response from the page, unless the application itself adds CORS headers.");
	}

	/**
	 * Return what a browser does if the choice of the policy fails.
	 * @param request the request
	 */
	static BrowserReaction toFailure(SupposedRequest request) {
		return needsNoPermission(request) ? ofNoPermission(request, "A browser shows the failure to the page.")
				: new BrowserReaction(false, "A browser withholds the failure from the page.");
	}

	/**
	 * Return what a browser does.
	 * @param request the request
	 * @param preflight the decision on its preflight, {@code null} if there is none
	 * @param decision the decision on the request
	 */
	static BrowserReaction to(SupposedRequest request, @Nullable Decision preflight, Decision decision) {
		if (preflight != null && preflight.reason() != null) {
			return new BrowserReaction(false, "A browser does not send the request, because its preflight is denied.");
		}
		if (preflight != null && lacksCredentials(request, preflight)) {
			return new BrowserReaction(false,
					"A browser does not send the request, because its preflight allows no credentials.");
		}
		boolean refused = decision.status() != null;
		if (needsNoPermission(request)) {
			return ofNoPermission(request, refused ? "A browser shows the refusal to the page." : SHOWN);
		}
		if (refused) {
			return new BrowserReaction(false, "A browser sends the request, the server refuses it, and the browser"
					+ " withholds the refusal from the page.");
		}
		if (decision.reason() != null || lacksCredentials(request, decision)) {
			return new BrowserReaction(false, "A browser sends the request, and withholds the response from the page.");
		}
		return new BrowserReaction(true, "A browser shows the response to the page.");
	}

	/**
	 * Whether an answer fails the CORS check for its missing credentials.
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, CORS check,
	 * step 5</a>
	 */
	private static boolean lacksCredentials(SupposedRequest request, Decision answer) {
		return request.header(HttpHeaders.COOKIE) != null && !answer.headers().contains(CREDENTIALS);
	}

	private static BrowserReaction ofNoPermission(SupposedRequest request, String sentence) {
		return new BrowserReaction(request.isSameOrigin() ? true : null, sentence);
	}

	private static boolean needsNoPermission(SupposedRequest request) {
		return request.header(HttpHeaders.ORIGIN) == null || request.isSameOrigin();
	}

}
