// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the Fetch standard says about methods, header names and origins, whatever a policy
 * says.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#methods">Fetch, methods</a>
 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Fetch, forbidden
 * request-header</a>
 */
final class FetchRules {

	/** RFC 1035, section 2.3.4: 255 octets on the wire are 253 characters. */
	static final int MAX_HOST_LENGTH = 253;

	/** RFC 1035, section 2.3.4. */
	static final int MAX_LABEL_LENGTH = 63;

	/**
	 * No standard bounds a scheme; the longest that IANA has registered is half of it.
	 */
	static final int MAX_SCHEME_LENGTH = 64;

	private static final int MAX_PORT_LENGTH = ":65535".length();

	private static final String SCHEME_END = "://";

	/** A serialised origin that is longer has a part that is too long. */
	static final int MAX_ORIGIN_LENGTH = MAX_SCHEME_LENGTH + SCHEME_END.length() + MAX_HOST_LENGTH + MAX_PORT_LENGTH;

	/**
	 * The methods whose only spelling in use is upper case. Pages that write
	 * {@code patch} send {@code patch}, but nobody who configures it means that.
	 */
	private static final Set<String> STANDARD_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
			"OPTIONS", "CONNECT", "TRACE", "TRACK");

	private static final Set<String> SAFELISTED_METHODS = Set.of("GET", "HEAD", "POST");

	private static final Set<String> FORBIDDEN_REQUEST_HEADERS = Set.of("accept-charset", "accept-encoding",
			"connection", "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive",
			"origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via");

	private static final String CORS_HEADER_PREFIX = "access-control-";

	/**
	 * Those of the CORS protocol are the browser's to send, or response headers.
	 */
	private static final List<String> FORBIDDEN_REQUEST_HEADER_PREFIXES = List.of("proxy-", "sec-", CORS_HEADER_PREFIX);

	private static final Set<String> FORBIDDEN_RESPONSE_HEADERS = Set.of("set-cookie", "set-cookie2");

	/**
	 * Header names that nobody means as a method, besides those that begin with
	 * {@code X-} or {@code Content-}.
	 */
	private static final Set<String> WELL_KNOWN_HEADERS = Set.of("accept", "accept-language", "authorization",
			"cache-control", "etag", "expires", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since",
			"last-modified", "link", "location", "pragma", "range", "retry-after", "user-agent");

	private static final boolean[] TOKEN_CHARACTERS = ascii("!#$%&'*+-.^_`|~");

	/**
	 * What a serialised origin can consist of: RFC 3986's unreserved characters,
	 * sub-delimiters and percent-encoding, and the four that give it structure. A comma
	 * is left out: with it, several origins would pass for one. So is upper case, which
	 * browsers do not send and others may.
	 */
	private static final boolean[] ORIGIN_CHARACTERS = ascii("-._~!$&'()*+;=%:/[]");

	static {
		Arrays.fill(ORIGIN_CHARACTERS, 'A', 'Z' + 1, false);
	}

	private FetchRules() {
	}

	/**
	 * Whether the text is a token.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110,
	 * tokens</a>
	 */
	static boolean isToken(String text) {
		return isToken(text, 0, text.length());
	}

	/** Whether a region of the text is a token. */
	static boolean isToken(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!isTokenCharacter(text.charAt(i))) {
				return false;
			}
		}
		return end > start;
	}

	static boolean isTokenCharacter(char c) {
		return c < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[c];
	}

	/**
	 * Whether the method is forbidden, in whatever case.
	 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-method">Fetch, forbidden
	 * method</a>
	 */
	static boolean isForbiddenMethod(String method) {
		return switch (method.length()) {
			case 5 -> method.equalsIgnoreCase("TRACE") || method.equalsIgnoreCase("TRACK");
			case 7 -> method.equalsIgnoreCase("CONNECT");
			default -> false;
		};
	}

	/**
	 * Whether browsers send the method without permission, in this case only.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">Fetch,
	 * CORS-safelisted method</a>
	 */
	static boolean isSafelistedMethod(String method) {
		return SAFELISTED_METHODS.contains(method);
	}

	/** Return a standard method in upper case, any other as it is. */
	static String normalizeMethod(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return STANDARD_METHODS.contains(upperCase) ? upperCase : method;
	}

	/** Whether the name is that of a standard method, in whatever case. */
	static boolean isStandardMethod(String name) {
		return STANDARD_METHODS.contains(name.toUpperCase(Locale.ROOT));
	}

	/** Whether the name is one that headers have and methods have not. */
	static boolean isWellKnownHeader(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return lowerCase.startsWith("x-") || lowerCase.startsWith("content-") || WELL_KNOWN_HEADERS.contains(lowerCase)
				|| FORBIDDEN_REQUEST_HEADERS.contains(lowerCase);
	}

	static boolean isForbiddenRequestHeader(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return FORBIDDEN_REQUEST_HEADERS.contains(lowerCase)
				|| FORBIDDEN_REQUEST_HEADER_PREFIXES.stream().anyMatch(lowerCase::startsWith);
	}

	/**
	 * Whether no page may read the response header.
	 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-response-header-name">Fetch,
	 * forbidden response-header name</a>
	 */
	static boolean isForbiddenResponseHeader(String name) {
		return FORBIDDEN_RESPONSE_HEADERS.contains(name.toLowerCase(Locale.ROOT)) || isCorsHeader(name);
	}

	/**
	 * Whether the header is one that only a CORS policy may decide on, in whatever case.
	 */
	static boolean isCorsHeader(String name) {
		return name.regionMatches(true, 0, CORS_HEADER_PREFIX, 0, CORS_HEADER_PREFIX.length());
	}

	/**
	 * Tell whether a browser could have sent the value as an origin, judged by its length
	 * and its characters alone, and whether a hand-written client could. Cost is bounded,
	 * whatever the length of the value.
	 */
	static OriginSpelling spelling(String value) {
		int length = value.length();
		if (length == 0 || length > MAX_ORIGIN_LENGTH) {
			return OriginSpelling.IMPOSSIBLE;
		}
		boolean upperCase = false;
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			if (c < ORIGIN_CHARACTERS.length && ORIGIN_CHARACTERS[c]) {
				continue;
			}
			if (c < 'A' || c > 'Z') {
				return OriginSpelling.IMPOSSIBLE;
			}
			upperCase = true;
		}
		int longestWithoutScheme = SCHEME_END.length() + MAX_HOST_LENGTH + MAX_PORT_LENGTH;
		if (length > longestWithoutScheme && length - Math.max(0, value.indexOf(SCHEME_END)) > longestWithoutScheme) {
			return OriginSpelling.IMPOSSIBLE;
		}
		return upperCase ? OriginSpelling.WITH_UPPER_CASE : OriginSpelling.AS_BROWSERS_SEND_IT;
	}

	private static boolean[] ascii(String others) {
		boolean[] characters = new boolean[128];
		for (char c = 0; c < characters.length; c++) {
			characters[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
					|| others.indexOf(c) >= 0;
		}
		return characters;
	}

	/**
	 * How a value is spelt that may be an origin.
	 */
	enum OriginSpelling {

		/** It is none. */
		IMPOSSIBLE,

		/** There is no upper case in it. */
		AS_BROWSERS_SEND_IT,

		/** There is, which hand-written clients send in scheme and host. */
		WITH_UPPER_CASE

	}

}
