// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The <a href=
 * "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch">HTTP-network
 * fetch</a> of one call of a page, without an HTTP cache. It adds the headers that the
 * browser controls, and records what goes over the wire.
 */
final class Network {

	/** https://fetch.spec.whatwg.org/#document-accept-header-value. */
	private static final String DOCUMENT_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	private static final String USER_AGENT = "Mozilla/5.0 (compatible; cors-test)";

	private final BrowserSettings settings;

	private final List<WireExchange> exchanges = new ArrayList<>();

	/** The last response, whose body nothing has waited for yet. */
	private @Nullable ArrivingResponse arriving;

	Network(BrowserSettings settings) {
		this.settings = settings;
	}

	List<WireExchange> exchanges() {
		return List.copyOf(this.exchanges);
	}

	/**
	 * Send a request, and wait for the head of the response.
	 * @param request the request
	 * @return the response; its body may still come
	 * @throws NetworkError if there is none that can be read
	 */
	WireResponse send(FetchRequest request) throws NetworkError {
		discardBody();
		WireRequest wire = new WireRequest(request.method(), uri(request.currentUrl()), headers(request),
				(request.body() != null) ? request.body() : new byte[0]);
		@Nullable WireResponse response = null;
		try {
			this.arriving = begin(wire);
			response = normalized(wire, this.arriving.head());
			return response;
		}
		catch (IOException ex) {
			String what = (ex instanceof ProtocolException) ? "a response that cannot be read" : "no response";
			throw new NetworkError(BlockedReason.NO_RESPONSE,
					"%s got %s: %s".formatted(wire, what, Failure.inWords(ex)));
		}
		finally {
			this.exchanges.add(new WireExchange(wire, response));
		}
	}

	private ArrivingResponse begin(WireRequest wire) throws IOException {
		Exchange exchange = this.settings.exchange();
		return (exchange instanceof StreamingExchange streaming) ? streaming.begin(wire)
				: ArrivingResponse.of(Objects.requireNonNull(exchange.send(wire), "response of the Exchange"));
	}

	/**
	 * Wait for the body of the last response.
	 * @return the last response, with its body
	 */
	WireResponse readBody() {
		int last = this.exchanges.size() - 1;
		WireRequest wire = this.exchanges.get(last).request();
		ArrivingResponse response = Objects.requireNonNull(this.arriving);
		this.arriving = null;
		WireResponse whole = normalized(wire, response.whole());
		this.exchanges.set(last, new WireExchange(wire, whole));
		return whole;
	}

	/** Do without the body of the last response, if nothing has waited for it. */
	void discardBody() {
		if (this.arriving != null) {
			this.arriving.discard();
			this.arriving = null;
		}
	}

	private static URI uri(Url url) throws NetworkError {
		try {
			return url.toUri();
		}
		catch (IllegalArgumentException ex) {
			throw new NetworkError(BlockedReason.NO_RESPONSE,
					"%s got no response: no server has the host %s.".formatted(url, url.origin().host()));
		}
	}

	/**
	 * A server without a network may have blanks around values, and a body for HEAD. None
	 * goes over the wire. https://fetch.spec.whatwg.org/#concept-header-value-normalize
	 */
	private static WireResponse normalized(WireRequest request, WireResponse response) {
		List<HeaderLines.Line> lines = response.headers()
			.lines()
			.stream()
			.map((line) -> new HeaderLines.Line(line.name(), Ascii.strip(line.value())))
			.toList();
		return request.method().equals("HEAD")
				? new WireResponse(response.status(), new HeaderLines(lines), new byte[0])
				: new WireResponse(response.status(), new HeaderLines(lines), response.body(), response.bodyError());
	}

	private HeaderLines headers(FetchRequest request) {
		HeaderLines headers = request.headers();
		boolean document = request.mode() == RequestMode.NAVIGATE;
		// https://fetch.spec.whatwg.org/#concept-fetch, step 14.
		if (!headers.contains("Accept") && request.mode() != RequestMode.WEBSOCKET) {
			headers = headers.with("Accept", document ? DOCUMENT_ACCEPT : "*/*");
		}
		// Steps 8.12 to 8.15 of HTTP-network-or-cache fetch.
		String origin = origin(request);
		if (origin != null) {
			headers = headers.with("Origin", origin);
		}
		// Chromium sends none on a handshake. A server that needs them fails there.
		if (request.currentUrl().origin().isPotentiallyTrustworthy() && request.mode() != RequestMode.WEBSOCKET) {
			headers = headers.with("Sec-Fetch-Site", fetchSite(request))
				.with("Sec-Fetch-Mode", request.mode().toString())
				.with("Sec-Fetch-Dest", document ? "document" : "empty");
			if (request.initiator().isUser()) {
				headers = headers.with("Sec-Fetch-User", "?1");
			}
		}
		if (!headers.contains("User-Agent")) {
			headers = headers.with("User-Agent", USER_AGENT);
		}
		// Step 8.19.
		if (headers.contains("Range")) {
			headers = headers.with("Accept-Encoding", "identity");
		}
		// Step 8.21.
		return includesCredentials(request) ? withCookies(request, headers) : headers;
	}

	/** https://fetch.spec.whatwg.org/#append-a-request-origin-header. */
	private static @Nullable String origin(FetchRequest request) {
		if (request.tainting() == ResponseType.CORS || request.mode() == RequestMode.WEBSOCKET) {
			return request.serializedOrigin();
		}
		if (FetchMethods.isGetOrHead(request.method())) {
			return null;
		}
		if (request.mode() != RequestMode.CORS) {
			// The policy of pages without one is strict-origin-when-cross-origin.
			boolean downgrade = request.initiator().origin().isHttps() && !request.currentUrl().origin().isHttps();
			if (!request.initiator().sendsReferrer() || downgrade) {
				return WebOrigin.OPAQUE.toString();
			}
		}
		return request.serializedOrigin();
	}

	/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site. */
	private String fetchSite(FetchRequest request) {
		if (request.initiator().isUser()) {
			return "none";
		}
		String site = "same-origin";
		WebOrigin origin = request.initiator().origin();
		for (Url url : request.urls()) {
			if (origin.isSameOrigin(url.origin())) {
				continue;
			}
			if (!this.settings.sites().isSameSite(origin, url.origin())) {
				return "cross-site";
			}
			site = "same-site";
		}
		return site;
	}

	/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.3. */
	private static boolean includesCredentials(FetchRequest request) {
		return request.isCredentialed()
				|| (request.credentials() == CredentialsMode.SAME_ORIGIN && request.tainting() == ResponseType.BASIC);
	}

	private HeaderLines withCookies(FetchRequest request, HeaderLines headers) {
		boolean sameHost = request.currentUrl().origin().host().equals(this.settings.base().origin().host());
		if (!sameHost || this.settings.cookies().isEmpty()) {
			return headers;
		}
		return headers.with("Cookie",
				this.settings.cookies()
					.entrySet()
					.stream()
					.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
					.collect(Collectors.joining("; ")));
	}

}
