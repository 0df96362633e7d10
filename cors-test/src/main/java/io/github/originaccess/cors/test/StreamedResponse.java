// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.time.Duration;

/**
 * A response whose body comes over the network.
 *
 * @param head status and headers
 * @param body the body as far as it is there
 * @param limit how long to wait for its end
 * @param cancel stops the client from reading on
 */
record StreamedResponse(WireResponse head, ArrivingBody body, Duration limit,
		Runnable cancel) implements ArrivingResponse {

	@Override
	public WireResponse whole() {
		try {
			return EventStreams.isType(this.head.headers().get("Content-Type")) ? this.head
					: this.body.await(this.head, this.limit);
		}
		finally {
			this.cancel.run();
		}
	}

	@Override
	public void discard() {
		this.cancel.run();
	}

}
