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

	private static final BrowserReaction PREFLIGHT_DENIED = new BrowserReaction(false,
			"A browser does not send the request, because its preflight is denied.");

	private static final String SHOWN = "A browser shows the response to a page of the same origin, and to a user who"
			+ " follows a link.";

	private static final String CREDENTIALS = HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS + ": true";

	/**
	 * Return what a browser does if no policy covers a request.
	 * @param request the request
	 * @param preflight the decision on its preflight, {@code null} if no policy made one
	 */
	static BrowserReaction toNoPolicy(SupposedRequest request, @Nullable Decision preflight) {
		if (preflight != null && preflight.reason() != null) {
			return PREFLIGHT_DENIED;
		}
		if (request.address().webSocket()) {
			return ofWebSocket(false);
		}
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
	 * @param hasPreflight whether a browser sends a preflight before it
	 * @param preflight the decision on the preflight, {@code null} if no policy made one
	 * @param decision the decision on the request
	 */
	static BrowserReaction to(SupposedRequest request, boolean hasPreflight, @Nullable Decision preflight,
			Decision decision) {
		if (hasPreflight && preflight == null) {
			return new BrowserReaction(null, "A browser sends a preflight first. No policy covers the preflight, so the"
					+ " application decides whether the request is sent.");
		}
		if (preflight != null && preflight.reason() != null) {
			return PREFLIGHT_DENIED;
		}
		if (preflight != null && lacksCredentials(request, preflight)) {
			return new BrowserReaction(false,
					"A browser does not send the request, because its preflight allows no credentials.");
		}
		boolean refused = decision.status() != null;
		if (request.address().webSocket()) {
			return ofWebSocket(refused);
		}
		if (needsNoPermission(request)) {
			return ofNoPermission(request, refused ? refusal(request) : SHOWN);
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
	 * Return what a browser does with a handshake.
	 * @see <a href="https://fetch.spec.whatwg.org/#websocket-opening-handshake">Fetch,
	 * WebSocket opening handshake</a>
	 */
	private static BrowserReaction ofWebSocket(boolean refused) {
		return refused
				? new BrowserReaction(false, "The WebSocket does not open, because the server refuses the handshake.")
				: new BrowserReaction(null,
						"The WebSocket opens if the application accepts the handshake. Browsers make"
								+ " no CORS check for it.");
	}

	/**
	 * Whether a response fails the CORS check for its missing credentials.
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, CORS check,
	 * step 5</a>
	 */
	private static boolean lacksCredentials(SupposedRequest request, Decision decision) {
		return request.header(HttpHeaders.COOKIE) != null && !decision.headers().contains(CREDENTIALS);
	}

	private static String refusal(SupposedRequest request) {
		return request.isSameOrigin() ? "A browser shows the refusal to the page."
				: "A browser shows the refusal to a user who follows a link, and withholds it from pages of other origins.";
	}

	private static BrowserReaction ofNoPermission(SupposedRequest request, String sentence) {
		return new BrowserReaction(request.isSameOrigin() ? true : null, sentence);
	}

	private static boolean needsNoPermission(SupposedRequest request) {
		return request.header(HttpHeaders.ORIGIN) == null || request.isSameOrigin();
	}

}
