// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what comes of the handshake of a WebSocket. The message of an
 * assertion that fails tells the whole story.
 */
@SuppressWarnings("exports") // AssertJ is optional
public final class WebSocketResultAssert extends AbstractAssert<WebSocketResultAssert, WebSocketResult> {

	WebSocketResultAssert(@Nullable WebSocketResult actual) {
		super(actual, WebSocketResultAssert.class);
	}

	/**
	 * Verify that the WebSocket opens.
	 * @return this
	 */
	public WebSocketResultAssert isOpen() {
		isNotNull();
		if (!this.actual.isOpen()) {
			fail("The WebSocket should open.");
		}
		return this;
	}

	/**
	 * Verify the subprotocol that the server has chosen.
	 * @param protocol the subprotocol, empty for none
	 * @return this
	 */
	public WebSocketResultAssert hasProtocol(String protocol) {
		isNotNull();
		if (!this.actual.protocol().equals(protocol)) {
			fail("The WebSocket should have the subprotocol \"%s\", but has \"%s\".".formatted(protocol,
					this.actual.protocol()));
		}
		return this;
	}

	/**
	 * Verify that the WebSocket does not open, for any reason. {@link #hasStatus} and
	 * {@link #isBlocked(BlockedReason)} say more: a server that is down blocks too.
	 * @return this
	 */
	public WebSocketResultAssert isBlocked() {
		isNotNull();
		if (this.actual.isOpen()) {
			fail("The WebSocket should not open.");
		}
		return this;
	}

	/**
	 * Verify that the WebSocket does not open for a reason.
	 * @param reason the expected reason; any other one fails
	 * @return this
	 */
	public WebSocketResultAssert isBlocked(BlockedReason reason) {
		isNotNull();
		if (this.actual.blockedReason() != reason) {
			fail("The browser should block because of %s: %s".formatted(reason.code(), reason.sentence()));
		}
		return this;
	}

	/**
	 * Verify the status of the response to the handshake, which no script can read.
	 * @param status the status; 0 if there is no response
	 * @return this
	 */
	public WebSocketResultAssert hasStatus(int status) {
		isNotNull();
		if (this.actual.status() != status) {
			fail("The handshake should be answered with status %d, but is with %d.".formatted(status,
					this.actual.status()));
		}
		return this;
	}

	private void fail(String expectation) {
		// The text has values with %, which must not be taken for formats.
		failWithMessage("%s", expectation + "\n" + this.actual);
	}

}
