// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Fetch standard's rules for methods, header names and origins, which hold for every
 * policy.
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
	 * Our own limit, since no standard has one. IANA's longest scheme is half as long.
	 */
	static final int MAX_SCHEME_LENGTH = 64;

	private static final int MAX_PORT_LENGTH = ":65535".length();

	private static final String SCHEME_END = "://";

	/** The sum of the limits of scheme, host and port. */
	static final int MAX_ORIGIN_LENGTH = MAX_SCHEME_LENGTH + SCHEME_END.length() + MAX_HOST_LENGTH + MAX_PORT_LENGTH;

	/**
	 * The methods that are used in upper case only. A page that writes {@code patch}
	 * sends {@code patch}, but a configured {@code patch} means {@code PATCH}.
	 */
	private static final Set<String> STANDARD_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
			"OPTIONS", "QUERY", "CONNECT", "TRACE", "TRACK");

	private static final Set<String> SAFELISTED_METHODS = Set.of("GET", "HEAD", "POST");

	private static final Set<String> FORBIDDEN_REQUEST_HEADERS = Set.of("accept-charset", "accept-encoding",
			"connection", "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive",
			"origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via");

	private static final String CORS_HEADER_PREFIX = "access-control-";

	/**
	 * The names of the CORS protocol are included: the browser sends them itself, or they
	 * are response headers.
	 */
	private static final List<String> FORBIDDEN_REQUEST_HEADER_PREFIXES = List.of("proxy-", "sec-", CORS_HEADER_PREFIX);

	private static final Set<String> FORBIDDEN_RESPONSE_HEADERS = Set.of("set-cookie", "set-cookie2");

	/**
	 * Header names that are no methods, in addition to those that begin with {@code X-}
	 * or {@code Content-}.
	 */
	private static final Set<String> WELL_KNOWN_HEADERS = Set.of("accept", "accept-language", "authorization",
			"cache-control", "etag", "expires", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since",
			"last-modified", "link", "location", "pragma", "range", "retry-after", "user-agent");

	private static final boolean[] TOKEN_CHARACTERS = ascii("!#$%&'*+-.^_`|~");

	/** The mark of an upper-case letter, which browsers do not send in an origin. */
	private static final byte UPPER_CASE = 1;

	/** The mark of a character that no origin has. */
	private static final byte NO_CHARACTER_OF_ORIGINS = 2;

	/**
	 * The marks of all bytes. Without a mark are the characters of a serialised origin:
	 * RFC 3986's unreserved characters, sub-delimiters and percent-encoding, and the four
	 * that structure an origin. A comma is not among them, because several origins would
	 * look like one.
	 */
	private static final byte[] MARKS_IN_ORIGINS = new byte[0x100];

	/**
	 * The characters of an opaque host: those of an origin, without the characters that
	 * structure an origin, a pattern or a regular expression, and without quotes. No
	 * known application uses these.
	 * @see <a href="https://url.spec.whatwg.org/#concept-opaque-host-parser">URL,
	 * opaque-host parser</a>
	 */
	private static final boolean[] OPAQUE_HOST_CHARACTERS = ascii("-._~!&+;=%");

	static {
		boolean[] characters = ascii("-._~!$&'()*+;=%:/[]");
		for (int c = 0; c < MARKS_IN_ORIGINS.length; c++) {
			MARKS_IN_ORIGINS[c] = (c < characters.length && characters[c]) ? 0 : NO_CHARACTER_OF_ORIGINS;
		}
		Arrays.fill(MARKS_IN_ORIGINS, 'A', 'Z' + 1, UPPER_CASE);
	}

	private FetchRules() {
	}

	/**
	 * Whether the text is a token; an empty text is not.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110,
	 * tokens</a>
	 */
	static boolean isToken(String text) {
		return isToken(text, 0, text.length());
	}

	/** Whether a region of the text is a token; an empty region is not. */
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
	 * Whether the method is forbidden, in any case.
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
	 * Whether the method is safelisted; the comparison is case-sensitive.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">Fetch,
	 * CORS-safelisted method</a>
	 */
	static boolean isSafelistedMethod(String method) {
		return SAFELISTED_METHODS.contains(method);
	}

	/** Return a standard method in upper case, and any other method unchanged. */
	static String normalizeMethod(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return STANDARD_METHODS.contains(upperCase) ? upperCase : method;
	}

	/** Whether the name is a standard method, in any case. */
	static boolean isStandardMethod(String name) {
		return STANDARD_METHODS.contains(name.toUpperCase(Locale.ROOT));
	}

	/** Whether the name is a header name in use, and so hardly meant as a method. */
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
	 * Whether a policy cannot expose the response header: the names that the standard
	 * forbids, and those of the CORS protocol.
	 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-response-header-name">Fetch,
	 * forbidden response-header name</a>
	 */
	static boolean isForbiddenResponseHeader(String name) {
		return FORBIDDEN_RESPONSE_HEADERS.contains(name.toLowerCase(Locale.ROOT)) || isCorsHeader(name);
	}

	/**
	 * Whether the name begins with {@code Access-Control-}, in any case.
	 */
	static boolean isCorsHeader(String name) {
		return name.regionMatches(true, 0, CORS_HEADER_PREFIX, 0, CORS_HEADER_PREFIX.length());
	}

	/**
	 * Whether a region is the host of a scheme other than http and https; an empty region
	 * is not.
	 */
	static boolean isOpaqueHost(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (c >= OPAQUE_HOST_CHARACTERS.length || !OPAQUE_HOST_CHARACTERS[c]) {
				return false;
			}
		}
		return end > start && end - start <= MAX_HOST_LENGTH;
	}

	/**
	 * Classify the value of an {@code Origin} header by its length and characters. At
	 * most {@link #MAX_ORIGIN_LENGTH} characters are read.
	 */
	static OriginSpelling spelling(String value) {
		int length = value.length();
		if (length == 0 || length > MAX_ORIGIN_LENGTH) {
			return OriginSpelling.IMPOSSIBLE;
		}
		// Every denial reads each character here. A loop without branches is the fastest.
		int marks = 0;
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			marks |= MARKS_IN_ORIGINS[c & 0xFF] | c & 0xFF00;
		}
		if (marks > UPPER_CASE) {
			return OriginSpelling.IMPOSSIBLE;
		}
		int longestWithoutScheme = SCHEME_END.length() + MAX_HOST_LENGTH + MAX_PORT_LENGTH;
		if (length > longestWithoutScheme && length - Math.max(0, value.indexOf(SCHEME_END)) > longestWithoutScheme) {
			return OriginSpelling.IMPOSSIBLE;
		}
		return (marks == UPPER_CASE) ? OriginSpelling.WITH_UPPER_CASE : OriginSpelling.AS_BROWSERS_SEND_IT;
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
	 * The spelling of a value that may be an origin.
	 */
	enum OriginSpelling {

		/** The value cannot be an origin. */
		IMPOSSIBLE,

		/** The value can be an origin, and has no upper case. */
		AS_BROWSERS_SEND_IT,

		/**
		 * The value can be an origin of a client other than a browser: with upper case.
		 */
		WITH_UPPER_CASE

	}

}
