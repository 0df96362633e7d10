// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * A <a href="https://fetch.spec.whatwg.org/#concept-network-error">network error</a> on
 * its way out of the algorithms. "Return a network error" is a throw, because each
 * algorithm returns the network errors of those that it runs.
 */
final class NetworkError extends Exception {

	private final BlockedReason reason;

	NetworkError(BlockedReason reason, String explanation) {
		super(explanation, null, false, false);
		this.reason = reason;
	}

	BlockedReason reason() {
		return this.reason;
	}

	String explanation() {
		return String.valueOf(getMessage());
	}

}
