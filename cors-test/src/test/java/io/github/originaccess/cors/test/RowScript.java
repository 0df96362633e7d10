// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.List;

/**
 * The server's side of a row: it answers in the order of the row, and remembers what it
 * was sent.
 */
final class RowScript implements Exchange {

	private final BrowserRow row;

	private final List<WireRequest> requests = new ArrayList<>();

	RowScript(BrowserRow row) {
		this.row = row;
	}

	@Override
	public synchronized WireResponse send(WireRequest request) {
		boolean preflight = request.isPreflight();
		List<WireResponse> answers = preflight ? this.row.preflights() : this.row.answers();
		long earlier = this.requests.stream().filter((other) -> other.isPreflight() == preflight).count();
		this.requests.add(request);
		if (answers.isEmpty()) {
			return new WireResponse(500, HeaderLines.of("Unexpected", request.method()), new byte[0]);
		}
		return answers.get((int) Math.min(earlier, answers.size() - 1));
	}

	synchronized List<WireRequest> requests() {
		return List.copyOf(this.requests);
	}

}
