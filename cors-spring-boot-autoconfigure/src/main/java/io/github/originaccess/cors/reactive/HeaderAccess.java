// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;

/**
 * The reads of headers that Spring Framework 6.2 and 7 compile to different methods. In
 * 6.2 (Spring Boot 3.5), {@code HttpHeaders} is a map and is read by the methods of a
 * map. In 7 it is no map and has methods of its own. The JIT compiler folds the constant,
 * so a request pays nothing for the choice.
 */
final class HeaderAccess {

	static final boolean MAP = MultiValueMap.class.isAssignableFrom(HttpHeaders.class);

	private HeaderAccess() {
	}

	/** Return the lines of a header; none if it is absent. */
	static List<String> lines(HttpHeaders headers, String name) {
		List<String> lines = MAP ? map(headers).get(name) : headers.get(name);
		return (lines != null) ? lines : List.of();
	}

	static boolean contains(HttpHeaders headers, String name) {
		return MAP ? map(headers).containsKey(name) : headers.containsHeader(name);
	}

	/** Pass on each line of some headers, in an order that depends on the server. */
	static void forEachLine(ServerHttpResponse response, Predicate<String> names, BiConsumer<String, String> action) {
		if (NettyHeaders.PRESENT && NettyHeaders.forEachLine(response, names, action)) {
			return;
		}
		HttpHeaders headers = response.getHeaders();
		for (String name : MAP ? map(headers).keySet() : headers.headerNames()) {
			if (names.test(name)) {
				lines(headers, name).forEach((value) -> action.accept(name, value));
			}
		}
	}

	/** Remove a header, and return the lines that it had. */
	static @Nullable List<String> remove(HttpHeaders headers, String name) {
		return MAP ? map(headers).remove(name) : headers.remove(name);
	}

	/** Return the headers as the map that they are in Spring Framework 6.2. */
	@SuppressWarnings("unchecked")
	static MultiValueMap<String, String> map(Object headers) {
		return (MultiValueMap<String, String>) headers;
	}

}
