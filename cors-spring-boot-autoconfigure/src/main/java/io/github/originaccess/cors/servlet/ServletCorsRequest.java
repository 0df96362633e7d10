// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.WebSocketHandshake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.WebUtils;

/**
 * A request of a servlet container as a decision sees it: as it was sent, whatever a
 * subclass shows to the application. What is echoed is the origin that was validated.
 */
class ServletCorsRequest extends HttpServletRequestWrapper implements CorsRequest {

	/**
	 * Stands for an {@code Origin} that must be looked up: it is not known yet, or has
	 * several lines. A single line with this value is looked up each time.
	 */
	private static final String UNKNOWN = ",";

	/**
	 * The only line of {@code Origin}, or null if there is none. It is kept, because a
	 * container compares a name with that of each header.
	 */
	private @Nullable String origin = UNKNOWN;

	ServletCorsRequest(HttpServletRequest request) {
		super(request);
	}

	/**
	 * Return the method that is decided on. An extended CONNECT opens a WebSocket over
	 * HTTP/2, as GET does over HTTP/1.1, and counts as GET. Jetty passes it on with a
	 * path and without pseudo-headers. Tomcat refuses it.
	 */
	@Override
	public String method() {
		String method = sent().getMethod();
		return (WebSocketHandshake.CONNECT.equals(method) && isMultiplexed(sent().getProtocol()))
				? HttpMethod.GET.name() : method;
	}

	/** In HTTP/1.1, CONNECT asks for a tunnel to a host. */
	private static boolean isMultiplexed(String protocol) {
		return protocol.equals("HTTP/2.0") || protocol.equals("HTTP/3.0");
	}

	/** Whether the request may open a WebSocket. That is no CORS request of a page. */
	final boolean isHandshake() {
		return WebSocketHandshake.isPossible(this, sent().getMethod());
	}

	@Override
	public String path() {
		String uri = sent().getRequestURI();
		String contextPath = sent().getContextPath();
		return uri.startsWith(contextPath) ? uri.substring(contextPath.length()) : uri;
	}

	@Override
	public String scheme() {
		return sent().getScheme();
	}

	@Override
	public String host() {
		return sent().getServerName();
	}

	@Override
	public int port() {
		return sent().getServerPort();
	}

	@Override
	public @Nullable String header(String name) {
		return isKnown(name) ? this.origin : sent().getHeader(name);
	}

	private boolean isKnown(String name) {
		return HttpHeaders.ORIGIN.equals(name) && !UNKNOWN.equals(this.origin);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(sent().getHeaders(name));
	}

	@Override
	public @Nullable String soleHeader(String name) {
		return isKnown(name) ? this.origin : findSole(name);
	}

	private @Nullable String findSole(String name) {
		Enumeration<String> lines = sent().getHeaders(name);
		String first = lines.hasMoreElements() ? lines.nextElement() : null;
		if (first != null && lines.hasMoreElements()) {
			return null;
		}
		if (HttpHeaders.ORIGIN.equals(name)) {
			this.origin = first;
		}
		return first;
	}

	private HttpServletRequest sent() {
		return (HttpServletRequest) getRequest();
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return WebUtils.getNativeRequest(sent(), type);
	}

}
