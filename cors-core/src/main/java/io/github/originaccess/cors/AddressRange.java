// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in the notation of another program: {@code 192.168.1.0/24},
 * {@code 192.168.1.10-20}, {@code 192.168.1.x}. It is no origin.
 *
 * @param pattern the addresses as an octet pattern, with scheme and port; {@code null} if
 * no private pattern has these addresses
 */
record AddressRange(@Nullable String pattern) {

	private static final String SCHEME_END = "://";

	/** Letters that take the place of an octet in documentation. */
	static final String PLACEHOLDERS = "xyzn";

	static final int LONGEST_PLACEHOLDER = 3;

	/** Hosts of other schemes are no addresses. */
	private static final Set<String> PAGE_SCHEMES = Set.of("http", "https", "ws", "wss");

	private static final int MOST_BITS = 32;

	private static final int MOST_IPV6_BITS = 128;

	private static final int LONGEST_IPV6 = 45;

	/**
	 * Return the range that a text is.
	 * @param text a text with or without a scheme
	 * @return {@code null} if the text is no range
	 */
	static @Nullable AddressRange parse(String text) {
		int schemeEnd = text.indexOf(SCHEME_END);
		// Development servers in a private network seldom have certificates.
		String scheme = (schemeEnd < 0) ? "http" : text.substring(0, schemeEnd);
		String rest = (schemeEnd < 0) ? text : text.substring(schemeEnd + SCHEME_END.length());
		if (!PAGE_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
			return null;
		}
		rest = rest.substring(rest.lastIndexOf('@') + 1);
		int slash = rest.indexOf('/');
		String length = (slash < 0) ? "" : rest.substring(slash + 1);
		String host = (slash < 0) ? rest : rest.substring(0, slash);
		int hostColon = host.indexOf(':');
		int lengthColon = length.indexOf(':');
		String port = (hostColon >= 0) ? host.substring(hostColon)
				: (lengthColon >= 0) ? length.substring(lengthColon) : "";
		String address = (hostColon >= 0) ? host.substring(0, hostColon) : host;
		if (isIpv6Network(host, length)) {
			return new AddressRange(null);
		}
		if (address.isEmpty() || address.charAt(0) < '0' || address.charAt(0) > '9' || address.length() > 31) {
			return null;
		}
		AddressRange range = length.isEmpty() ? ofNotation(address)
				: ofNetwork(address, (lengthColon >= 0) ? length.substring(0, lengthColon) : length);
		return (range == null || range.pattern == null) ? range
				: new AddressRange(scheme + SCHEME_END + range.pattern + port);
	}

	/** Whether a host is an IPv6 address, with or without brackets, before a length. */
	private static boolean isIpv6Network(String host, String length) {
		boolean bracketed = host.startsWith("[") && host.endsWith("]");
		String address = bracketed ? host.substring(1, host.length() - 1) : host;
		return OctetPattern.isOctet(length) && Integer.parseInt(length) <= MOST_IPV6_BITS
				&& address.length() <= LONGEST_IPV6 && IpLiteral.canonicalIpv6(address) != null;
	}

	/** Return the range of an address with a prefix length or a network mask. */
	private static @Nullable AddressRange ofNetwork(String address, String length) {
		List<String> octets = OctetPattern.octets(address);
		if (octets.size() != OctetPattern.OCTETS || !octets.stream().allMatch(OctetPattern::isOctet)) {
			return null;
		}
		int fixed = switch (length) {
			case "8", "255.0.0.0" -> 1;
			case "16", "255.255.0.0" -> 2;
			case "24", "255.255.255.0" -> 3;
			default -> 0;
		};
		if (fixed > 0) {
			return ofFirst(octets, fixed);
		}
		boolean network = length.startsWith("255.")
				|| OctetPattern.isOctet(length) && Integer.parseInt(length) <= MOST_BITS;
		return network ? new AddressRange(null) : null;
	}

	private static @Nullable AddressRange ofNotation(String address) {
		List<String> octets = OctetPattern.octets(address);
		if (octets.size() == OctetPattern.OCTETS * 2 - 1) {
			return ofTwoAddresses(address);
		}
		int fixed = 0;
		while (fixed < octets.size() && OctetPattern.isOctet(octets.get(fixed))) {
			fixed++;
		}
		if (octets.size() != OctetPattern.OCTETS || fixed == 0 || fixed == OctetPattern.OCTETS) {
			return null;
		}
		List<String> others = octets.subList(fixed, OctetPattern.OCTETS);
		boolean onlyStars = others.stream().allMatch((octet) -> octet.equals("*") || OctetPattern.isOctet(octet));
		if (onlyStars || !others.stream().allMatch(AddressRange::isSomeOctet)) {
			return null;
		}
		return others.stream().anyMatch(OctetPattern::isOctet) ? new AddressRange(null) : ofFirst(octets, fixed);
	}

	/** Return the range from one address to another. */
	private static @Nullable AddressRange ofTwoAddresses(String address) {
		int hyphen = address.indexOf('-');
		List<String> first = OctetPattern.octets(address.substring(0, Math.max(0, hyphen)));
		List<String> last = OctetPattern.octets(address.substring(hyphen + 1));
		if (first.size() != OctetPattern.OCTETS || !first.stream().allMatch(OctetPattern::isOctet)
				|| !last.stream().allMatch(OctetPattern::isOctet)) {
			return null;
		}
		int fixed = 0;
		while (fixed < OctetPattern.OCTETS - 1 && first.get(fixed).equals(last.get(fixed))) {
			fixed++;
		}
		return (fixed > 0) ? ofFirst(first, fixed) : new AddressRange(null);
	}

	private static AddressRange ofFirst(List<String> octets, int fixed) {
		String pattern = OctetPattern.of(octets, fixed);
		return new AddressRange(OctetPattern.isPrivate(pattern) ? pattern : null);
	}

	/** Whether a text stands for an octet: a number, a range, or a placeholder. */
	private static boolean isSomeOctet(String text) {
		boolean bracketed = text.startsWith("[") && text.endsWith("]");
		String octet = bracketed ? text.substring(1, text.length() - 1) : text;
		int hyphen = octet.indexOf('-');
		if (hyphen > 0) {
			return OctetPattern.isOctet(octet.substring(0, hyphen))
					&& OctetPattern.isOctet(octet.substring(hyphen + 1));
		}
		return octet.equals("*") || OctetPattern.isOctet(octet) || isPlaceholder(octet);
	}

	/** Whether a text is one to three times the same letter, such as x or nnn. */
	private static boolean isPlaceholder(String text) {
		String lowerCase = text.toLowerCase(Locale.ROOT);
		return !text.isEmpty() && text.length() <= LONGEST_PLACEHOLDER && PLACEHOLDERS.indexOf(lowerCase.charAt(0)) >= 0
				&& Characters.allMatch(lowerCase, (c) -> c == lowerCase.charAt(0));
	}

}
