// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Arrays;
import java.util.List;

/**
 * The ports that go with a host.
 */
final class PortSet {

	private static final int MAX_PORT = 65535;

	private static final int ANY_PORT = -1;

	/** Sorted; the single element {@link #ANY_PORT} means every port. */
	private final int[] ports;

	private PortSet(int[] ports) {
		this.ports = ports;
	}

	static PortSet of(OriginPattern pattern) {
		return new PortSet(pattern.admitsAnyPort() ? new int[] { ANY_PORT }
				: pattern.ports().stream().mapToInt(Integer::intValue).sorted().toArray());
	}

	/** Return the ports of several sets. */
	static PortSet union(List<PortSet> sets) {
		int[] sorted = sets.stream().flatMapToInt((set) -> Arrays.stream(set.ports)).sorted().distinct().toArray();
		// Before every port.
		return new PortSet((sorted[0] == ANY_PORT) ? new int[] { ANY_PORT } : sorted);
	}

	/** Whether a port, {@link OriginPattern#NO_PORT} for none, is in the set. */
	boolean admits(int port) {
		return admitsAny() || Arrays.binarySearch(this.ports, port) >= 0;
	}

	private boolean admitsAny() {
		return this.ports[0] == ANY_PORT;
	}

	/**
	 * Read the port of an origin as browsers write it.
	 * @param origin the origin
	 * @param start where the digits begin
	 * @param defaultPort the port that a browser leaves out
	 * @return the port, or -1 if no browser writes it like that
	 */
	static int parse(String origin, int start, int defaultPort) {
		int digits = origin.length() - start;
		if (digits < 1 || digits > 5 || origin.charAt(start) == '0') {
			return -1;
		}
		int port = 0;
		for (int i = start; i < origin.length(); i++) {
			int digit = origin.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			port = port * 10 + digit;
		}
		return (port > MAX_PORT || port == defaultPort) ? -1 : port;
	}

}
