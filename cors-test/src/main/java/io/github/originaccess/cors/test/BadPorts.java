// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ports that browsers send no HTTP requests to, because other protocols own them.
 * https://fetch.spec.whatwg.org/#bad-port
 */
final class BadPorts {

	private static final Set<Integer> PORTS = IntStream
		.of(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
				109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
				526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
				3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080)
		.boxed()
		.collect(Collectors.toUnmodifiableSet());

	private BadPorts() {
	}

	/**
	 * Refuse a request to one of these ports.
	 * https://fetch.spec.whatwg.org/#block-bad-port
	 */
	static void check(WebOrigin target) throws NetworkError {
		int port = target.effectivePort();
		if (PORTS.contains(port)) {
			throw new NetworkError(BlockedReason.BAD_PORT,
					"Browsers send no HTTP requests to port %d.".formatted(port));
		}
	}

}
