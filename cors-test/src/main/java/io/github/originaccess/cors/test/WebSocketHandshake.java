// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.Set;

/**
 * The <a href="https://websockets.spec.whatwg.org/#concept-websocket-establish">request
 * that establishes a WebSocket connection</a>, and the
 * <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">checks</a> of its
 * response.
 */
final class WebSocketHandshake {

	static final String PROTOCOL = "Sec-WebSocket-Protocol";

	private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

	/** The example of RFC 6455; a server needs 16 bytes in Base64, whichever they are. */
	private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

	/** The answer to the key, which a server computes. */
	private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

	static final int SWITCHING_PROTOCOLS = 101;

	private final Network network;

	private final Url base;

	WebSocketHandshake(Network network, Url base) {
		this.network = network;
		this.base = base;
	}

	WireResponse send(String url, List<String> protocols, FetchRequest.Initiator initiator) throws NetworkError {
		// https://websockets.spec.whatwg.org/#dom-websocket-websocket
		String folded = Ascii.lowerCase(url);
		boolean absolute = folded.startsWith("ws:") || folded.startsWith("wss:");
		Url parsed = absolute ? RequestConstructor.parse("http" + url.substring(2), null)
				: RequestConstructor.parse(url, this.base);
		if (parsed.fragment() != null) {
			throw new NetworkError(BlockedReason.INVALID_URL,
					"\"%s\" has a fragment, which the URL of a WebSocket must not have.".formatted(url));
		}
		if (!protocols.stream().allMatch(Ascii::isToken) || Set.copyOf(protocols).size() < protocols.size()) {
			throw new NetworkError(BlockedReason.INVALID_PROTOCOL,
					"The subprotocols are %s. Each must be a token, and be there once.".formatted(protocols));
		}
		BadPorts.check(parsed.origin());
		HeaderLines headers = HeaderLines.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Key", KEY,
				"Sec-WebSocket-Version", "13", EXTENSIONS, PermessageDeflate.OFFER);
		if (!protocols.isEmpty()) {
			headers = headers.with(PROTOCOL, String.join(", ", protocols));
		}
		WireResponse response = this.network
			.send(new FetchRequest("GET", headers, null, initiator, RequestMode.WEBSOCKET, CredentialsMode.INCLUDE,
					RedirectMode.ERROR, ResponseType.BASIC, List.of(parsed)));
		check(response, protocols);
		return response;
	}

	private static void check(WireResponse response, List<String> protocols) throws NetworkError {
		if (response.status() != SWITCHING_PROTOCOLS) {
			throw new NetworkError(BlockedReason.HANDSHAKE_STATUS,
					"The handshake was answered with status %d, not 101.".formatted(response.status()));
		}
		HeaderLines headers = response.headers();
		if (!"websocket".equalsIgnoreCase(headers.get("Upgrade"))) {
			throw wrong(headers, "Upgrade", "It must be websocket.");
		}
		List<String> options = HeaderValues.getDecodeAndSplit(String.join(",", headers.values("Connection")));
		if (options.stream().noneMatch("upgrade"::equalsIgnoreCase)) {
			throw wrong(headers, "Connection", "It must have Upgrade.");
		}
		String protocol = headers.get(PROTOCOL);
		boolean chosen = (protocol != null) ? protocols.contains(protocol) : protocols.isEmpty();
		if (!chosen) {
			throw new NetworkError(BlockedReason.HANDSHAKE_PROTOCOL,
					"The page offers the subprotocols %s, and the response has %s.".formatted(protocols,
							(protocol != null) ? PROTOCOL + ": " + protocol : "no " + PROTOCOL));
		}
		String extensions = headers.get(EXTENSIONS);
		if (extensions != null && !PermessageDeflate.isChosenBy(extensions)) {
			throw wrong(headers, EXTENSIONS, "The page offers " + PermessageDeflate.OFFER + ".");
		}
		if (!ACCEPT.equals(headers.get("Sec-WebSocket-Accept"))) {
			throw wrong(headers, "Sec-WebSocket-Accept", "It is not the answer to the key of the request.");
		}
	}

	private static NetworkError wrong(HeaderLines headers, String name, String rule) {
		String value = headers.get(name);
		return new NetworkError(BlockedReason.HANDSHAKE_RESPONSE, "The response to the handshake has %s. %s"
			.formatted((value != null) ? name + ": " + value : "no " + name, rule));
	}

}
