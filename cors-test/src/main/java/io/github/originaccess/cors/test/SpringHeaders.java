// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpHeaders;

/**
 * The headers of Spring's test clients.
 */
final class SpringHeaders {

	private SpringHeaders() {
	}

	/** Return the lines of headers, each value in a line of its own. */
	static HeaderLines lines(HttpHeaders headers) {
		List<HeaderLines.Line> lines = new ArrayList<>();
		headers.forEach((name, values) -> values.forEach((value) -> lines.add(new HeaderLines.Line(name, value))));
		return new HeaderLines(lines);
	}

}
