// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsRequest;

import org.springframework.http.HttpHeaders;

/**
 * A request that opens a WebSocket, on every stack. Browsers make no CORS check for it,
 * so only the server can check its {@code Origin}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, client
 * requirements</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8441#section-4">RFC 8441, the extended
 * CONNECT method</a>
 */
public final class WebSocketHandshake {

	/** The method that asks for another protocol in HTTP/2 and HTTP/3. */
	public static final String CONNECT = "CONNECT";

	private static final String WEBSOCKET = "websocket";

	private WebSocketHandshake() {
	}

	/**
	 * Whether a request may be a handshake. The test is not exact. That does no harm: no
	 * page can send {@code CONNECT} or {@code Upgrade} in a CORS request.
	 * @param request the request
	 * @param method the request's method as it was sent, whichever is decided on
	 * @return {@code true} for {@code CONNECT}, and where a line of {@code Upgrade}
	 * contains the word {@code websocket} in any case
	 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Fetch,
	 * forbidden request-header</a>
	 */
	public static boolean isPossible(CorsRequest request, String method) {
		if (CONNECT.equals(method)) {
			return true;
		}
		// Servlet containers make a list even if the header is absent.
		return request.header(HttpHeaders.UPGRADE) != null && containsWebSocket(request.headers(HttpHeaders.UPGRADE));
	}

	private static boolean containsWebSocket(List<String> upgrades) {
		for (String upgrade : upgrades) {
			for (int i = 0; i <= upgrade.length() - WEBSOCKET.length(); i++) {
				if (upgrade.regionMatches(true, i, WEBSOCKET, 0, WEBSOCKET.length())) {
					return true;
				}
			}
		}
		return false;
	}

}
