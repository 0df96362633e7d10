// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a script sees of the handshake of a WebSocket: it opens, or there is an event
 * {@code error} without reason. A result is immutable.
 */
public final class WebSocketResult {

	private final @Nullable WireResponse response;

	private final @Nullable NetworkError error;

	private final List<WireExchange> exchanges;

	private WebSocketResult(@Nullable WireResponse response, @Nullable NetworkError error,
			List<WireExchange> exchanges) {
		this.response = response;
		this.error = error;
		this.exchanges = exchanges;
	}

	static WebSocketResult of(WireResponse response, List<WireExchange> exchanges) {
		return new WebSocketResult(response, null, exchanges);
	}

	static WebSocketResult of(NetworkError error, List<WireExchange> exchanges) {
		WireResponse last = exchanges.isEmpty() ? null : exchanges.get(exchanges.size() - 1).response();
		return new WebSocketResult(last, error, exchanges);
	}

	/**
	 * Return whether the WebSocket opens.
	 * @return true if the server accepted the handshake
	 */
	public boolean isOpen() {
		return this.error == null;
	}

	/**
	 * Return the status of the response to the handshake, which no script can read.
	 * @return the status, 0 if there is no response
	 */
	public int status() {
		return (this.response != null) ? this.response.status() : 0;
	}

	/**
	 * Return the subprotocol that the server has chosen, as {@code socket.protocol}.
	 * @return the subprotocol, empty if there is none or if the WebSocket does not open
	 */
	public String protocol() {
		String protocol = (isOpen() && this.response != null) ? this.response.headers().get(WebSocketHandshake.PROTOCOL)
				: null;
		return (protocol != null) ? protocol : "";
	}

	/**
	 * Return why the WebSocket does not open.
	 * @return the reason, or null if it opens
	 */
	public @Nullable BlockedReason blockedReason() {
		return (this.error != null) ? this.error.reason() : null;
	}

	/**
	 * Return why the WebSocket does not open, with the values that were sent.
	 * @return sentences, or null if it opens
	 */
	public @Nullable String explanation() {
		return (this.error != null) ? this.error.explanation() : null;
	}

	/**
	 * Return all that went over the wire.
	 * @return the handshake with its response
	 */
	public List<WireExchange> exchanges() {
		return this.exchanges;
	}

	/**
	 * Tell the whole story: the outcome, and the exchange with its headers.
	 */
	@Override
	public String toString() {
		return Story.tell(isOpen() ? "open WebSocket" : "no WebSocket", this.error, this.exchanges);
	}

}
