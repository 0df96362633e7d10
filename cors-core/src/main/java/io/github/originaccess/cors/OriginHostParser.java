// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The parser of the host in an origin pattern: an exact host, an IP address, or a host
 * with a {@code *} in its first label.
 */
final class OriginHostParser {

	private final String scheme;

	private final String host;

	private final String portText;

	private final Ports ports;

	private final ProblemSource problems;

	OriginHostParser(String scheme, String host, String portText, Ports ports, ProblemSource problems) {
		this.scheme = scheme;
		this.host = host;
		this.portText = portText;
		this.ports = ports;
		this.problems = problems;
	}

	ParsedOrigin parse() {
		if (this.host.isEmpty()) {
			return problem(Code.ORIGIN_HOST_EMPTY, "the host is missing", null);
		}
		if (this.host.startsWith("[")) {
			return parseIpv6();
		}
		if (!Punycode.isAscii(this.host)) {
			return isCustomScheme()
					? problem(Code.ORIGIN_HOST_UNICODE, "browsers send the host in ASCII; write it as they send it",
							null)
					: problem(Code.ORIGIN_HOST_UNICODE, "browsers send the host in Punycode", punycodeHost());
		}
		String lowerCase = this.host.toLowerCase(Locale.ROOT);
		if (lowerCase.indexOf('*') >= 0) {
			return isCustomScheme() ? parseAnyHost(lowerCase)
					: OctetPattern.isMeantBy(lowerCase) ? parseOctets(lowerCase) : parseWildcard(lowerCase);
		}
		if (isCustomScheme()) {
			return parseOpaque(lowerCase);
		}
		if (IpLiteral.endsInNumber(lowerCase)) {
			return parseIpv4(lowerCase);
		}
		ElementProblem problem = checkLabels(lowerCase, 0);
		return (problem != null) ? problem : pattern(Form.EXACT, "", "", lowerCase);
	}

	/**
	 * Return the host in Punycode, or null if it would not be a host. The mapping turns
	 * some letters into syntax (U+2100 becomes a/c), and the rest would be another host.
	 * A {@code *} in Punycode would be a letter of the encoded text.
	 */
	private @Nullable String punycodeHost() {
		if (this.host.length() > FetchRules.MAX_HOST_LENGTH || !Punycode.canMap(this.host)
				|| this.host.codePoints().anyMatch((c) -> isNoCharacter(c))
				|| OctetPattern.octets(this.host)
					.stream()
					.anyMatch((label) -> label.indexOf('*') >= 0 && !Punycode.isAscii(label))) {
			return null;
		}
		String punycode = Punycode.host(this.host);
		return punycode.chars().allMatch((c) -> c == '.' || c == '*' || isLabelCharacter((char) c)) ? punycode : null;
	}

	private static boolean isNoCharacter(int c) {
		int type = Character.getType(c);
		return type == Character.SURROGATE || type == Character.UNASSIGNED || type == Character.PRIVATE_USE;
	}

	private ParsedOrigin parseIpv6() {
		String lowerCase = this.host.toLowerCase(Locale.ROOT);
		int close = lowerCase.indexOf(']');
		String canonical = (close == lowerCase.length() - 1) ? IpLiteral.canonicalIpv6(lowerCase.substring(1, close))
				: null;
		if (canonical == null) {
			return problem(Code.ORIGIN_IPV6_INVALID, "the text in the brackets is not an IPv6 address", null);
		}
		String bracketed = "[" + canonical + "]";
		if (!bracketed.equals(lowerCase)) {
			return problem(Code.ORIGIN_IPV6_NOT_CANONICAL, "browsers write an IPv6 address in its shortest form",
					bracketed);
		}
		return pattern(Form.EXACT, "", "", bracketed);
	}

	private ParsedOrigin parseIpv4(String lowerCase) {
		String canonical = IpLiteral.canonicalIpv4(lowerCase);
		if (canonical == null) {
			return problem(Code.ORIGIN_IPV4_INVALID,
					"browsers read a host that ends in a number as an IPv4 address, and this is not one", null);
		}
		if (!canonical.equals(lowerCase)) {
			return problem(Code.ORIGIN_IPV4_NOT_CANONICAL, "browsers write an IPv4 address as four decimal numbers",
					isPartOfNetwork(lowerCase, canonical) || isSmallNumber(lowerCase) ? null : canonical);
		}
		return pattern(Form.EXACT, "", "", canonical);
	}

	/** Whether a host of two or three octets is rather the beginning of an address. */
	private static boolean isPartOfNetwork(String host, String canonical) {
		List<String> octets = OctetPattern.octets(host);
		return octets.size() > 1 && octets.size() < OctetPattern.OCTETS
				&& octets.stream().allMatch(OctetPattern::isOctet) && !IpLiteral.isLoopback(canonical);
	}

	/** Whether a host is rather a port, or the first octet of an address. */
	private static boolean isSmallNumber(String host) {
		String canonical = (host.indexOf('.') < 0) ? IpLiteral.canonicalIpv4(host) : null;
		return canonical != null && canonical.startsWith("0.");
	}

	private boolean isCustomScheme() {
		return Ports.defaultPort(this.scheme) == Ports.NONE;
	}

	/**
	 * Parse the host of a scheme other than http and https. Such a host has no labels.
	 * @see <a href="https://url.spec.whatwg.org/#concept-opaque-host-parser">URL,
	 * opaque-host parser</a>
	 */
	private ParsedOrigin parseOpaque(String lowerCase) {
		if (lowerCase.length() > FetchRules.MAX_HOST_LENGTH) {
			return tooLong();
		}
		if (!FetchRules.isOpaqueHost(lowerCase, 0, lowerCase.length())) {
			return problem(Code.ORIGIN_HOST_INVALID, "the host contains a character that no browser sends in an origin",
					null);
		}
		return pattern(Form.EXACT, "", "", lowerCase);
	}

	private ParsedOrigin parseAnyHost(String host) {
		boolean any = Characters.allMatch(host, (c) -> c == '*');
		if (!any || host.length() > 1) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED,
					"with a scheme other than http and https, a * can only be the whole host", any ? "*" : null);
		}
		return pattern(Form.ANY_HOST, "", "", "");
	}

	private ParsedOrigin parseOctets(String host) {
		if (!OctetPattern.isWellFormed(host)) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED,
					"write all four octets of an address; only the last ones can be *, as in 192.168.*.*",
					OctetPattern.completed(host));
		}
		if (!OctetPattern.isPrivate(host)) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED,
					"only in a private or local network can octets be *: 10.*.*.*, 172.16.*.* to 172.31.*.*,"
							+ " 192.168.*.*, 127.*.*.* and 169.254.*.*",
					null);
		}
		return pattern(Form.OCTETS, "", "", host);
	}

	private ParsedOrigin parseWildcard(String lowerCase) {
		int star = lowerCase.lastIndexOf('*');
		int dot = lowerCase.indexOf('.');
		String label = (dot < 0) ? lowerCase : lowerCase.substring(0, dot);
		String parent = (dot < 0) ? "" : lowerCase.substring(dot + 1);
		if (star >= label.length() || lowerCase.indexOf('*') != star) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED, "a host has at most one *, in its first label",
					subdomainsHost(lowerCase));
		}
		if (label.equals("*") && parent.isEmpty()) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED, "a * cannot replace a whole host", null);
		}
		ElementProblem badParent = (dot < 0) ? null : checkLabels(parent, label.length() + 1);
		if (badParent != null) {
			return badParent;
		}
		if (IpLiteral.endsInNumber(parent)) {
			return problem(Code.ORIGIN_WILDCARD_MISPLACED, "a * cannot replace a part of an IP address", null);
		}
		if (label.equals("*")) {
			return pattern(Form.SUBDOMAINS, "", "", parent);
		}
		String prefix = label.substring(0, star);
		String suffix = label.substring(star + 1);
		if (!suffix.isEmpty() && suffix.charAt(0) != '-') {
			String separator = prefix.isEmpty() ? "*." : prefix + "*-";
			return problem(Code.ORIGIN_WILDCARD_NOT_SEPARATED,
					"write a dot or a hyphen after the *; without it, the * would match domains of other people",
					separator + suffix + (parent.isEmpty() ? "" : "." + parent));
		}
		// The label is valid with any text for the * if it is valid with one letter. Its
		// Punycode depends on the text.
		ElementProblem badLabel = checkAsciiLabel(prefix + "x" + suffix);
		return (badLabel != null) ? badLabel : pattern(Form.LABEL, prefix, suffix, parent);
	}

	/**
	 * Return the pattern of subdomains that was probably meant, or null: for
	 * {@code *.*.example.com} and {@code www.*.example.com} it is {@code *.example.com}.
	 */
	private static @Nullable String subdomainsHost(String host) {
		int start = host.lastIndexOf('*') + 1;
		String before = host.substring(0, host.indexOf('*'));
		if (before.indexOf('.') > 0 && Characters.allMatch(before, (c) -> c >= '0' && c <= '9' || c == '.')) {
			return null;
		}
		while (start < host.length() && (host.charAt(start) == '.' || host.charAt(start) == '-')) {
			start++;
		}
		String parent = host.substring(start);
		return (parent.indexOf('.') > 0) ? "*." + parent : null;
	}

	private @Nullable ElementProblem checkLabels(String name, int charactersBefore) {
		if (name.length() + charactersBefore > FetchRules.MAX_HOST_LENGTH) {
			return tooLong();
		}
		if (this.host.endsWith(".") && this.host.length() > 1 && !this.host.endsWith("..")) {
			return problem(Code.ORIGIN_TRAILING_DOT, "a host with a dot at its end is another origin",
					this.host.substring(0, this.host.length() - 1));
		}
		for (int start = 0; start <= name.length();) {
			int dot = name.indexOf('.', start);
			int end = (dot < 0) ? name.length() : dot;
			ElementProblem problem = checkLabel(name.substring(start, end));
			if (problem != null) {
				return problem;
			}
			start = end + 1;
		}
		return null;
	}

	private ElementProblem tooLong() {
		return problem(Code.ORIGIN_HOST_TOO_LONG, "a host has at most " + FetchRules.MAX_HOST_LENGTH + " characters",
				null);
	}

	private @Nullable ElementProblem checkLabel(String label) {
		ElementProblem problem = checkAsciiLabel(label);
		if (problem == null && label.startsWith(Punycode.PREFIX) && !Punycode.isValid(label)) {
			return problem(Code.ORIGIN_PUNYCODE_INVALID,
					"a part of the host begins with " + Punycode.PREFIX + " and is not valid Punycode", null);
		}
		return problem;
	}

	private @Nullable ElementProblem checkAsciiLabel(String label) {
		if (label.isEmpty()) {
			boolean leadingDot = this.host.startsWith(".") && this.host.indexOf('.', 1) > 1;
			return problem(Code.ORIGIN_LABEL_EMPTY, "a part of the host between its dots is empty",
					leadingDot ? "*" + this.host : null);
		}
		for (int i = 0; i < label.length(); i++) {
			if (!isLabelCharacter(label.charAt(i))) {
				return problem(Code.ORIGIN_HOST_INVALID,
						"a host consists of letters, digits, hyphens, underscores and dots", null);
			}
		}
		if (label.startsWith("-") || label.endsWith("-")) {
			return problem(Code.ORIGIN_LABEL_HYPHEN, "a part of a host cannot begin or end with a hyphen", null);
		}
		if (label.length() > FetchRules.MAX_LABEL_LENGTH) {
			return problem(Code.ORIGIN_LABEL_TOO_LONG,
					"a part of a host has at most " + FetchRules.MAX_LABEL_LENGTH + " characters", null);
		}
		return null;
	}

	private static boolean isLabelCharacter(char c) {
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
	}

	private OriginPattern pattern(Form form, String prefix, String suffix, String rest) {
		return new OriginPattern(form, this.scheme, prefix, suffix, rest, this.ports);
	}

	private ElementProblem problem(Code code, String reason, @Nullable String otherHost) {
		return this.problems.problem(code, reason,
				(otherHost == null) ? null : this.scheme + "://" + otherHost + this.portText);
	}

	/**
	 * The constructor of a problem from a reason and a corrected spelling. The spelling
	 * may have further problems, which are corrected too.
	 */
	interface ProblemSource {

		ElementProblem problem(Code code, String reason, @Nullable String candidate);

	}

}
