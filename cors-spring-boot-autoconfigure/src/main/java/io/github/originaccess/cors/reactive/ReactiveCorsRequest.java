// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.SpringCorsProcessing;
import io.github.originaccess.cors.registry.WebSocketHandshake;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A request of WebFlux as a decision sees it. The origin is read once. The commit then
 * echoes the value that was validated, even if the request has changed.
 */
record ReactiveCorsRequest(ServerHttpRequest request, @Nullable String origin) implements CorsRequest {

	ReactiveCorsRequest(ServerHttpRequest request) {
		this(request, request.getHeaders().getFirst(HttpHeaders.ORIGIN));
	}

	/**
	 * Return the method that is decided on. An extended CONNECT opens a WebSocket over
	 * HTTP/2, as GET does over HTTP/1.1, and counts as GET. Only Jetty supports it, and
	 * passes it on without {@code Host}, which HTTP/1.1 requires. Reactor Netty passes on
	 * the authority in place of the path, so no handler is found by its path.
	 */
	@Override
	public String method() {
		String method = sentMethod();
		return (WebSocketHandshake.CONNECT.equals(method)
				&& !HeaderAccess.contains(this.request.getHeaders(), HttpHeaders.HOST)) ? HttpMethod.GET.name()
						: method;
	}

	/** Whether the request may open a WebSocket. That is no CORS request of a page. */
	boolean isHandshake() {
		return WebSocketHandshake.isPossible(this, sentMethod());
	}

	private String sentMethod() {
		return this.request.getMethod().name();
	}

	@Override
	public String path() {
		return this.request.getPath().pathWithinApplication().value();
	}

	@Override
	public String scheme() {
		String scheme = this.request.getURI().getScheme();
		return (scheme != null) ? scheme : "";
	}

	/**
	 * Return the host. A {@code URI} knows neither host nor port if the host has an
	 * underscore.
	 */
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
		return (colon >= 0 && SpringCorsProcessing.isPort(authority, colon + 1))
				? Integer.parseInt(authority.substring(colon + 1)) : -1;
	}

	@Override
	public @Nullable String header(String name) {
		return HttpHeaders.ORIGIN.equals(name) ? this.origin : this.request.getHeaders().getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return HeaderAccess.lines(this.request.getHeaders(), name);
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return type.isInstance(this.request) ? type.cast(this.request) : null;
	}

	/** Whether another request has the path that was decided on. */
	boolean hasPathOf(ServerHttpRequest other) {
		return this.request.getPath()
			.pathWithinApplication()
			.value()
			.equals(other.getPath().pathWithinApplication().value());
	}

	/**
	 * Return the request as the application sees it: as it was sent, unless Spring's own
	 * CORS processing would fail to compare its {@code Origin} with its host. Spring does
	 * so before it looks at the response, and answers 403 or 500 itself. Spring still
	 * refuses such a handshake.
	 */
	ServerHttpRequest visible() {
		if (this.origin == null) {
			return this.request;
		}
		String seen = SpringCorsProcessing.visibleOrigin(this.origin, this, sentMethod());
		boolean sameOrigin = seen.equals(this.origin);
		boolean knowsHost = this.request.getURI().getHost() != null;
		if (sameOrigin && knowsHost) {
			return this.request;
		}
		ServerHttpRequest visible = sameOrigin ? this.request
				: this.request.mutate().header(HttpHeaders.ORIGIN, seen).build();
		return (knowsHost || isHandshake()) ? visible : new RequestWithHiddenOrigin(visible);
	}

}
