// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch-0">CORS-preflight
 * fetch</a>.
 */
final class CorsPreflight {

	private static final String WHAT = "The response to the preflight";

	private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

	private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

	private static final String MAX_AGE = "Access-Control-Max-Age";

	private final Network network;

	private final PreflightCache cache;

	CorsPreflight(Network network, PreflightCache cache) {
		this.network = network;
		this.cache = cache;
	}

	/**
	 * Return whether the cache does not allow a request yet.
	 * https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1
	 */
	boolean isNeededFor(FetchRequest request) {
		if (!FetchMethods.isSafelisted(request.method()) && !this.cache.allowsMethod(request)) {
			return true;
		}
		return request.unsafeHeaderNames().stream().anyMatch((name) -> !this.cache.allowsHeaderName(request, name));
	}

	/**
	 * Ask the server, and store the answer.
	 * @param request the request to ask for
	 * @throws NetworkError if the server does not allow it
	 */
	void send(FetchRequest request) throws NetworkError {
		// Steps 1 to 6. A preflight has no credentials, whatever the request has.
		WireResponse response = this.network.send(preflight(request));
		String location = response.headers().get("Location");
		if (MainFetch.REDIRECT_STATUSES.contains(response.status()) && location != null) {
			// The cause that Chromium names. In the standard, step 7 fails.
			throw new NetworkError(BlockedReason.PREFLIGHT_REDIRECT,
					WHAT + " is a redirect with status %d, to %s. Browsers follow none.".formatted(response.status(),
							location));
		}
		// Step 7. The check is made for the request, because of its credentials mode.
		CorsCheck.check(request, response, "The response with status %d to the preflight".formatted(response.status()));
		if (response.status() < 200 || response.status() > 299) {
			throw new NetworkError(BlockedReason.PREFLIGHT_STATUS,
					WHAT + " has status %d. It must be from 200 to 299.".formatted(response.status()));
		}
		// Steps 7.1 to 7.3.
		List<String> methods = list(response, ALLOW_METHODS);
		List<String> headerNames = list(response, ALLOW_HEADERS);
		checkMethod(request, response, methods);
		checkHeaders(request, response, headerNames);
		// Steps 7.8 to 7.15.
		this.cache.store(request, HeaderValues.seconds(response.headers().values(MAX_AGE)), methods, headerNames);
	}

	private static FetchRequest preflight(FetchRequest request) {
		HeaderLines headers = HeaderLines.of("Accept", "*/*", "Access-Control-Request-Method", request.method());
		List<String> unsafe = request.unsafeHeaderNames();
		if (!unsafe.isEmpty()) {
			headers = headers.with("Access-Control-Request-Headers", String.join(",", unsafe));
		}
		return new FetchRequest("OPTIONS", headers, null, request.initiator(), RequestMode.CORS,
				CredentialsMode.SAME_ORIGIN, RedirectMode.FOLLOW, ResponseType.CORS, request.urls());
	}

	private static List<String> list(WireResponse response, String name) throws NetworkError {
		List<String> tokens = HeaderValues.tokens(response.headers().values(name));
		if (tokens == null) {
			throw new NetworkError(BlockedReason.INVALID_PREFLIGHT_LIST,
					WHAT + " has %s: %s, where an element is not a token. Browsers ignore the whole list."
						.formatted(name, response.headers().get(name)));
		}
		return tokens;
	}

	/** Step 7.5. */
	private static void checkMethod(FetchRequest request, WireResponse response, List<String> methods)
			throws NetworkError {
		String method = request.method();
		if (methods.contains(method) || FetchMethods.isSafelisted(method)
				|| (!request.isCredentialed() && methods.contains("*"))) {
			return;
		}
		throw new NetworkError(BlockedReason.METHOD_NOT_ALLOWED, "The method %s is not allowed. %s has %s.%s"
			.formatted(method, WHAT, headerOrNone(response, ALLOW_METHODS), literalWildcard(request, methods)));
	}

	/** Steps 7.6 and 7.7. */
	private static void checkHeaders(FetchRequest request, WireResponse response, List<String> headerNames)
			throws NetworkError {
		boolean authorization = request.headers().contains(RequestHeaders.NON_WILDCARD);
		if (authorization && !contains(headerNames, RequestHeaders.NON_WILDCARD)) {
			throw headerNotAllowed(request, response, RequestHeaders.NON_WILDCARD,
					headerNames.contains("*") ? " The * does not cover Authorization: list it by name." : "");
		}
		for (String unsafe : request.unsafeHeaderNames()) {
			if (!contains(headerNames, unsafe) && (request.isCredentialed() || !headerNames.contains("*"))) {
				throw headerNotAllowed(request, response, unsafe, literalWildcard(request, headerNames));
			}
		}
	}

	private static NetworkError headerNotAllowed(FetchRequest request, WireResponse response, String name,
			String hint) {
		return new NetworkError(BlockedReason.HEADER_NOT_ALLOWED, "The request header %s is not allowed. %s has %s.%s"
			.formatted(spelling(request, name), WHAT, headerOrNone(response, ALLOW_HEADERS), hint));
	}

	private static String spelling(FetchRequest request, String name) {
		return request.headers()
			.lines()
			.stream()
			.filter((line) -> line.isNamed(name))
			.map(HeaderLines.Line::name)
			.findFirst()
			.orElse(name);
	}

	private static boolean contains(List<String> names, String name) {
		return names.stream().anyMatch(name::equalsIgnoreCase);
	}

	private static String headerOrNone(WireResponse response, String name) {
		@Nullable String value = response.headers().get(name);
		return (value != null) ? name + ": " + value : "no " + name;
	}

	private static String literalWildcard(FetchRequest request, List<String> list) {
		return (request.isCredentialed() && list.contains("*")) ? " With credentials, the * stands for itself only."
				: "";
	}

}
