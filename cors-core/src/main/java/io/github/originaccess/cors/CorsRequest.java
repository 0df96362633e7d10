// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a decision may read of a request. An implementation is a view of a request of some
 * web stack; it copies nothing.
 */
public interface CorsRequest {

	/**
	 * Return the request's method as it was sent. The extended CONNECT with which HTTP/2
	 * opens a WebSocket stands for the GET of HTTP/1.1.
	 * @return the method, in its own case
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8441#section-4">RFC 8441, the
	 * extended CONNECT method</a>
	 */
	String method();

	/**
	 * Return the scheme that the client used, after forwarded headers. Asked for only
	 * where a decision depends on the request's own origin.
	 * @return {@code http} or {@code https}; {@code ws} and {@code wss} mean the same;
	 * with any other scheme the request has no origin of its own
	 */
	String scheme();

	/**
	 * Return the host that the client addressed, after forwarded headers. Asked for only
	 * where a decision depends on the request's own origin.
	 * @return the host in any case and without a port, an IPv6 address in brackets;
	 * {@code null} or empty if the request names none
	 */
	@Nullable String host();

	/**
	 * Return the port that the client addressed, after forwarded headers. Asked for only
	 * where a decision depends on the request's own origin.
	 * @return the port; the scheme's default one, 0 or a negative number if the request
	 * names none
	 */
	int port();

	/**
	 * Return the first line of a header.
	 * @param name the header's name, in any case
	 * @return its value without white space around it, possibly empty; {@code null} if
	 * the request has no such header
	 */
	@Nullable String header(String name);

	/**
	 * Return all lines of a header in their order.
	 * @param name the header's name, in any case
	 * @return one value per line; empty if the request has no such header
	 */
	List<String> headers(String name);

	/**
	 * Return the only line of a header. Override it where that can be told without making
	 * a list.
	 * @param name the header's name, in any case
	 * @return its value as {@link #header} returns it; {@code null} if the request has no
	 * such header, or more than one line of it
	 */
	default @Nullable String soleHeader(String name) {
		List<String> lines = headers(name);
		return (lines.size() == 1) ? lines.get(0) : null;
	}

	/**
	 * Whether the request has more than one line of a header.
	 * @param name the header's name, in any case
	 * @return {@code true} for two lines or more
	 */
	default boolean isRepeated(String name) {
		return soleHeader(name) == null && header(name) != null;
	}

	/**
	 * Whether browsers send a method without permission, unless a header needs it.
	 * @param method the method as it is sent, in its own case
	 * @return {@code true} for the methods that the Fetch standard has safelisted
	 */
	static boolean isSafelistedMethod(String method) {
		return FetchRules.isSafelistedMethod(method);
	}

	/**
	 * Return the web stack's own request, for code that knows its stack. Decisions never
	 * ask for it.
	 * @param <T> the type
	 * @param type a type of the stack, such as {@code HttpServletRequest} or
	 * {@code ServerHttpRequest}
	 * @return the request, or {@code null} if it is of another type
	 */
	default <T> @Nullable T unwrap(Class<T> type) {
		return null;
	}

}
