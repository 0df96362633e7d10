// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.LegibleOrigin;
import io.github.originaccess.cors.registry.WebSocketHandshake;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * A request of WebFlux as a decision sees it. The origin is read once: what is echoed
 * when the response is committed is what was validated, whatever has become of the
 * request.
 */
record ReactiveCorsRequest(ServerHttpRequest request, @Nullable String origin) implements CorsRequest {

	private static final int MAX_PORT_LENGTH = 5;

	private static final String GET = "GET";

	ReactiveCorsRequest(ServerHttpRequest request) {
		this(request, request.getHeaders().getFirst(HttpHeaders.ORIGIN));
	}

	/**
	 * Return the method that is decided on: an extended CONNECT opens a WebSocket over
	 * HTTP/2 as GET does over HTTP/1.1. Jetty alone supports it, and hands over no
	 * {@code Host} then, which HTTP/1.1 requires. Reactor Netty hands over the authority
	 * in place of the path, so that no handler is found by its path.
	 */
	@Override
	public String method() {
		String method = this.request.getMethod().name();
		return (WebSocketHandshake.CONNECT.equals(method)
				&& !this.request.getHeaders().containsHeader(HttpHeaders.HOST)) ? GET : method;
	}

	/** Whether the request may open a WebSocket, which is no CORS request of a page. */
	boolean isHandshake() {
		return WebSocketHandshake.isPossible(this, this.request.getMethod().name());
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
		return (colon >= 0 && isPort(authority, colon + 1)) ? Integer.parseInt(authority.substring(colon + 1)) : -1;
	}

	@Override
	public @Nullable String header(String name) {
		return HttpHeaders.ORIGIN.equals(name) ? this.origin : this.request.getHeaders().getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.request.getHeaders().getOrEmpty(name);
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return type.isInstance(this.request) ? type.cast(this.request) : null;
	}

	/** Whether a request still has the path that was decided on. */
	boolean hasPathOf(ServerHttpRequest other) {
		return this.request.getPath()
			.pathWithinApplication()
			.value()
			.equals(other.getPath().pathWithinApplication().value());
	}

	/**
	 * Return the request as the application gets it: as it was sent, but where Spring's
	 * own CORS processing would fail to compare its {@code Origin} with where it was sent
	 * to. It does so before it looks at the response, and answers 403 or 500 itself. A
	 * handshake stays a request that Spring refuses.
	 */
	ServerHttpRequest legible() {
		if (this.origin == null) {
			return this.request;
		}
		String seen = LegibleOrigin.of(this.origin);
		boolean sameOrigin = seen.equals(this.origin);
		boolean knowsHost = this.request.getURI().getHost() != null;
		if (sameOrigin && knowsHost) {
			return this.request;
		}
		boolean handshake = isHandshake();
		ServerHttpRequest legible = sameOrigin ? this.request
				: this.request.mutate().header(HttpHeaders.ORIGIN, handshake ? LegibleOrigin.NOBODY : seen).build();
		return (knowsHost || handshake) ? legible : new WithoutHost(legible);
	}

	private static boolean isPort(String text, int start) {
		int length = text.length() - start;
		for (int i = start; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return length > 0 && length <= MAX_PORT_LENGTH;
	}

	/**
	 * A request to a host that a URI cannot have, such as the {@code Host: my_backend}
	 * that a reverse proxy makes of a name in its configuration. Spring's CORS processing
	 * asks first whether there is an {@code Origin}, and stays out of it if not.
	 */
	private static final class WithoutHost extends ServerHttpRequestDecorator {

		private final HttpHeaders headers;

		WithoutHost(ServerHttpRequest request) {
			super(request);
			this.headers = new WithoutCors(request.getHeaders());
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

	/** Whoever asks for the value of {@code Origin} gets it. */
	private static final class WithoutCors extends HttpHeaders {

		WithoutCors(HttpHeaders headers) {
			addAll(headers);
		}

		@Override
		public boolean containsHeader(String name) {
			return !ORIGIN.equalsIgnoreCase(name) && super.containsHeader(name);
		}

	}

}
