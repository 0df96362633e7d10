// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * A request that is only described, for the endpoint.
 *
 * @param method the method
 * @param address the address. Without a host, it is same-origin with no page.
 * @param lines the only line of each header, by name in any case
 */
record SupposedRequest(String method, SupposedAddress address, Map<String, String> lines) implements CorsRequest {

	private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

	/**
	 * The methods that browsers write in upper case, however a page writes them.
	 * @see <a href= "https://fetch.spec.whatwg.org/#concept-method-normalize">Fetch,
	 * normalize</a>
	 */
	private static final Set<String> NORMALIZED_METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	/**
	 * The headers that are safelisted whatever their value. The endpoint has no header
	 * values.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch</a>
	 */
	private static final Set<String> SAFELISTED_HEADERS = Set.of("accept", "accept-language", "content-language");

	/**
	 * Describe a request.
	 * @param method the method as the page writes it
	 * @param address the address
	 * @param origin the origin of the page that sends it; {@code null} for none
	 * @param site the value of {@code Sec-Fetch-Site}; {@code null} for none
	 * @param credentials whether it has cookies
	 */
	static SupposedRequest of(String method, SupposedAddress address, @Nullable String origin, @Nullable String site,
			boolean credentials) {
		Map<String, String> lines = new LinkedCaseInsensitiveMap<>(4, Locale.ROOT);
		if (origin != null) {
			lines.put(HttpHeaders.ORIGIN, origin);
		}
		if (site != null) {
			lines.put(SEC_FETCH_SITE, site);
		}
		if (credentials) {
			lines.put(HttpHeaders.COOKIE, "credentials");
		}
		if (address.webSocket()) {
			lines.put(HttpHeaders.UPGRADE, "websocket");
		}
		return new SupposedRequest(normalize(method), address, lines);
	}

	private static String normalize(String method) {
		return NORMALIZED_METHODS.stream().filter(method::equalsIgnoreCase).findFirst().orElse(method);
	}

	/**
	 * Return the preflight that a browser sends before this request.
	 * @param headers the names of headers that the page sets
	 * @return the preflight, or {@code null} if there is none
	 */
	@Nullable SupposedRequest preflight(List<String> headers) {
		String origin = header(HttpHeaders.ORIGIN);
		List<String> unsafe = headers.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter((name) -> !SAFELISTED_HEADERS.contains(name))
			.distinct()
			.sorted()
			.toList();
		if (origin == null || this.address.webSocket() || isSameOrigin()
				|| CorsRequest.isSafelistedMethod(this.method) && unsafe.isEmpty()) {
			return null;
		}
		SupposedRequest preflight = of(HttpMethod.OPTIONS.name(), this.address, origin, header(SEC_FETCH_SITE), false);
		preflight.lines.put(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, this.method);
		if (!unsafe.isEmpty()) {
			preflight.lines.put(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, String.join(",", unsafe));
		}
		return preflight;
	}

	/** Whether a page of the same origin sends the request. Such a page reads all. */
	boolean isSameOrigin() {
		return "same-origin".equals(header(SEC_FETCH_SITE)) || this.address.hasOrigin(header(HttpHeaders.ORIGIN));
	}

	@Override
	public String path() {
		return this.address.path();
	}

	@Override
	public String scheme() {
		return this.address.scheme();
	}

	@Override
	public @Nullable String host() {
		return this.address.host();
	}

	@Override
	public int port() {
		return this.address.port();
	}

	@Override
	public @Nullable String header(String name) {
		return this.lines.get(name);
	}

	@Override
	public List<String> headers(String name) {
		String line = header(name);
		return (line != null) ? List.of(line) : List.of();
	}

}
