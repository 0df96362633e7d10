// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A valve that records the exchanges of runs. A servlet filter would miss the error page.
 * The valve surrounds the filters <em>and</em> the error page, so it sees the status and
 * headers that are really sent.
 */
final class WireLogValve extends ValveBase {

	private static final Pattern RUN = Pattern
		.compile("(?:^|&)run=(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?:&|$)");

	private final WireLog log;

	WireLogValve(WireLog log) {
		super(true);
		this.log = log;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		UUID run = runOf(request.getQueryString());
		if (run == null) {
			getNext().invoke(request, response);
			return;
		}
		int number = this.log.begin(run);
		List<Header> requestHeaders = headersOf(request);
		try {
			getNext().invoke(request, response);
		}
		finally {
			this.log.end(run, new Exchange(number, request.getMethod(), request.getRequestURI(), isPreflight(request),
					requestHeaders, response.getStatus(), headersOf(response), denialOf(request)));
		}
	}

	/**
	 * Return the run of a request, or {@code null} if its query names none. A preflight
	 * has the URL and the query of the request that follows, and nothing else that links
	 * the two.
	 */
	private static @Nullable UUID runOf(@Nullable String query) {
		Matcher matcher = RUN.matcher((query != null) ? query : "");
		return matcher.find() ? UUID.fromString(matcher.group(1)) : null;
	}

	private static boolean isPreflight(Request request) {
		return "OPTIONS".equals(request.getMethod()) && request.getHeader(HttpHeaders.ORIGIN) != null
				&& request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
	}

	private static List<Header> headersOf(Request request) {
		List<Header> headers = new ArrayList<>();
		for (String name : Collections.list(request.getHeaderNames())) {
			for (String value : Collections.list(request.getHeaders(name))) {
				headers.add(HttpHeaders.COOKIE.equalsIgnoreCase(name) ? new Header(name, ownCookies(value))
						: new Header(name, value));
			}
		}
		return headers;
	}

	/**
	 * Return the sample's own cookie only. All programs on localhost share their cookies.
	 */
	private static String ownCookies(String cookies) {
		String own = Stream.of(cookies.split(";"))
			.map(String::trim)
			.filter((cookie) -> cookie.startsWith(ApiController.COOKIE + "="))
			.collect(Collectors.joining("; "));
		return own.isEmpty() ? "(cookies of other programs)" : own;
	}

	private static List<Header> headersOf(Response response) {
		return response.getHeaderNames()
			.stream()
			.distinct()
			.flatMap((name) -> response.getHeaders(name).stream().map((value) -> new Header(name, value)))
			.toList();
	}

	/** Return the denial. The starter stores its decision in a request attribute. */
	private static @Nullable Denial denialOf(Request request) {
		return (request.getAttribute(CorsPolicyFilter.DECISION_ATTRIBUTE) instanceof CorsDecision decision)
				? Denial.of(decision) : null;
	}

}
