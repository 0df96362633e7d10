// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The part of a request that a decision reads. An implementation is a view of a request
 * of a web stack, and copies nothing. A decision reads it on the calling thread only.
 */
public interface CorsRequest {

	/**
	 * Return the method as it was sent. The extended CONNECT, which opens a WebSocket
	 * over HTTP/2, is returned as the GET of HTTP/1.1.
	 * @return the method in the case that the client sent
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8441#section-4">RFC 8441, the
	 * extended CONNECT method</a>
	 */
	String method();

	/**
	 * Return the path within the application, as the client sent it. Decisions never read
	 * it; it is for logs, and for resolvers that choose a policy by the path. Such a path
	 * can be read in several ways: it may have encoded characters, path parameters, empty
	 * segments and dots.
	 * @return the raw path after the context path, without a query
	 */
	String path();

	/**
	 * Return the scheme that the client used, after forwarded headers. It is read only
	 * where a decision depends on the target origin of the request.
	 * @return {@code http} or {@code https}; {@code ws} counts as {@code http} and
	 * {@code wss} as {@code https}; a request with another scheme has no target origin
	 */
	String scheme();

	/**
	 * Return the host that the client addressed, after forwarded headers. It is read only
	 * where a decision depends on the target origin of the request.
	 * @return the host in any case and without a port, an IPv6 address in brackets;
	 * {@code null} or empty if the request has no host
	 */
	@Nullable String host();

	/**
	 * Return the port that the client addressed, after forwarded headers. It is read only
	 * where a decision depends on the target origin of the request.
	 * @return the port; the default port of the scheme, 0 or a negative number if the
	 * request has no port
	 */
	int port();

	/**
	 * Return the first line of a header.
	 * @param name the header's name, in any case
	 * @return the value without white space around it, possibly empty; {@code null} if
	 * the request has no such header
	 */
	@Nullable String header(String name);

	/**
	 * Return all lines of a header in the order of the request.
	 * @param name the header's name, in any case
	 * @return one value per line; empty if the request has no such header
	 */
	List<String> headers(String name);

	/**
	 * Return the only line of a header. Override this method if the web stack can find
	 * the line without a list, because decisions call it for each request.
	 * @param name the header's name, in any case
	 * @return the value as {@link #header} returns it; {@code null} if the request has no
	 * such header, or more than one line of it
	 */
	default @Nullable String soleHeader(String name) {
		List<String> lines = headers(name);
		return (lines.size() == 1) ? lines.get(0) : null;
	}

	/**
	 * Whether the request has more than one line of a header.
	 * @param name the header's name, in any case
	 * @return {@code true} for two or more lines
	 */
	default boolean isRepeated(String name) {
		return soleHeader(name) == null && header(name) != null;
	}

	/**
	 * Whether a method is safelisted, so that it alone does not cause a preflight.
	 * @param method the method in the case in which it is sent
	 * @return {@code true} for GET, HEAD and POST
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">Fetch,
	 * CORS-safelisted method</a>
	 */
	static boolean isSafelistedMethod(String method) {
		return FetchRules.isSafelistedMethod(method);
	}

	/**
	 * Return the request of the web stack, for code that knows the stack. Decisions never
	 * call this method.
	 * @param <T> the type of the request
	 * @param type a type of the stack, such as {@code HttpServletRequest} or
	 * {@code ServerHttpRequest}
	 * @return the request, or {@code null} if it has another type
	 */
	default <T> @Nullable T unwrap(Class<T> type) {
		return null;
	}

}
