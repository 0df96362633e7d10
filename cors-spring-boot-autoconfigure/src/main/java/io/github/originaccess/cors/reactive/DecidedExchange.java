// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.observe.DroppedHeaderLog;
import io.github.originaccess.cors.registry.PolicySelection;

/**
 * An exchange that a policy covers, with the decision on it.
 *
 * @param request the request that was decided on
 * @param decision the decision that the response has
 * @param handshake whether Spring's CORS processing checks the request
 * @param selection writes the decision
 * @param droppedHeaders the log of headers that the guard drops
 */
record DecidedExchange(ReactiveCorsRequest request, CorsDecision decision, boolean handshake, PolicySelection selection,
		DroppedHeaderLog droppedHeaders) {

	DecidedExchange(ReactiveCorsRequest request, CorsDecision decision, PolicySelection selection,
			DroppedHeaderLog droppedHeaders) {
		// Without an Origin, Spring has nothing to check.
		this(request, decision, request.origin() != null && request.isHandshake(), selection, droppedHeaders);
	}

	/** Whether the decision lets pages of other origins read the response. */
	boolean isGranted() {
		return this.decision.outcome() == CorsDecision.Outcome.ALLOWED;
	}

	void writeTo(ResponseHeaders headers) {
		this.selection.write(this.decision, this.request, headers);
	}

	/** Report a header that is not of the decision. */
	void reportDropped(String name, String value) {
		this.droppedHeaders.dropped(this.decision.policy(), this.request, name, value);
	}

}
