// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

import io.github.originaccess.cors.OriginHostParser.ProblemSource;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A configured origin without {@code ://}: a host without its scheme, a scheme with
 * another separator, a number, or a word.
 */
final class SchemelessOrigin {

	private static final String SCHEME_END = "://";

	private static final String SEPARATORS = ":/";

	private static final String LOOPBACK = "::1";

	private final String text;

	private final ProblemSource problems;

	SchemelessOrigin(String text, ProblemSource problems) {
		this.text = text;
		this.problems = problems;
	}

	/** Return the problem of the text, with the origin that was probably meant. */
	ElementProblem problem() {
		String lowerCase = this.text.toLowerCase(Locale.ROOT);
		if (lowerCase.startsWith("file:")) {
			return ofFile();
		}
		for (String scheme : OriginPatternParser.PAGE_SCHEMES) {
			if (lowerCase.startsWith(scheme + ":") || lowerCase.startsWith(scheme + "/")) {
				return beginsWithScheme(scheme + SCHEME_END + withoutSeparators(this.text.substring(scheme.length())));
			}
		}
		String authority = looksLikeIpv6(this.text) ? bracketed(this.text) : withoutSeparators(this.text);
		if (Characters.allMatch(authority, (c) -> c >= '0' && c <= '9')) {
			return this.problems.problem(Code.ORIGIN_WITHOUT_SCHEME,
					"this is a number, not an origin; write several ports in"
							+ " brackets, as in https://app.example.com:[8443,9443]",
					null);
		}
		int end = hostEnd(authority);
		String first = authority.substring(0, end).toLowerCase(Locale.ROOT);
		String rest = withoutSeparators(authority.substring(end));
		String separator = authority.substring(end, authority.length() - rest.length());
		ElementProblem misspelt = misspelt(first, separator, rest);
		if (misspelt != null) {
			return misspelt;
		}
		String port = leadingNumber(rest);
		boolean isScheme = OriginSchemes.isCustom(first) && (port == null || !separator.equals(":"));
		if (isScheme) {
			return beginsWithScheme(rest.isEmpty() ? null : first + SCHEME_END + rest);
		}
		boolean isHost = first.indexOf('.') >= 0 || isLocal(first) || authority.startsWith("[")
				|| first.indexOf('@') > 0 || !Punycode.isAscii(first);
		if (separator.length() > 1) {
			return beginsWithScheme(!isHost ? null
					: likelyScheme(first) + SCHEME_END + first + ((port != null) ? ":" + port : "/" + rest));
		}
		// A word alone, or with a path, is hardly a host.
		return beginsWithScheme(
				(isHost || separator.equals(":")) ? likelyScheme(authority) + SCHEME_END + authority : null);
	}

	private ElementProblem beginsWithScheme(@Nullable String remedy) {
		return this.problems.problem(Code.ORIGIN_WITHOUT_SCHEME, "an origin begins with its scheme, such as https://",
				remedy);
	}

	/** Return the problem of {@code htps:app.example.com} or {@code htps//app}. */
	private @Nullable ElementProblem misspelt(String first, String separator, String rest) {
		String meant = OriginSchemes.meantBy(first);
		boolean separated = separator.length() > 1 || separator.equals(":");
		return (meant == null || !separated || rest.isEmpty() || Character.isDigit(rest.charAt(0))) ? null
				: this.problems.problem(Code.ORIGIN_SCHEME_MISSPELT, "this scheme is probably " + meant + ", misspelt",
						meant + SCHEME_END + rest);
	}

	/** Return the problem of a page that is read from a file. */
	static ElementProblem ofFile() {
		return new ElementProblem(Code.ORIGIN_FILE,
				"a page from a file has the origin null, which any page can have; serve it over http", null);
	}

	/**
	 * Return the scheme that a host without one probably has. Development servers in a
	 * private network seldom have certificates.
	 */
	static String likelyScheme(String authority) {
		String host = authority.substring(0, authority.startsWith("[") ? 0 : hostEnd(authority))
			.toLowerCase(Locale.ROOT);
		return (isLocal(host) || authority.startsWith("[::1]")) ? "http" : "https";
	}

	private static boolean isLocal(String host) {
		return IpLiteral.isLoopback(host) || host.startsWith("127.") || OctetPattern.isMeantBy(host)
				|| IpLiteral.isIpv4(host) && OctetPattern.isPrivate(host);
	}

	/**
	 * Return the number that a text begins with; a path may follow it.
	 * @return {@code null} if there is none
	 */
	static @Nullable String leadingNumber(String text) {
		int end = 0;
		while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
			end++;
		}
		boolean complete = end > 0 && (end == text.length() || "/?#".indexOf(text.charAt(end)) >= 0);
		return complete ? text.substring(0, end) : null;
	}

	private static int hostEnd(String authority) {
		int end = authority.startsWith("[") ? Math.max(0, authority.indexOf(']')) : 0;
		while (end < authority.length() && SEPARATORS.indexOf(authority.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	private static String withoutSeparators(String text) {
		int start = 0;
		while (start < text.length() && SEPARATORS.indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		return text.substring(start);
	}

	static boolean looksLikeIpv6(String authority) {
		return authority.indexOf(':') != authority.lastIndexOf(':') && Characters.allMatch(authority,
				(c) -> c == ':' || c == '.' || c < 128 && Character.digit(c, 16) >= 0);
	}

	/**
	 * Return an IPv6 address in brackets. The text after {@code ::1:} is taken for a
	 * port, because a port after the loopback address is more likely than another
	 * address.
	 */
	static String bracketed(String address) {
		return address.startsWith(LOOPBACK + ":") ? "[" + LOOPBACK + "]" + address.substring(LOOPBACK.length())
				: "[" + address + "]";
	}

}
