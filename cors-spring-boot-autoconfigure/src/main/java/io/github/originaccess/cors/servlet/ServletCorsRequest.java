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

	/** Looked up once: containers compare it with the name of each header. */
	private final @Nullable String origin;

	ServletCorsRequest(HttpServletRequest request) {
		super(request);
		this.origin = request.getHeader(HttpHeaders.ORIGIN);
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
		return HttpHeaders.ORIGIN.equals(name) ? this.origin : sent().getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(sent().getHeaders(name));
	}

	@Override
	public @Nullable String soleHeader(String name) {
		Enumeration<String> lines = sent().getHeaders(name);
		if (!lines.hasMoreElements()) {
			return null;
		}
		String first = lines.nextElement();
		return lines.hasMoreElements() ? null : first;
	}

	private HttpServletRequest sent() {
		return (HttpServletRequest) getRequest();
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return WebUtils.getNativeRequest(sent(), type);
	}

}
