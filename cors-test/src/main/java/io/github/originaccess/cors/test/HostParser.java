// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://url.spec.whatwg.org/#concept-host-parser">host parser</a> of the
 * URL standard. For names outside of ASCII it uses {@link IDN}, an older version of what
 * browsers do; most names are the same in both.
 */
final class HostParser {

	/** https://url.spec.whatwg.org/#forbidden-domain-code-point. */
	private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

	/** No part of an IPv4 address is as large. */
	private static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(40);

	private HostParser() {
	}

	static @Nullable String parse(String text) {
		if (text.startsWith("[")) {
			return text.endsWith("]") ? ipv6(text.substring(1, text.length() - 1)) : null;
		}
		String host = toAscii(PercentEncoding.decode(text));
		if (host == null || host.isEmpty()
				|| host.chars().anyMatch((c) -> c <= 0x1F || c == 0x7F || FORBIDDEN.indexOf(c) >= 0)) {
			return null;
		}
		return endsInNumber(host) ? ipv4(host) : host;
	}

	/** https://url.spec.whatwg.org/#concept-domain-to-ascii. */
	private static @Nullable String toAscii(String domain) {
		if (domain.chars().allMatch((c) -> c < 0x80)) {
			return Ascii.lowerCase(domain);
		}
		try {
			return Ascii.lowerCase(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	static boolean isIpv4(String host) {
		return endsInNumber(host);
	}

	/** https://url.spec.whatwg.org/#ends-in-a-number-checker. */
	private static boolean endsInNumber(String host) {
		List<String> labels = labels(host);
		String last = labels.get(labels.size() - 1);
		if (last.isEmpty()) {
			return false;
		}
		return last.chars().allMatch(Ascii::isDigit) || number(last) >= 0;
	}

	private static List<String> labels(String host) {
		String text = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		List<String> labels = new ArrayList<>();
		int start = 0;
		for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
			labels.add(text.substring(start, dot));
			start = dot + 1;
		}
		labels.add(text.substring(start));
		return labels;
	}

	/** https://url.spec.whatwg.org/#concept-ipv4-parser. */
	private static @Nullable String ipv4(String host) {
		List<String> parts = labels(host);
		if (parts.size() > 4) {
			return null;
		}
		long address = 0;
		for (int i = 0; i < parts.size(); i++) {
			long part = number(parts.get(i));
			int bytes = (i == parts.size() - 1) ? 5 - parts.size() : 1;
			if (part < 0 || part >= 1L << (8 * bytes)) {
				return null;
			}
			address = (address << (8 * bytes)) | part;
		}
		return (address >> 24) + "." + ((address >> 16) & 0xFF) + "." + ((address >> 8) & 0xFF) + "."
				+ (address & 0xFF);
	}

	/** https://url.spec.whatwg.org/#ipv4-number-parser. */
	private static long number(String text) {
		boolean hex = text.startsWith("0x");
		boolean octal = !hex && text.length() > 1 && text.startsWith("0");
		String digits = text.substring(hex ? 2 : (octal ? 1 : 0));
		if (digits.isEmpty()) {
			return hex ? 0 : -1;
		}
		int radix = hex ? 16 : (octal ? 8 : 10);
		if (!digits.chars().allMatch((c) -> Character.digit(c, radix) >= 0)) {
			return -1;
		}
		return new BigInteger(digits, radix).min(TOO_LARGE).longValue();
	}

	private static @Nullable String ipv6(String text) {
		boolean characters = text.chars().allMatch((c) -> Character.digit(c, 16) >= 0 || ":.".indexOf(c) >= 0);
		if (!text.contains(":") || !characters || !Stream.of(text.split(":")).allMatch(HostParser::isShort)) {
			return null;
		}
		try {
			// Digits, colons and dots are an address, so no name is looked up.
			byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
			int[] pieces = new int[8];
			int offset = 8 - bytes.length / 2;
			if (offset > 0) {
				// Java turns ::ffff:0:0/96 into an IPv4 address.
				pieces[offset - 1] = 0xFFFF;
			}
			for (int i = 0; i < bytes.length; i += 2) {
				pieces[offset + i / 2] = ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
			}
			return "[" + compress(pieces) + "]";
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/** Java allows leading zeros where the URL standard does not. */
	private static boolean isShort(String piece) {
		return piece.contains(".")
				? labels(piece).stream().noneMatch((part) -> part.startsWith("0") && part.length() > 1)
				: piece.length() <= 4;
	}

	/** https://url.spec.whatwg.org/#concept-ipv6-serializer. */
	private static String compress(int[] pieces) {
		int start = -1;
		int length = 1;
		for (int i = 0; i < 8; i++) {
			int end = i;
			while (end < 8 && pieces[end] == 0) {
				end++;
			}
			if (end - i > length) {
				start = i;
				length = end - i;
			}
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 8; i++) {
			if (i == start) {
				text.append((i == 0) ? "::" : ":");
				i += length - 1;
				continue;
			}
			text.append(Integer.toHexString(pieces[i]));
			if (i < 7) {
				text.append(':');
			}
		}
		return text.toString();
	}

}
