// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in the notation of another program: {@code 192.168.1.0/24},
 * {@code 192.168.1.10-20}, {@code 192.168.1.x}. It is no origin.
 *
 * @param pattern the addresses as an octet pattern, with scheme and port; {@code null} if
 * no private pattern has these addresses
 * @param reason why the range is no origin
 */
record AddressRange(@Nullable String pattern, String reason) {

	private static final String RANGE = "this is a range of addresses; write * for whole octets at the end of a"
			+ " private address, as in 192.168.1.*";

	private static final String UNWRITABLE = "this is a range of addresses that no pattern matches; list the addresses";

	private static final String ONE = "this is one address with a prefix length; an origin has none";

	/** A range without a pattern. */
	private static final AddressRange NONE = new AddressRange(null, UNWRITABLE);

	private static final String SCHEME_END = "://";

	/** Letters that take the place of an octet in documentation. */
	static final String PLACEHOLDERS = "xyzn";

	static final int LONGEST_PLACEHOLDER = 3;

	/** Digits of a prefix length, valid or not. */
	private static final int LONGEST_LENGTH = 3;

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
		// Hosts of other schemes are no addresses.
		if (!OriginPatternParser.PAGE_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
			return null;
		}
		int path = rest.indexOf('/');
		rest = rest.substring(rest.lastIndexOf('@', (path < 0) ? rest.length() : path) + 1);
		int slash = rest.indexOf('/');
		String host = (slash < 0) ? rest : rest.substring(0, slash);
		String length = (slash < 0) ? "" : lengthAt(rest, slash + 1);
		String port = (slash < 0) ? "" : portAt(rest, slash + 1 + length.length());
		if (port == null) {
			// The text after the slash is a path.
			return null;
		}
		AddressRange ipv6 = ofIpv6Network(host, length);
		if (ipv6 != null) {
			return (schemeEnd < 0) ? ipv6 : ipv6.withSchemeAndPort(scheme, port);
		}
		int colon = host.indexOf(':');
		port = (colon >= 0) ? host.substring(colon) : port;
		String address = (colon >= 0) ? host.substring(0, colon) : host;
		if (address.isEmpty() || address.charAt(0) < '0' || address.charAt(0) > '9' || address.length() > 31) {
			return null;
		}
		AddressRange range = length.isEmpty() ? ofNotation(address) : ofNetwork(address, length);
		return (range != null) ? range.withSchemeAndPort(scheme, port) : null;
	}

	/**
	 * Whether a host in digits is followed by a prefix length, although the text is no
	 * range. Its first address is not meant.
	 */
	static boolean isNetwork(String authority, String path) {
		String written = authority.substring(authority.lastIndexOf('@') + 1);
		boolean isAscii = written.length() > FetchRules.MAX_HOST_LENGTH || Punycode.isAscii(written);
		String host = isAscii ? written : Punycode.host(written);
		int end = host.startsWith("[") ? host.indexOf(']') : host.indexOf(':');
		String length = lengthAt(path, 0);
		return (isNumber(length) || length.startsWith("255"))
				&& (host.startsWith("[") || IpLiteral.endsInNumber(host.substring(0, (end < 0) ? host.length() : end)));
	}

	private AddressRange withSchemeAndPort(String scheme, String port) {
		return (this.pattern == null) ? this : new AddressRange(scheme + SCHEME_END + this.pattern + port, this.reason);
	}

	/** Return the digits and dots at a position. */
	private static String lengthAt(String text, int start) {
		int end = start;
		while (end < text.length() && (text.charAt(end) >= '0' && text.charAt(end) <= '9' || text.charAt(end) == '.')) {
			end++;
		}
		return text.substring(start, end);
	}

	/**
	 * Return the port at a position, with its colon; the rest of a URL may follow it.
	 * @return an empty text if there is no port, or {@code null} if the position is in a
	 * word
	 */
	private static @Nullable String portAt(String text, int start) {
		if (start == text.length() || "/?#*".indexOf(text.charAt(start)) >= 0) {
			return "";
		}
		int end = start;
		while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return (text.charAt(start) == ':') ? text.substring(start, end) : null;
	}

	/**
	 * Return the range of an IPv6 address, with or without brackets and port, before a
	 * prefix length.
	 */
	private static @Nullable AddressRange ofIpv6Network(String host, String length) {
		int close = host.startsWith("[") ? host.indexOf(']') : -1;
		String address = (close > 0) ? host.substring(1, close) : host;
		if (!isNumber(length) || address.length() > LONGEST_IPV6) {
			return null;
		}
		String canonical = IpLiteral.canonicalIpv6(address);
		if (canonical == null && close < 0) {
			canonical = IpLiteral.canonicalIpv6(withoutPort(address));
		}
		boolean one = length.equals("128") && (close < 0 || close == host.length() - 1);
		return (canonical == null) ? null : one ? new AddressRange("[" + canonical + "]", ONE) : NONE;
	}

	/** A port of five digits cannot be the last group of an address. */
	private static String withoutPort(String address) {
		int colon = address.lastIndexOf(':');
		return (colon >= 0 && OriginSchemes.isNumber(address.substring(colon + 1))) ? address.substring(0, colon)
				: address;
	}

	private static boolean isNumber(String text) {
		return OriginSchemes.isNumber(text) && text.length() <= LONGEST_LENGTH;
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
		if (length.equals("32") || length.equals("255.255.255.255")) {
			return new AddressRange(address, ONE);
		}
		return (length.startsWith("255.") || isNumber(length)) ? NONE : null;
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
		if (isBeyondOctets(octets)) {
			return NONE;
		}
		List<String> others = octets.subList(fixed, OctetPattern.OCTETS);
		boolean onlyStars = others.stream().allMatch((octet) -> octet.equals("*") || OctetPattern.isOctet(octet));
		if (onlyStars || !others.stream().allMatch(AddressRange::isSomeOctet)) {
			return null;
		}
		return others.stream().anyMatch(OctetPattern::isOctet) ? NONE : ofFirst(octets, fixed);
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
		return (fixed > 0) ? ofFirst(first, fixed) : NONE;
	}

	private static AddressRange ofFirst(List<String> octets, int fixed) {
		String pattern = OctetPattern.of(octets, fixed);
		return OctetPattern.isPrivate(pattern) ? new AddressRange(pattern, RANGE) : NONE;
	}

	/**
	 * Whether four parts are numbers, ranges and placeholders, and a number is greater
	 * than 255. Such a host has no owner.
	 */
	private static boolean isBeyondOctets(List<String> octets) {
		boolean numbers = octets.stream()
			.allMatch((octet) -> octet.equals("*") || isPlaceholder(octet) || isNumber(octet)
					|| octet.indexOf('-') > 0 && octet.length() <= 2 * LONGEST_LENGTH + 1
							&& isNumber(octet.substring(0, octet.indexOf('-')))
							&& isNumber(octet.substring(octet.indexOf('-') + 1)));
		boolean notation = octets.stream().anyMatch((octet) -> octet.indexOf('-') > 0 || isPlaceholder(octet));
		return numbers && notation && !octets.stream().allMatch(AddressRange::isSomeOctet);
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
