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
 * A request that is only described, for the endpoint. It is addressed to no host, so it
 * is same-origin with no page.
 *
 * @param method the method
 * @param path the path within the application
 * @param lines the only line of each header, by name in any case
 */
record SupposedRequest(String method, String path, Map<String, String> lines) implements CorsRequest {

	/**
	 * The headers that are safelisted whatever their value. The endpoint has no header
	 * values.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch</a>
	 */
	private static final Set<String> SAFELISTED_HEADERS = Set.of("accept", "accept-language", "content-language");

	static SupposedRequest of(@Nullable String origin, String method, String path) {
		return new SupposedRequest(method, path,
				(origin != null) ? lines(Map.of(HttpHeaders.ORIGIN, origin)) : Map.of());
	}

	/**
	 * Return the preflight that a browser sends before this request.
	 * @param headers the names of headers that the page sets
	 * @return the preflight, or {@code null} if there is none
	 */
	@Nullable SupposedRequest preflight(List<String> headers) {
		String origin = this.lines.get(HttpHeaders.ORIGIN);
		List<String> unsafe = headers.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter((name) -> !SAFELISTED_HEADERS.contains(name))
			.sorted()
			.toList();
		if (origin == null || CorsRequest.isSafelistedMethod(this.method) && unsafe.isEmpty()) {
			return null;
		}
		Map<String, String> asked = lines(
				Map.of(HttpHeaders.ORIGIN, origin, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, this.method));
		if (!unsafe.isEmpty()) {
			asked.put(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, String.join(",", unsafe));
		}
		return new SupposedRequest(HttpMethod.OPTIONS.name(), this.path, asked);
	}

	private static Map<String, String> lines(Map<String, String> lines) {
		Map<String, String> inAnyCase = new LinkedCaseInsensitiveMap<>(4, Locale.ROOT);
		inAnyCase.putAll(lines);
		return inAnyCase;
	}

	@Override
	public String scheme() {
		return "http";
	}

	@Override
	public @Nullable String host() {
		return null;
	}

	@Override
	public int port() {
		return -1;
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
