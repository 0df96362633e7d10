// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.lang.reflect.Proxy;

/**
 * Stands for what a stub does not do: a contender that asks for it fails the benchmark,
 * instead of being told something that no container says.
 */
final class Unsupported {

	private Unsupported() {
	}

	static <T> T of(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				throw new UnsupportedOperationException(method.toString());
			}));
	}

}
