// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.PathReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A reader of the paths of WebFlux's requests, which are parsed already.
 */
final class ReactivePathReader implements PathReader<ServerHttpRequest> {

	static final ReactivePathReader INSTANCE = new ReactivePathReader();

	private ReactivePathReader() {
	}

	@Override
	public String uri(ServerHttpRequest request) {
		return request.getPath().pathWithinApplication().value();
	}

	@Override
	public @Nullable PathContainer parsedPath(ServerHttpRequest request) {
		return request.getPath().pathWithinApplication();
	}

	@Override
	public CorsRequest view(ServerHttpRequest request) {
		return new ReactiveCorsRequest(request);
	}

}
