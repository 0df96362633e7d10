// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The origin that a request is addressed to: scheme, host and port. It is the
 * application's own origin if the client did not forge it. The parts are compared one by
 * one, because a text of them would be garbage on each request.
 *
 * @see <a href=
 * "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#identifying-the-target-origin">OWASP,
 * identifying the target origin</a>
 */
final class TargetOrigin {

	private static final String SCHEME_END = "://";

	private TargetOrigin() {
	}

	/**
	 * Whether an {@code Origin} equals the target. It must have the form that browsers
	 * send; only upper case is tolerated, in both.
	 */
	static boolean isNamedBy(String origin, CorsRequest request) {
		String scheme = pageScheme(request.scheme());
		String host = request.host();
		if (scheme == null || host == null || host.isEmpty()) {
			return false;
		}
		int hostStart = scheme.length() + SCHEME_END.length();
		return FoldedText.standsAt(scheme, origin, 0) && origin.startsWith(SCHEME_END, scheme.length())
				&& FoldedText.standsAt(host, origin, hostStart)
				&& port(origin, hostStart + host.length(), scheme) == port(request.port(), scheme);
	}

	/** Whether the target is in a set of origins. */
	static boolean isAmong(OriginTree origins, CorsRequest request) {
		String scheme = pageScheme(request.scheme());
		String host = request.host();
		return scheme != null && host != null && origins.contains(scheme, host, port(request.port(), scheme));
	}

	/**
	 * Return the scheme of pages at the target: http or https, or null. Some proxies
	 * forward a WebSocket handshake with the scheme ws or wss.
	 * @see <a href=
	 * "https://websockets.spec.whatwg.org/#concept-websocket-establish">WebSockets,
	 * establish a WebSocket connection, step 1</a>
	 */
	private static @Nullable String pageScheme(String scheme) {
		if (isEither(scheme, "https", "wss")) {
			return "https";
		}
		return isEither(scheme, "http", "ws") ? "http" : null;
	}

	private static boolean isEither(String scheme, String one, String other) {
		return FoldedText.equals(one, scheme, 0, scheme.length())
				|| FoldedText.equals(other, scheme, 0, scheme.length());
	}

	private static int port(int port, String scheme) {
		return (port <= 0 || port == Ports.defaultPort(scheme)) ? Ports.NONE : port;
	}

	/** Return the port after the host, or -1 if other text follows the host. */
	private static int port(String origin, int hostEnd, String scheme) {
		if (hostEnd == origin.length()) {
			return Ports.NONE;
		}
		return (origin.charAt(hostEnd) == ':') ? Ports.read(origin, hostEnd + 1, Ports.defaultPort(scheme)) : -1;
	}

}
