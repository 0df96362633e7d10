// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The port part of an origin pattern: nothing, a number, {@code *} or a list in brackets.
 *
 * @param ports the ports as {@link OriginPattern} wants them
 * @param code why there are none, or {@code null}
 * @param reason the sentence that goes with the code
 * @param instead the port part to write instead, colon included, if there is one
 */
record OriginPorts(List<Integer> ports, @Nullable Code code, String reason, @Nullable String instead) {

	private static final int MAX_PORT = 65535;

	/** Read what follows the colon; {@code null} if there is no colon. */
	static OriginPorts parse(String scheme, @Nullable String text) {
		if (text == null) {
			return ports(List.of(OriginPattern.NO_PORT));
		}
		if (text.equals("*")) {
			if (OriginPattern.defaultPort(scheme) == OriginPattern.NO_PORT) {
				return refuse(Code.ORIGIN_WILDCARD_MISPLACED, "a * can only be used with http and https", "");
			}
			return ports(List.of());
		}
		if (text.startsWith("[") && text.endsWith("]")) {
			return list(scheme, text.substring(1, text.length() - 1));
		}
		Integer port = port(scheme, text);
		return (port != null) ? ports(List.of(port)) : refuseNumber(text);
	}

	private static OriginPorts list(String scheme, String text) {
		if (text.isBlank()) {
			return refuse(Code.ORIGIN_PORT_LIST_EMPTY, "the list of ports is empty", ":*");
		}
		TreeSet<Integer> ports = new TreeSet<>();
		OriginPorts refusal = null;
		StringJoiner mended = new StringJoiner(",", ":[", "]").setEmptyValue("");
		for (int start = 0; start <= text.length();) {
			int comma = text.indexOf(',', start);
			int end = (comma < 0) ? text.length() : comma;
			String element = text.substring(start, end).strip();
			start = end + 1;
			Integer port = port(scheme, element);
			if (port != null) {
				ports.add(port);
				mended.add(element);
				continue;
			}
			OriginPorts bad = refuseNumber(element);
			if (bad.instead() == null || bad.code() == Code.ORIGIN_PORT_RANGE) {
				return bad;
			}
			if (!bad.instead().isEmpty()) {
				mended.add(bad.instead().substring(1));
			}
			refusal = (refusal != null) ? refusal : bad;
		}
		return (refusal != null) ? refuse(Code.ORIGIN_PORT_INVALID, refusal.reason(), mended.toString())
				: ports(List.copyOf(ports));
	}

	private static @Nullable Integer port(String scheme, String text) {
		if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
			return null;
		}
		int number = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < '0' || c > '9') {
				return null;
			}
			number = number * 10 + c - '0';
		}
		if (number > MAX_PORT) {
			return null;
		}
		return (number == OriginPattern.defaultPort(scheme)) ? OriginPattern.NO_PORT : number;
	}

	private static OriginPorts ports(List<Integer> ports) {
		return new OriginPorts(ports, null, "", null);
	}

	private static OriginPorts refuseNumber(String text) {
		int hyphen = text.indexOf('-');
		if (hyphen > 0 && port("", text.substring(0, hyphen)) != null && port("", text.substring(hyphen + 1)) != null) {
			return refuse(Code.ORIGIN_PORT_RANGE, "a range of ports is not supported; list them, or allow any", ":*");
		}
		int zeros = 0;
		while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
			zeros++;
		}
		String significant = text.substring(zeros);
		boolean number = port("", significant) != null;
		return refuse(Code.ORIGIN_PORT_INVALID, "a port is a number from 1 to 65535 without leading zeros",
				text.isEmpty() ? "" : number ? ":" + significant : null);
	}

	private static OriginPorts refuse(Code code, String reason, @Nullable String instead) {
		return new OriginPorts(List.of(), code, reason, instead);
	}

}
