// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

/**
 * The <a href="https://websockets.spec.whatwg.org/#concept-websocket-establish">request
 * that establishes a WebSocket connection</a>.
 */
final class WebSocketHandshake {

	/** The example of RFC 6455; a server needs 16 bytes in Base64, whichever they are. */
	private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

	private static final int SWITCHING_PROTOCOLS = 101;

	private final Network network;

	private final Url base;

	WebSocketHandshake(Network network, Url base) {
		this.network = network;
		this.base = base;
	}

	WireResponse send(String url, List<String> protocols, FetchRequest.Initiator initiator) throws NetworkError {
		Url parsed = RequestConstructor.parse(withHttpScheme(url), this.base);
		HeaderLines headers = HeaderLines.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Key", KEY,
				"Sec-WebSocket-Version", "13");
		if (!protocols.isEmpty()) {
			headers = headers.with("Sec-WebSocket-Protocol", String.join(", ", protocols));
		}
		WireResponse response = this.network
			.send(new FetchRequest("GET", headers, null, initiator, RequestMode.WEBSOCKET, CredentialsMode.INCLUDE,
					RedirectMode.ERROR, ResponseType.BASIC, List.of(parsed)));
		if (response.status() != SWITCHING_PROTOCOLS) {
			throw new NetworkError(BlockedReason.HANDSHAKE_STATUS,
					"The handshake was answered with status %d, not 101.".formatted(response.status()));
		}
		return response;
	}

	private static String withHttpScheme(String url) {
		String folded = Ascii.lowerCase(url);
		return (folded.startsWith("ws:") || folded.startsWith("wss:")) ? "http" + url.substring(2) : url;
	}

}
