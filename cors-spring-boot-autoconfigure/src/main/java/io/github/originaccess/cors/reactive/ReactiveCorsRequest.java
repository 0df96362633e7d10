// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request of WebFlux as a decision sees it. The origin is read once: what is echoed
 * when the response is committed is what was validated, whatever has become of the
 * request.
 */
record ReactiveCorsRequest(ServerHttpRequest request, @Nullable String origin) implements CorsRequest {

	ReactiveCorsRequest(ServerHttpRequest request) {
		this(request, request.getHeaders().getFirst(HttpHeaders.ORIGIN));
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public String scheme() {
		String scheme = this.request.getURI().getScheme();
		return (scheme != null) ? scheme : "";
	}

	/** An underscore, which hosts may have, keeps a URI from knowing host and port. */
	@Override
	public @Nullable String host() {
		String host = this.request.getURI().getHost();
		String authority = this.request.getURI().getRawAuthority();
		if (host != null || authority == null) {
			return host;
		}
		int colon = authority.lastIndexOf(':');
		return (colon < 0) ? authority : authority.substring(0, colon);
	}

	@Override
	public int port() {
		String authority = this.request.getURI().getRawAuthority();
		if (this.request.getURI().getHost() != null || authority == null) {
			return this.request.getURI().getPort();
		}
		int colon = authority.lastIndexOf(':');
		String digits = authority.substring(colon + 1);
		boolean port = colon >= 0 && !digits.isEmpty() && digits.length() <= 5
				&& digits.chars().allMatch((c) -> c >= '0' && c <= '9');
		return port ? Integer.parseInt(digits) : -1;
	}

	@Override
	public @Nullable String header(String name) {
		return HttpHeaders.ORIGIN.equals(name) ? this.origin : this.request.getHeaders().getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.request.getHeaders().getOrEmpty(name);
	}

}
