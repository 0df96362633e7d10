// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a row, in the words of the table.
 *
 * @param result type and status of the last response, or the code of a reason
 * @param headers the names that the script sees, sorted
 * @param requests what the server was sent
 */
record RowOutcome(String result, String headers, List<WireRequest> requests) {

	/** The headers that the standard decides about. */
	private static final Set<String> COMPARED = Set.of("origin", "access-control-request-method",
			"access-control-request-headers", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "content-type",
			"authorization");

	/** The headers that a browser sends with values of its own. */
	private static final Set<String> OF_BROWSER = Set.of("accept", "accept-encoding", "accept-language", "connection",
			"host", "referer", "user-agent");

	static RowOutcome ofEngine(BrowserRow row, Browser browser, RowScript script) {
		String result = "";
		String headers = "";
		for (BrowserRow.Call call : row.calls()) {
			FetchResult fetched = call.open(browser).fetch(call.url(), (with) -> call.toOptions());
			BlockedReason reason = fetched.blockedReason();
			result = (reason != null) ? reason.code()
					: fetched.type() + (fetched.isReadable() ? " " + fetched.status() : "");
			headers = String.join(" ", fetched.headers().names());
		}
		return new RowOutcome(result, headers, script.requests());
	}

	String sent() {
		return this.requests.stream().map(WireRequest::method).collect(Collectors.joining(" "));
	}

	/** No page learns why a response is blocked. */
	RowOutcome asPageSeesIt() {
		boolean readable = this.result.startsWith("cors ") || this.result.startsWith("basic ")
				|| this.result.startsWith("opaque");
		return readable ? this : new RowOutcome("blocked", "", this.requests);
	}

	/**
	 * Return what went over the wire.
	 * @param row the row, whose headers are compared, too
	 * @return one text for each request
	 */
	List<String> wire(BrowserRow row) {
		TreeMap<String, Set<String>> ofPage = new TreeMap<>();
		COMPARED.forEach((name) -> ofPage.put(name, Set.of()));
		row.calls()
			.forEach((call) -> call.headers()
				.names()
				.forEach((name) -> ofPage.put(name, Set.copyOf(call.headers().values(name)))));
		return this.requests.stream().map((request) -> wire(request, ofPage)).toList();
	}

	private static String wire(WireRequest request, Map<String, Set<String>> ofPage) {
		StringBuilder text = new StringBuilder(request.method() + " " + request.uri());
		ofPage.forEach((name, values) -> {
			String value = request.headers().get(name);
			if (value != null && (!OF_BROWSER.contains(name) || values.contains(value))) {
				text.append("\n  ").append(name).append(": ").append(value);
			}
		});
		return text.append("\n  body: ").append(new String(request.body(), StandardCharsets.UTF_8)).toString();
	}

}
