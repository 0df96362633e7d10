// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.Explanation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a browser does with decisions, in a sentence.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS
 * protocol</a>
 */
final class BrowserReaction {

	private BrowserReaction() {
	}

	/**
	 * Return what a browser does if no policy covers a request.
	 * @param request the request
	 */
	static String toNoPolicy(SupposedRequest request) {
		return needsNoPermission(request) ? ofNoPermission()
				: "A browser withholds the response from the page, unless the application itself adds CORS headers.";
	}

	/**
	 * Return what a browser does if the choice of the policy fails.
	 * @param request the request
	 */
	static String toFailure(SupposedRequest request) {
		return needsNoPermission(request) ? "A browser shows the failure to the page."
				: "A browser withholds the failure from the page.";
	}

	/**
	 * Return what a browser does.
	 * @param request the request
	 * @param preflight the decision on its preflight, {@code null} if there is none
	 * @param decision the decision on the request
	 * @param explanation that decision in words
	 */
	static String to(SupposedRequest request, @Nullable CorsDecision preflight, CorsDecision decision,
			Explanation explanation) {
		if (preflight != null && preflight.reason() != null) {
			return "A browser does not send the request, because its preflight is denied.";
		}
		boolean refused = decision.status() != CorsDecision.GO_ON;
		if (needsNoPermission(request)) {
			return refused ? "A browser shows the refusal to the page." : ofNoPermission();
		}
		if (refused) {
			return "A browser sends the request, the server refuses it, and the browser withholds the refusal from the"
					+ " page.";
		}
		if (decision.reason() != null) {
			return "A browser sends the request, and withholds the response from the page.";
		}
		String withheld = explanation.withheld();
		return (withheld != null) ? withheld : "A browser shows the response to the page.";
	}

	private static boolean needsNoPermission(SupposedRequest request) {
		return request.header(HttpHeaders.ORIGIN) == null || request.isSameOrigin();
	}

	private static String ofNoPermission() {
		return "A browser shows the response to a page of the same origin, and to a user who follows a link.";
	}

}
