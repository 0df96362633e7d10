// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The grammar of IPv4 addresses whose last octets are a {@code *}, such as
 * {@code 192.168.*.*}. All addresses of a pattern are in one private, loopback or
 * link-local network. A public network has many owners.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1918#section-3">RFC 1918, private
 * addresses</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2">RFC 6890, loopback
 * and link-local addresses</a>
 */
final class OctetPattern {

	static final int OCTETS = 4;

	private static final String ANY = "*";

	private OctetPattern() {
	}

	/**
	 * Whether the host is meant as an address with a {@code *}: nothing but digits, dots
	 * and {@code *}.
	 */
	static boolean isMeantBy(String host) {
		return host.indexOf('*') >= 0 && Characters.anyMatch(host, (c) -> c >= '0' && c <= '9')
				&& Characters.allMatch(host, (c) -> c >= '0' && c <= '9' || c == '.' || c == '*')
				|| host.equals("*.*.*.*");
	}

	/** Whether the host is a valid pattern, in any network. */
	static boolean isWellFormed(String host) {
		List<String> octets = octets(host);
		int fixed = fixed(octets);
		return octets.size() == OCTETS && fixed < OCTETS && octets.subList(fixed, OCTETS).stream().allMatch(ANY::equals)
				&& octets.subList(0, fixed).stream().allMatch(OctetPattern::isOctet);
	}

	/** Whether every address of a well-formed pattern is in one private network. */
	static boolean isPrivate(String host) {
		List<String> octets = octets(host);
		int fixed = fixed(octets);
		String first = octets.get(0);
		if (fixed >= 1 && (first.equals("10") || first.equals("127"))) {
			return true;
		}
		if (fixed < 2) {
			return false;
		}
		String second = octets.get(1);
		return switch (first) {
			case "192" -> second.equals("168");
			case "169" -> second.equals("254");
			case "172" -> Integer.parseInt(second) >= 16 && Integer.parseInt(second) <= 31;
			default -> false;
		};
	}

	/**
	 * Return the pattern of a shorter text: {@code 192.168.*.*} for {@code 192.168.*}.
	 * @return {@code null} if the text is not the beginning of a private pattern
	 */
	static @Nullable String completed(String host) {
		if (!host.endsWith("." + ANY)) {
			return null;
		}
		StringBuilder completed = new StringBuilder(host);
		for (int octets = octets(host).size(); octets < OCTETS; octets++) {
			completed.append('.').append(ANY);
		}
		String pattern = completed.toString();
		return (isWellFormed(pattern) && isPrivate(pattern)) ? pattern : null;
	}

	/** Return the pattern of all addresses that begin with some octets of an address. */
	static String of(List<String> octets, int fixed) {
		List<String> pattern = new ArrayList<>(octets.subList(0, fixed));
		while (pattern.size() < OCTETS) {
			pattern.add(ANY);
		}
		return String.join(".", pattern);
	}

	/** Return the text before the first {@code *}: the fixed octets with their dots. */
	static String prefix(String host) {
		return host.substring(0, host.indexOf('*'));
	}

	private static int fixed(List<String> octets) {
		int any = octets.indexOf(ANY);
		return (any < 0) ? octets.size() : any;
	}

	/** Return the texts between the dots. */
	static List<String> octets(String host) {
		List<String> octets = new ArrayList<>();
		for (int start = 0; start <= host.length();) {
			int dot = host.indexOf('.', start);
			int end = (dot < 0) ? host.length() : dot;
			octets.add(host.substring(start, end));
			start = end + 1;
		}
		return octets;
	}

	/** Whether a text is a decimal number from 0 to 255 without leading zeros. */
	static boolean isOctet(String text) {
		return IpLiteral.octetEnd(text, 0, text.length()) == text.length();
	}

}
