// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * <a href="https://fetch.spec.whatwg.org/#concept-main-fetch">Main fetch</a>,
 * <a href="https://fetch.spec.whatwg.org/#concept-http-fetch">HTTP fetch</a> and
 * <a href="https://fetch.spec.whatwg.org/#concept-http-redirect-fetch">HTTP-redirect
 * fetch</a>, for URLs with scheme http or https. Content security policies, mixed
 * content, HSTS, service workers and the HTTP cache are left out.
 */
final class MainFetch {

	/** https://fetch.spec.whatwg.org/#redirect-status. */
	static final Set<Integer> REDIRECT_STATUSES = Set.of(301, 302, 303, 307, 308);

	private final Network network;

	private final PreflightCache cache;

	private final CorsPreflight preflight;

	private final Sites sites;

	/** The request of the standard changes with each redirect. This is what it is now. */
	private @Nullable FetchRequest current;

	MainFetch(Network network, PreflightCache cache, Sites sites) {
		this.network = network;
		this.cache = cache;
		this.preflight = new CorsPreflight(network, cache);
		this.sites = sites;
	}

	/**
	 * Fetch, and follow redirects. An object of this class is for one fetch.
	 * @param request the request, with tainting basic
	 * @return the last response, not yet filtered, without its body, and its type
	 * @throws NetworkError if the page gets a network error
	 */
	Fetched fetch(FetchRequest request) throws NetworkError {
		this.current = request;
		WebOrigin target = request.currentUrl().origin();
		// Step 7.
		BadPorts.check(target);
		// Step 12, the first matching statement.
		boolean sameOrigin = request.initiator().origin().isSameOrigin(target);
		if ((sameOrigin && request.tainting() == ResponseType.BASIC) || request.mode() == RequestMode.NAVIGATE
				|| request.mode() == RequestMode.WEBSOCKET) {
			return httpFetch(request.withTainting(ResponseType.BASIC), false);
		}
		if (request.mode() == RequestMode.SAME_ORIGIN) {
			throw new NetworkError(BlockedReason.NOT_SAME_ORIGIN,
					"The request has mode same-origin, but %s is not the page's origin %s.".formatted(target,
							request.initiator().origin()));
		}
		if (request.mode() == RequestMode.NO_CORS) {
			if (request.redirect() != RedirectMode.FOLLOW) {
				throw new NetworkError(BlockedReason.NO_CORS_REDIRECT_MODE,
						"The request has mode no-cors and redirect mode %s. Other origins need the redirect mode follow."
							.formatted(request.redirect()));
			}
			return httpFetch(request.withTainting(ResponseType.OPAQUE), false);
		}
		FetchRequest corsRequest = request.withTainting(ResponseType.CORS);
		if (FetchMethods.isSafelisted(request.method()) && request.unsafeHeaderNames().isEmpty()) {
			return httpFetch(corsRequest, false);
		}
		try {
			return httpFetch(corsRequest, true);
		}
		catch (NetworkError error) {
			this.cache.clear(Objects.requireNonNull(this.current));
			throw error;
		}
	}

	/** https://fetch.spec.whatwg.org/#concept-http-fetch. */
	private Fetched httpFetch(FetchRequest request, boolean makePreflight) throws NetworkError {
		// Step 4.1.
		if (makePreflight && this.preflight.isNeededFor(request)) {
			this.preflight.send(request);
		}
		// Step 4.3.
		WireResponse response = this.network.send(request);
		// Step 4.4.
		if (request.tainting() == ResponseType.CORS) {
			CorsCheck.check(request, response, "The response with status %d".formatted(response.status()));
		}
		// Step 5.
		if (request.tainting() == ResponseType.OPAQUE) {
			checkResourcePolicy(request, response);
		}
		// Step 6.
		if (!REDIRECT_STATUSES.contains(response.status())) {
			return new Fetched(request, response, request.tainting());
		}
		return switch (request.redirect()) {
			case ERROR -> throw new NetworkError(BlockedReason.REDIRECT_NOT_ALLOWED,
					"The response is a redirect with status %d, and the page asked for redirect mode error."
						.formatted(response.status()));
			case MANUAL -> new Fetched(request, response, ResponseType.OPAQUE_REDIRECT);
			case FOLLOW -> redirectFetch(request, response);
		};
	}

	/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check. */
	private void checkResourcePolicy(FetchRequest request, WireResponse response) throws NetworkError {
		String policy = response.headers().get("Cross-Origin-Resource-Policy");
		WebOrigin origin = request.initiator().origin();
		WebOrigin target = request.currentUrl().origin();
		boolean sameSite = this.sites.isSchemelesslySameSite(origin, target) && (origin.isHttps() || !target.isHttps());
		boolean blocked = "same-origin".equals(policy) && !origin.isSameOrigin(target)
				|| "same-site".equals(policy) && !sameSite;
		if (blocked) {
			throw new NetworkError(BlockedReason.RESOURCE_POLICY,
					"The response has Cross-Origin-Resource-Policy: %s, and the page's origin is %s.".formatted(policy,
							origin));
		}
	}

	/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch. */
	private Fetched redirectFetch(FetchRequest request, WireResponse response) throws NetworkError {
		// Steps 3 to 6.
		List<String> locations = response.headers().values("Location");
		if (locations.isEmpty()) {
			return new Fetched(request, response, request.tainting());
		}
		Url location = (locations.size() == 1)
				? Url.parse(PercentEncoding.bytes(locations.get(0)), request.currentUrl()) : null;
		if (location == null) {
			throw new NetworkError(BlockedReason.REDIRECT_LOCATION,
					"The redirect has Location: %s, which is not one valid http or https URL."
						.formatted(String.join(", ", locations)));
		}
		// Step 7.
		if (request.redirects() == FetchRequest.MAX_REDIRECTS) {
			throw new NetworkError(BlockedReason.TOO_MANY_REDIRECTS,
					"The server redirects more than %d times, at last to %s.".formatted(FetchRequest.MAX_REDIRECTS,
							location));
		}
		// Steps 9 and 10.
		boolean corsToOther = request.mode() == RequestMode.CORS
				&& !request.initiator().origin().isSameOrigin(location.origin());
		if (location.hasCredentials() && (corsToOther || request.tainting() == ResponseType.CORS)) {
			throw new NetworkError(BlockedReason.REDIRECT_WITH_CREDENTIALS,
					"The redirect to %s has a user name or a password.".formatted(location));
		}
		// https://fetch.spec.whatwg.org/#concept-response-location-url, step 4.
		Url target = (location.fragment() != null) ? location : location.withFragment(request.currentUrl().fragment());
		return fetch(nextRequest(request, response.status(), target));
	}

	private static FetchRequest nextRequest(FetchRequest request, int status, Url location) {
		FetchRequest next = request;
		// Step 12.
		boolean becomesGet = ((status == 301 || status == 302) && request.method().equals("POST"))
				|| (status == 303 && !FetchMethods.isGetOrHead(request.method()));
		if (becomesGet) {
			next = next.with("GET", null, next.headers().without(RequestHeaders.BODY_HEADERS));
		}
		// Step 13.
		if (!request.currentUrl().origin().isSameOrigin(location.origin())) {
			next = next.with(next.method(), next.body(), next.headers().without(Set.of(RequestHeaders.NON_WILDCARD)));
		}
		return next.redirectedTo(location);
	}

	/**
	 * The end of a fetch.
	 *
	 * @param request the request after all redirects
	 * @param response the last response
	 * @param type how much of it a script sees
	 */
	record Fetched(FetchRequest request, WireResponse response, ResponseType type) {

		boolean isReadable() {
			return this.type == ResponseType.BASIC || this.type == ResponseType.CORS;
		}

		Fetched with(WireResponse whole) {
			return new Fetched(this.request, whole, this.type);
		}

	}

}
