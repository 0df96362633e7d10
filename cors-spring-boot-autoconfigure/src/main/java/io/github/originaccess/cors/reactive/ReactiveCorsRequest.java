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
	public @Nullable String header(String name) {
		return HttpHeaders.ORIGIN.equals(name) ? this.origin : this.request.getHeaders().getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.request.getHeaders().getOrEmpty(name);
	}

}
