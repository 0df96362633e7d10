// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.SslInfo;

/**
 * A request to a host that a URI cannot have, such as the {@code Host: my_backend} that a
 * reverse proxy makes of a name in its configuration. Spring's CORS processing first asks
 * whether there is an {@code Origin}, and does nothing if there is none. A request that
 * is made of this one by {@link #mutate()} hides it too. One that is made of a decorator
 * around this one does not, because Spring copies the headers.
 */
final class RequestWithHiddenOrigin extends ServerHttpRequestDecorator {

	private final HttpHeaders headers;

	RequestWithHiddenOrigin(ServerHttpRequest request) {
		super(request);
		this.headers = new HeadersWithHiddenOrigin(request.getHeaders());
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public ServerHttpRequest.Builder mutate() {
		return new Mutation(getDelegate().mutate());
	}

	/** Headers that seem to lack {@code Origin}, but still return its value. */
	private static final class HeadersWithHiddenOrigin extends HttpHeaders {

		HeadersWithHiddenOrigin(HttpHeaders headers) {
			headers.forEach(this::addAll);
		}

		@Override
		public boolean containsHeader(String name) {
			return !ORIGIN.equalsIgnoreCase(name) && super.containsHeader(name);
		}

		/** The same in Spring Framework 6.2, where headers are a map. */
		public boolean containsKey(Object name) {
			return !ORIGIN.equalsIgnoreCase((String) name) && getFirst((String) name) != null;
		}

	}

	/**
	 * A builder that hides the {@code Origin} of what it builds.
	 */
	private static final class Mutation implements ServerHttpRequest.Builder {

		private final ServerHttpRequest.Builder builder;

		Mutation(ServerHttpRequest.Builder builder) {
			this.builder = builder;
		}

		@Override
		public ServerHttpRequest.Builder method(HttpMethod method) {
			this.builder.method(method);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder uri(URI uri) {
			this.builder.uri(uri);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder path(String path) {
			this.builder.path(path);
			return this;
		}

		/** Versions of Spring differ in whether they declare that it may be null. */
		@Override
		@SuppressWarnings("NullAway")
		public ServerHttpRequest.Builder contextPath(@Nullable String contextPath) {
			this.builder.contextPath(contextPath);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder header(String name, String... values) {
			this.builder.header(name, values);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder headers(Consumer<HttpHeaders> headers) {
			this.builder.headers(headers);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder sslInfo(SslInfo sslInfo) {
			this.builder.sslInfo(sslInfo);
			return this;
		}

		@Override
		public ServerHttpRequest.Builder remoteAddress(InetSocketAddress remoteAddress) {
			this.builder.remoteAddress(remoteAddress);
			return this;
		}

		/** Spring Framework 6.2 has no such method, so it calls none. */
		@Override
		public ServerHttpRequest.Builder localAddress(InetSocketAddress localAddress) {
			this.builder.localAddress(localAddress);
			return this;
		}

		@Override
		public ServerHttpRequest build() {
			return new RequestWithHiddenOrigin(this.builder.build());
		}

	}

}
