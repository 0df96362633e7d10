// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The URL standard's parser and serialiser of IP addresses.
 *
 * @see <a href="https://url.spec.whatwg.org/#host-parsing">URL, host parsing</a>
 * @see <a href="https://url.spec.whatwg.org/#host-serializing">URL, host serializing</a>
 */
final class IpLiteral {

	private static final int PIECES = 8;

	private IpLiteral() {
	}

	/**
	 * Whether browsers parse the host as an IPv4 address. They reject such a host if it
	 * is not a valid address.
	 * @see <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">URL, ends in a
	 * number checker</a>
	 */
	static boolean endsInNumber(String host) {
		String last = host.substring(host.lastIndexOf('.') + 1);
		return !last.isEmpty() && (isDigits(last) || ipv4Number(last) >= 0);
	}

	/**
	 * Whether a host in canonical form is a loopback host: {@code localhost}, a name
	 * below it, {@code [::1]}, or an address in 127.0.0.0/8.
	 * @see <a href="https://w3c.github.io/webappsec-secure-contexts/#localhost">Secure
	 * Contexts, potentially trustworthy origins</a>
	 */
	static boolean isLoopback(String host) {
		return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
				|| host.startsWith("127.") && endsInNumber(host);
	}

	/** Whether a host is an IPv4 address as browsers write it. */
	static boolean isIpv4(String host) {
		return isIpv4(host, 0, host.length());
	}

	/**
	 * Whether a region is an IPv4 address as browsers write it: four decimal numbers from
	 * 0 to 255 without leading zeros.
	 */
	static boolean isIpv4(String text, int start, int end) {
		int octetEnd = octetEnd(text, start, end);
		for (int octet = 1; octet < 4; octet++) {
			if (octetEnd < 0 || octetEnd == end || text.charAt(octetEnd) != '.') {
				return false;
			}
			octetEnd = octetEnd(text, octetEnd + 1, end);
		}
		return octetEnd == end;
	}

	/** Return the end of the octet that begins a region, or -1 if none does. */
	static int octetEnd(String text, int start, int end) {
		int octet = 0;
		int i = start;
		while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9' && octet <= 255) {
			octet = octet * 10 + text.charAt(i) - '0';
			i++;
		}
		boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
		return (i == start || octet > 255 || leadingZero) ? -1 : i;
	}

	/** Return the address as browsers write it, or null if the host is not IPv4. */
	static @Nullable String canonicalIpv4(String host) {
		long address = 0;
		int parts = 0;
		for (int start = 0; start <= host.length(); parts++) {
			int dot = host.indexOf('.', start);
			int end = (dot < 0) ? host.length() : dot;
			long number = ipv4Number(host.substring(start, end));
			boolean last = dot < 0;
			long limit = last ? 1L << (8 * (4 - parts)) : 256;
			if (parts > 3 || number < 0 || number >= limit) {
				return null;
			}
			address += last ? number : number << (8 * (3 - parts));
			start = end + 1;
		}
		return (address >> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
	}

	/**
	 * Return the address as browsers write it, or null if the text is not IPv6.
	 * @param text the address without its brackets
	 */
	static @Nullable String canonicalIpv6(String text) {
		int[] pieces = new int[PIECES];
		int gap = text.indexOf("::");
		if (gap >= 0) {
			int[] tail = new int[PIECES];
			int before = pieces(text.substring(0, gap), pieces, false);
			int after = pieces(text.substring(gap + 2), tail, true);
			if (before < 0 || after < 0 || before + after >= PIECES) {
				return null;
			}
			System.arraycopy(tail, 0, pieces, PIECES - after, after);
		}
		else if (pieces(text, pieces, true) != PIECES) {
			return null;
		}
		return ipv6Text(pieces);
	}

	/** Parse colon-separated pieces; return their number, or -1 if one is invalid. */
	private static int pieces(String text, int[] pieces, boolean mayEndWithIpv4) {
		int count = 0;
		for (int start = 0; start < text.length();) {
			int colon = text.indexOf(':', start);
			int end = (colon < 0) ? text.length() : colon;
			String piece = text.substring(start, end);
			if (colon < 0 && mayEndWithIpv4 && piece.indexOf('.') >= 0) {
				return (count + 2 <= PIECES && ipv4Pieces(piece, pieces, count)) ? count + 2 : -1;
			}
			if (count == PIECES || piece.isEmpty() || piece.length() > 4 || !isHex(piece) || end == text.length() - 1) {
				return -1;
			}
			pieces[count++] = Integer.parseInt(piece, 16);
			start = end + 1;
		}
		return count;
	}

	private static boolean ipv4Pieces(String text, int[] pieces, int at) {
		String canonical = canonicalIpv4(text);
		if (canonical == null || !canonical.equals(text)) {
			return false;
		}
		int piece = 0;
		int start = 0;
		for (int part = 0; part < 4; part++) {
			int dot = text.indexOf('.', start);
			int number = Integer.parseInt(text.substring(start, (dot < 0) ? text.length() : dot));
			piece = (piece << 8 | number) & 0xFFFF;
			pieces[at + part / 2] = piece;
			start = dot + 1;
		}
		return true;
	}

	/**
	 * Return the text; the first of the longest runs of two or more zeros is {@code ::}.
	 */
	private static String ipv6Text(int[] pieces) {
		int longest = 1;
		int gap = -1;
		for (int i = 0; i < PIECES; i++) {
			int run = 0;
			while (i + run < PIECES && pieces[i + run] == 0) {
				run++;
			}
			if (run > longest) {
				longest = run;
				gap = i;
			}
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < PIECES; i++) {
			if (i == gap) {
				text.append("::");
				i += longest - 1;
				continue;
			}
			if (i > 0 && i != gap + longest) {
				text.append(':');
			}
			text.append(Integer.toHexString(pieces[i]));
		}
		return text.toString();
	}

	/**
	 * Return the number in a part of an IPv4 address, or -1 if the part is not a number.
	 * Numbers over 2^32 - 1, the largest valid one, are returned as 2^32.
	 * @see <a href="https://url.spec.whatwg.org/#ipv4-number-parser">URL, IPv4 number
	 * parser</a>
	 */
	private static long ipv4Number(String part) {
		int radix = 10;
		int start = 0;
		if (part.startsWith("0x")) {
			radix = 16;
			start = 2;
		}
		else if (part.length() > 1 && part.charAt(0) == '0') {
			radix = 8;
			start = 1;
		}
		else if (part.isEmpty()) {
			return -1;
		}
		long number = 0;
		for (int i = start; i < part.length(); i++) {
			char c = part.charAt(i);
			int digit = (c < 128) ? Character.digit(c, radix) : -1;
			if (digit < 0) {
				return -1;
			}
			number = Math.min(number * radix + digit, 1L << 32);
		}
		return number;
	}

	private static boolean isDigits(String text) {
		return Characters.allMatch(text, (c) -> c >= '0' && c <= '9');
	}

	private static boolean isHex(String text) {
		return Characters.allMatch(text, (c) -> c < 128 && Character.digit(c, 16) >= 0);
	}

}
