// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The parser of configured origins and origin patterns. It is total: every text becomes a
 * pattern or a problem, never an exception. It runs off the request path, so precise
 * messages matter more than speed.
 * <p>
 * A problem has a corrected spelling only if that spelling parses. A text with several
 * problems is corrected in steps, and each step parses its result again.
 *
 * @see <a href="https://url.spec.whatwg.org/#concept-url-parser">URL, parsing</a>
 */
final class OriginPatternParser {

	private static final String SCHEME_END = "://";

	/**
	 * The schemes of pages and of their WebSockets; no other one is the start of these.
	 */
	static final List<String> PAGE_SCHEMES = List.of("https", "http", "wss", "ws");

	/** The number of corrections in one text; a text that needs more has no remedy. */
	private static final int MAX_REPAIRS = 6;

	/** More than the length of any word, with quotes. */
	private static final int LONGEST_WORD = 32;

	private final String text;

	private final int repairs;

	private OriginPatternParser(String text, int repairs) {
		this.text = text;
		this.repairs = repairs;
	}

	/**
	 * Parse a text as an origin or origin pattern.
	 * @param written the text; white space around it is ignored
	 * @return the pattern, or why the text is not one
	 */
	static ParsedOrigin parse(String written) {
		return PlainOrigin.matches(written) ? PlainOrigin.parse(written) : parseCarefully(written);
	}

	/** Parse a text without the short cut for plain origins. */
	static ParsedOrigin parseCarefully(String written) {
		ParsedOrigin parsed = parseOnce(written);
		// Drop a remedy that does not parse.
		if (parsed instanceof ElementProblem problem && problem.remedy() != null && !isValid(problem.remedy())) {
			return new ElementProblem(problem.code(), problem.reason(), null);
		}
		return parsed;
	}

	private static ParsedOrigin parseOnce(String written) {
		return new OriginPatternParser(withoutBlanksInPorts(written.strip()), MAX_REPAIRS).parse();
	}

	private static boolean isValid(String remedy) {
		for (ListElement element : ListElement.split(0, remedy)) {
			if (!(parseOnce(element.text()) instanceof OriginPattern)) {
				return false;
			}
		}
		return true;
	}

	private ParsedOrigin parse() {
		if (this.text.equals("*")) {
			return OriginPattern.ANY;
		}
		ParsedOrigin notAnOrigin = isInOwnNotation() ? null : foreignNotation();
		if (notAnOrigin != null) {
			return notAnOrigin;
		}
		int schemeLength = this.text.indexOf(SCHEME_END);
		if (schemeLength < 0) {
			return new SchemelessOrigin(this.text, this::problem).problem();
		}
		String written = this.text.substring(0, schemeLength);
		// Some letters outside of ASCII become ASCII in lower case (the Kelvin sign).
		String scheme = Punycode.isAscii(written) ? written.toLowerCase(Locale.ROOT) : written;
		String rest = this.text.substring(schemeLength + SCHEME_END.length());
		ElementProblem badScheme = checkScheme(scheme, rest);
		return (badScheme != null) ? badScheme : parseAuthority(scheme, rest);
	}

	/**
	 * Whether the text is certainly in no foreign notation. It has the scheme of a page,
	 * a host of small letters, digits, dots, hyphens and {@code *}, and ports. A host
	 * with a digit at its beginning may be a range of addresses. A JVM that has just
	 * started interprets the search for foreign notations, and a list may have 40,000
	 * patterns.
	 */
	private boolean isInOwnNotation() {
		int start = this.text.startsWith("https://") ? "https://".length()
				: this.text.startsWith("http://") ? "http://".length() : 0;
		int end = start;
		while (end < this.text.length() && isHostCharacter(this.text.charAt(end))) {
			end++;
		}
		if (start == 0 || end == start || ".-0123456789".indexOf(this.text.charAt(start)) >= 0) {
			return false;
		}
		boolean list = this.text.startsWith(":[", end) && this.text.endsWith("]");
		int portsEnd = list ? this.text.length() - 1 : this.text.length();
		for (int i = end + (list ? 2 : 1); i < portsEnd; i++) {
			char c = this.text.charAt(i);
			if ((c < '0' || c > '9') && c != '*' && (c != ',' || !list)) {
				return false;
			}
		}
		return end == this.text.length() || this.text.charAt(end) == ':';
	}

	private static boolean isHostCharacter(char c) {
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '*';
	}

	private @Nullable ElementProblem foreignNotation() {
		int schemeEnd = this.text.indexOf(SCHEME_END);
		int close = this.text.indexOf(']');
		if (this.text.startsWith("[") && schemeEnd >= 0 && (close < 0 || close > schemeEnd)) {
			return new ElementProblem(Code.ORIGINS_NOT_SEPARATED,
					"write a list without brackets, and separate its elements with commas", separated(this.text));
		}
		ElementProblem word = word();
		if (word != null) {
			return word;
		}
		String unquoted = StrayCharacters.unquoted(this.text);
		if (unquoted != null) {
			return problem(Code.ORIGIN_QUOTED, "the quotes are part of the value", unquoted);
		}
		String withoutOrigin = OriginSchemes.withoutOrigin(this.text);
		if (withoutOrigin != null) {
			String rest = this.text.substring(withoutOrigin.length() + 1);
			return problem(Code.ORIGIN_SCHEME_WITHOUT_ORIGIN,
					"a document with the scheme " + withoutOrigin + " has no origin of its own",
					(rest.indexOf(SCHEME_END) > 0) ? rest : null);
		}
		if (Placeholders.areInOrigin(this.text)) {
			return new ElementProblem(Code.UNRESOLVED_PLACEHOLDER,
					"this is a placeholder or template that nothing has resolved", null);
		}
		return otherNotation(schemeEnd);
	}

	/** Return the problem of a word, with or without quotes. */
	private @Nullable ElementProblem word() {
		if (this.text.length() > LONGEST_WORD) {
			return null;
		}
		String word = this.text;
		for (String unquoted = word; unquoted != null; unquoted = StrayCharacters.unquoted(unquoted)) {
			word = unquoted;
		}
		if (word.equalsIgnoreCase("null")) {
			return problem(Code.ORIGIN_NULL, "any page can have the origin null, for example in a sandboxed frame",
					null);
		}
		String explanation = OriginWords.explain(word);
		return (explanation != null) ? new ElementProblem(Code.ORIGIN_WORD, explanation, null) : null;
	}

	private @Nullable ElementProblem otherNotation(int schemeEnd) {
		int second = this.text.indexOf(SCHEME_END, schemeEnd + 1);
		if (second > 0 && StrayCharacters.containsSeparator(this.text)) {
			return new ElementProblem(Code.ORIGINS_NOT_SEPARATED, "separate several origins with commas",
					separated(this.text));
		}
		AddressRange range = AddressRange.parse(this.text);
		if (range != null) {
			return problem(Code.ORIGIN_ADDRESS_RANGE, range.reason(), range.pattern());
		}
		String regularExpression = RegularExpressions.simplify(this.text);
		// A path may have a variable. It has none of the notations that are translated.
		if (regularExpression != null
				&& !(regularExpression.equals(this.text) && RegularExpressions.beginsWithOrigin(this.text))) {
			return problem(Code.ORIGIN_REGULAR_EXPRESSION,
					"regular expressions are not supported; use a * for subdomains or for a part of the first label",
					regularExpression);
		}
		if (StrayCharacters.containsBlank(this.text)) {
			return problem(Code.ORIGIN_WITH_BLANK, "an origin contains no white space and no invisible characters",
					withoutBlanks(this.text));
		}
		return null;
	}

	private static @Nullable String withoutBlanks(String text) {
		int schemeLength = text.indexOf(SCHEME_END);
		String scheme = text.substring(0, Math.max(0, schemeLength));
		// The scheme of http s://app.example.com is one word.
		return StrayCharacters
			.withoutBlanks(scheme.equalsIgnoreCase("http s") ? "https" + text.substring(schemeLength) : text);
	}

	private @Nullable ElementProblem checkScheme(String scheme, String rest) {
		switch (scheme) {
			case "http", "https" -> {
				return null;
			}
			case "file" -> {
				return SchemelessOrigin.ofFile();
			}
			case "ws", "wss" -> {
				String page = scheme.equals("ws") ? "http" : "https";
				return problem(Code.ORIGIN_WEBSOCKET, "the page that opens a WebSocket has an " + page + " origin",
						page + SCHEME_END + rest);
			}
			default -> {
				if (scheme.indexOf('*') >= 0) {
					return problem(Code.ORIGIN_WILDCARD_MISPLACED, "a * cannot replace the scheme",
							SchemelessOrigin.likelyScheme(rest) + SCHEME_END + rest);
				}
				return checkCustomScheme(scheme, rest);
			}
		}
	}

	private @Nullable ElementProblem checkCustomScheme(String scheme, String rest) {
		String port = SchemelessOrigin.leadingNumber(rest);
		boolean host = scheme.equals("localhost") || IpLiteral.isIpv4(scheme)
				|| scheme.indexOf('.') > 0 && scheme.indexOf(':') < 0 && port != null;
		if (host) {
			return problem(Code.ORIGIN_SCHEME_INVALID, scheme + " is a host, not a scheme",
					(port != null) ? SchemelessOrigin.likelyScheme(scheme) + SCHEME_END + scheme + ":" + port : null);
		}
		if (!isScheme(scheme)) {
			return problem(Code.ORIGIN_SCHEME_INVALID,
					"a scheme is a letter followed by letters, digits, +, - and ., at most "
							+ FetchRules.MAX_SCHEME_LENGTH + " characters",
					scheme.isEmpty() ? SchemelessOrigin.likelyScheme(rest) + SCHEME_END + rest : null);
		}
		String meant = OriginSchemes.meantBy(scheme);
		return (meant == null) ? null : problem(Code.ORIGIN_SCHEME_MISSPELT,
				"this scheme is probably " + meant + ", misspelt", meant + SCHEME_END + rest);
	}

	private ParsedOrigin parseAuthority(String scheme, String rest) {
		int end = authorityEnd(rest);
		String authority = rest.substring(0, end);
		ElementProblem unfit = checkRest(scheme, authority, rest, end);
		if (unfit != null) {
			return unfit;
		}
		int colon = authority.indexOf(':', Math.max(0, authority.startsWith("[") ? authority.indexOf(']') : 0));
		String host = (colon < 0) ? authority : authority.substring(0, colon);
		ElementProblem badBrackets = checkBrackets(scheme, authority, host);
		if (badBrackets != null) {
			return badBrackets;
		}
		String portText = (colon < 0) ? "" : authority.substring(colon);
		Ports ports = (colon < 0) ? Ports.DEFAULT : Ports.parse(scheme, portText.substring(1));
		if (ports == null) {
			ElementProblem problem = Ports.problem(scheme, host, portText.substring(1));
			return problem(problem.code(), problem.reason(),
					(problem.remedy() == null) ? null : scheme + SCHEME_END + host + problem.remedy());
		}
		return new OriginHostParser(scheme, host, portText, ports, this::problem).parse();
	}

	private static int authorityEnd(String rest) {
		int end = rest.length();
		for (int i = rest.length() - 1; i >= 0; i--) {
			if ("/?#".indexOf(rest.charAt(i)) >= 0) {
				end = i;
			}
		}
		return end;
	}

	/** Return the problem of what stands before the host or after the port. */
	private @Nullable ElementProblem checkRest(String scheme, String authority, String rest, int end) {
		if (authority.endsWith(":") && rest.startsWith("//", end)) {
			return problem(Code.ORIGIN_WITH_PATH, "the scheme is written twice", rest);
		}
		if ((authority.equals("http") || authority.equals("https")) && rest.startsWith("//", end)) {
			return problem(Code.ORIGIN_WITH_PATH, "the scheme is written twice", authority + ":" + rest.substring(end));
		}
		if (end < rest.length() && !rest.substring(end).equals("/")) {
			String origin = scheme + SCHEME_END + authority;
			return switch (rest.charAt(end)) {
				case '/' -> problem(Code.ORIGIN_WITH_PATH, "an origin has no path",
						AddressRange.isNetwork(authority, rest.substring(end + 1)) ? null : origin);
				case '?' -> problem(Code.ORIGIN_WITH_QUERY, "an origin has no query", origin);
				default -> problem(Code.ORIGIN_WITH_FRAGMENT, "an origin has no fragment", origin);
			};
		}
		int at = authority.lastIndexOf('@');
		return (at < 0) ? null : problem(Code.ORIGIN_WITH_USER_INFO, "an origin has no user name or password",
				scheme + SCHEME_END + authority.substring(at + 1));
	}

	private @Nullable ElementProblem checkBrackets(String scheme, String authority, String host) {
		if (!host.startsWith("[") && SchemelessOrigin.looksLikeIpv6(authority)) {
			return problem(Code.ORIGIN_IPV6_INVALID, "write an IPv6 address in brackets",
					scheme + SCHEME_END + SchemelessOrigin.bracketed(authority));
		}
		if (host.startsWith("[") && authority.indexOf(']') < 0) {
			return problem(Code.ORIGIN_IPV6_INVALID, "the closing bracket is missing",
					scheme + SCHEME_END + SchemelessOrigin.bracketed(authority.substring(1)));
		}
		return null;
	}

	/**
	 * Create a problem with the candidate as its remedy, after further corrections if the
	 * candidate does not parse.
	 */
	private ElementProblem problem(Code code, String reason, @Nullable String candidate) {
		return new ElementProblem(code, reason, (candidate != null) ? corrected(candidate) : null);
	}

	private @Nullable String corrected(String candidate) {
		if (this.repairs == 0 || candidate.equals(this.text)) {
			return null;
		}
		ParsedOrigin parsed = new OriginPatternParser(candidate, this.repairs - 1).parse();
		if (parsed instanceof OriginPattern pattern) {
			// A text with a host does not mean every origin. A host with the name of a
			// scheme is a part of a mangled URL.
			boolean meant = pattern.form() != OriginPattern.Form.ANY && !PAGE_SCHEMES.contains(pattern.host());
			return meant ? pattern.text() : null;
		}
		return ((ElementProblem) parsed).remedy();
	}

	private @Nullable String separated(String origins) {
		List<String> separated = new ArrayList<>();
		for (String word : StrayCharacters.words(origins)) {
			String origin = corrected(word);
			if (origin == null) {
				return null;
			}
			separated.add(origin);
		}
		return String.join(", ", separated);
	}

	private static boolean isScheme(String scheme) {
		if (scheme.isEmpty() || scheme.length() > FetchRules.MAX_SCHEME_LENGTH || scheme.charAt(0) < 'a'
				|| scheme.charAt(0) > 'z') {
			return false;
		}
		return Characters.allMatch(scheme,
				(c) -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
	}

	private static String withoutBlanksInPorts(String text) {
		int open = text.indexOf(":[");
		String ports = (open >= 0 && text.endsWith("]")) ? StrayCharacters.withoutBlanks(text.substring(open)) : null;
		return (ports != null) ? text.substring(0, open) + ports : text;
	}

}
