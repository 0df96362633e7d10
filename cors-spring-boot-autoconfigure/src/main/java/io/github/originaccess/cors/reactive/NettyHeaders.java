// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.ClassUtils;

/**
 * The headers of a response of Reactor Netty, read without Spring's wrapper. The wrapper
 * copies all names twice before it returns the first one, which is most of what a look at
 * a response costs.
 */
final class NettyHeaders {

	/** Whether Reactor Netty is on the class path. */
	static final boolean PRESENT = ClassUtils.isPresent("reactor.netty.http.server.HttpServerResponse",
			NettyHeaders.class.getClassLoader());

	private NettyHeaders() {
	}

	/**
	 * Pass on each line of some headers.
	 * @param response a response of any server, or a decorator of one
	 * @param names whether a header is one of these
	 * @param action takes the name and the value of a line
	 * @return {@code false} if the response is not Reactor Netty's own; then no line was
	 * passed on
	 */
	static boolean forEachLine(ServerHttpResponse response, Predicate<String> names,
			BiConsumer<String, String> action) {
		// A mock cannot be unwrapped, and sends no files. A decorator may have headers of
		// its own.
		if (!(response instanceof ZeroCopyHttpOutputMessage && response instanceof AbstractServerHttpResponse own
				&& own.getNativeResponse() instanceof HttpServerResponse netty)) {
			return false;
		}
		Iterator<Map.Entry<CharSequence, CharSequence>> lines = netty.responseHeaders().iteratorCharSequence();
		while (lines.hasNext()) {
			Map.Entry<CharSequence, CharSequence> line = lines.next();
			String name = line.getKey().toString();
			if (names.test(name)) {
				action.accept(name, line.getValue().toString());
			}
		}
		return true;
	}

}
