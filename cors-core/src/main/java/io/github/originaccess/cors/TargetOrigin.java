// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The origin that a request is addressed to: that of the application itself, if the
 * request can be believed. It is compared in the parts that a server knows of it, so that
 * no text has to be made of them.
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
	 * Whether an {@code Origin} names the target. It has to be in the form that browsers
	 * send; upper case is tolerated in both.
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

	/** Whether the target is one of some origins. */
	static boolean isAmong(OriginTree origins, CorsRequest request) {
		String scheme = pageScheme(request.scheme());
		String host = request.host();
		return scheme != null && host != null && origins.contains(scheme, host, port(request.port(), scheme));
	}

	/**
	 * Return the scheme of the pages that a server has. Some proxies forward a handshake
	 * with the scheme that it has in a script.
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
		return (port <= 0 || port == OriginPattern.defaultPort(scheme)) ? OriginPattern.NO_PORT : port;
	}

	/** Return the port that follows the host, or -1 if something else does. */
	private static int port(String origin, int hostEnd, String scheme) {
		if (hostEnd == origin.length()) {
			return OriginPattern.NO_PORT;
		}
		return (origin.charAt(hostEnd) == ':') ? PortSet.parse(origin, hostEnd + 1, OriginPattern.defaultPort(scheme))
				: -1;
	}

}
