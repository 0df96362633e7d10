// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that nobody has sent. It is addressed to no host, so that no origin is its
 * own.
 *
 * @param method the method
 * @param lines by lower-case name, the only line of each header
 */
record SupposedRequest(String method, Map<String, String> lines) implements CorsRequest {

	/**
	 * Those that are safelisted whatever their value, which is not asked for.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch</a>
	 */
	private static final Set<String> SAFELISTED_HEADERS = Set.of("accept", "accept-language", "content-language");

	static SupposedRequest of(@Nullable String origin, String method) {
		return new SupposedRequest(method, (origin != null) ? Map.of("origin", origin) : Map.of());
	}

	/**
	 * Return the preflight that a browser sends before this request.
	 * @param headers the names of headers that the page sets
	 * @return the preflight, or {@code null} if there is none
	 */
	@Nullable SupposedRequest preflight(List<String> headers) {
		String origin = this.lines.get("origin");
		List<String> unsafe = headers.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.filter((name) -> !SAFELISTED_HEADERS.contains(name))
			.sorted()
			.toList();
		if (origin == null || CorsRequest.isSafelistedMethod(this.method) && unsafe.isEmpty()) {
			return null;
		}
		Map<String, String> asked = new HashMap<>(
				Map.of("origin", origin, "access-control-request-method", this.method));
		if (!unsafe.isEmpty()) {
			asked.put("access-control-request-headers", String.join(",", unsafe));
		}
		return new SupposedRequest("OPTIONS", asked);
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
		return this.lines.get(name.toLowerCase(Locale.ROOT));
	}

	@Override
	public List<String> headers(String name) {
		String line = header(name);
		return (line != null) ? List.of(line) : List.of();
	}

}
