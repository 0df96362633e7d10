// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Assertions about navigations and WebSockets, and their messages.
 */
class ResultAssertTests {

	private static final NavigationResult SHOWN = page(RecordingServer.answering(403, "X-Rate", "100%")).submit("/x",
			(form) -> form.field("a", "1"));

	private static final NavigationResult NOT_SHOWN = page(RecordingServer.answering(200)).navigate("http://[");

	private static final WebSocketResult OPEN = page(
			new HandshakeRow(1, "opens", List.of("v1"), "switching + Sec-WebSocket-Protocol: v1", "open v1"))
		.openWebSocket("/x", "v1");

	private static final WebSocketResult REFUSED = page(RecordingServer.answering(403)).openWebSocket("/x");

	private static Page page(Exchange exchange) {
		return Browser.over(exchange).page("https://shop.example.com");
	}

	@Test
	void expectationsThatHoldPass() {
		assertThat(SHOWN).hasStatus(403).hasHeader("x-rate", "100%").hasBody("the body").sentRequests(1);
		assertThat(NOT_SHOWN).isBlocked(BlockedReason.INVALID_URL).hasStatus(0).sentRequests(0);
		assertThat(OPEN).isOpen().hasProtocol("v1").hasStatus(101);
		assertThat(REFUSED).isBlocked().isBlocked(BlockedReason.HANDSHAKE_STATUS).hasStatus(403).hasProtocol("");
	}

	static Stream<Arguments> navigations() {
		return Stream.of(
				navigation((result) -> result.hasStatus(200), "The last response should have status 200, but has 403."),
				navigation((result) -> result.hasHeader("X-Rate", "50%"),
						"The last response should have the header X-Rate with value \"50%\", but it is \"100%\"."),
				navigation((result) -> result.hasHeader("X-Other", "1"),
						"The last response should have the header X-Other with value \"1\", but has no such header."),
				navigation((result) -> result.hasBody("other"),
						"The last response should have the body \"other\", but has \"the body\"."),
				navigation((result) -> result.isBlocked(BlockedReason.NO_RESPONSE),
						"The browser should block because of no-response: The server sent no response, or none that can be read."),
				navigation((result) -> result.sentRequests(2), "The browser should send 2 requests, but sends 1."));
	}

	private static Arguments navigation(Consumer<NavigationResultAssert> assertion, String sentence) {
		return Arguments.of(sentence, assertion);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("navigations")
	void messageHasTheStoryOfANavigation(String sentence, Consumer<NavigationResultAssert> assertion) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertion.accept(assertThat(SHOWN)))
			.withMessage(sentence + "\n" + SHOWN);
	}

	static Stream<Arguments> webSockets() {
		return Stream.of(webSocket(REFUSED, WebSocketResultAssert::isOpen, "The WebSocket should open."),
				webSocket(OPEN, WebSocketResultAssert::isBlocked, "The WebSocket should not open."),
				webSocket(OPEN, (result) -> result.isBlocked(BlockedReason.NO_RESPONSE),
						"The browser should block because of no-response: The server sent no response, or none that can be read."),
				webSocket(OPEN, (result) -> result.hasProtocol("v2"),
						"The WebSocket should have the subprotocol \"v2\", but has \"v1\"."),
				webSocket(OPEN, (result) -> result.hasStatus(403),
						"The handshake should be answered with status 403, but is with 101."));
	}

	private static Arguments webSocket(WebSocketResult result, Consumer<WebSocketResultAssert> assertion,
			String sentence) {
		return Arguments.of(sentence, result, assertion);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("webSockets")
	void messageHasTheStoryOfAHandshake(String sentence, WebSocketResult result,
			Consumer<WebSocketResultAssert> assertion) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertion.accept(assertThat(result)))
			.withMessage(sentence + "\n" + result);
	}

	@Test
	void absentResultFails() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new NavigationResultAssert(null).hasStatus(0))
			.withMessageContaining("Expecting actual not to be null");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new WebSocketResultAssert(null).isOpen())
			.withMessageContaining("Expecting actual not to be null");
	}

}
