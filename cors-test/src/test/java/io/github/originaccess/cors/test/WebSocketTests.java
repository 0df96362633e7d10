// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of {@code websockets.csv} in the engine, and what a page cannot ask for.
 * {@link ChromiumWebSocketTests} has the same rows in a real browser.
 */
class WebSocketTests {

	static List<HandshakeRow> rows() {
		return HandshakeRow.rows();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void webSocketOpensAsTheRowSays(HandshakeRow row) {
		WebSocketResult result = Browser.over(row)
			.page("https://shop.example.com")
			.openWebSocket("/updates", row.protocols().toArray(String[]::new));
		BlockedReason reason = result.blockedReason();
		assertThat((reason != null) ? reason.code() : ("open " + result.protocol()).strip()).isEqualTo(row.result());
		assertThat(result.isOpen()).isEqualTo(reason == null);
		assertThat(result.explanation() == null).isEqualTo(reason == null);
		assertThat(result.protocol().isEmpty()).isEqualTo(reason != null || row.protocols().isEmpty());
		assertThat(result.exchanges()).hasSize((reason == BlockedReason.INVALID_PROTOCOL) ? 0 : 1);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			URL                            | SENT
			/updates                       | https://api.example.com/updates
			wss://api.example.com/updates  | https://api.example.com/updates
			WSS://api.example.com/updates  | https://api.example.com/updates
			ws://api.example.com/updates   | http://api.example.com/updates
			https://api.example.com/a?b    | https://api.example.com/a?b
			wss:cdn.example.com            | https://cdn.example.com/
			/updates#a                     | invalid-url
			/updates#                      | invalid-url
			ftp://api.example.com/updates  | invalid-url
			wss://api.example.com:25/      | bad-port
			""")
	void addressIsThatOfAWebSocket(String url, String sent) {
		RecordingServer server = RecordingServer.answering(403);
		WebSocketResult result = Browser.over(server, URI.create("https://api.example.com"))
			.page("https://shop.example.com")
			.openWebSocket(url);
		BlockedReason reason = result.blockedReason();
		assertThat(
				(reason != null && server.requests().isEmpty()) ? reason.code() : server.lastRequest().uri().toString())
			.isEqualTo(sent);
	}

	@Test
	void explanationHasWhatTheServerSent() {
		assertThat(Browser.over(RecordingServer.answering(101, "Upgrade", "h2c"))
			.page("https://shop.example.com")
			.openWebSocket("/updates")
			.explanation()).isEqualTo("The response to the handshake has Upgrade: h2c. It must be websocket.");
	}

}
