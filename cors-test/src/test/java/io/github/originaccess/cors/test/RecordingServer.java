// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server without a network: it answers preflights and other requests with one response
 * each, and remembers what it was sent.
 */
final class RecordingServer implements Exchange {

	private final WireResponse preflight;

	private final WireResponse answer;

	private final List<WireRequest> requests = new ArrayList<>();

	RecordingServer(WireResponse preflight, WireResponse answer) {
		this.preflight = preflight;
		this.answer = answer;
	}

	/** A server that answers preflights and other requests alike. */
	static RecordingServer answering(int status, String... headers) {
		WireResponse response = response(status, headers);
		return new RecordingServer(response, response);
	}

	static WireResponse response(int status, String... headers) {
		return new WireResponse(status, HeaderLines.of(headers), "the body".getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public WireResponse send(WireRequest request) throws IOException {
		this.requests.add(request);
		return request.isPreflight() ? this.preflight : this.answer;
	}

	List<WireRequest> requests() {
		return this.requests;
	}

	WireRequest lastRequest() {
		return this.requests.get(this.requests.size() - 1);
	}

	List<String> methods() {
		return this.requests.stream().map(WireRequest::method).toList();
	}

}
