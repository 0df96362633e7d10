// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which headers a page can set, and which ones of them a server is asked about first.
 */
final class RequestHeaders {

	/** https://fetch.spec.whatwg.org/#forbidden-request-header, step 1. */
	static final Set<String> FORBIDDEN = Set.of("accept-charset", "accept-encoding", "access-control-request-headers",
			"access-control-request-method", "connection", "content-length", "cookie", "cookie2", "date", "dnt",
			"expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding",
			"upgrade", "via");

	/** https://fetch.spec.whatwg.org/#forbidden-request-header, step 3. */
	static final Set<String> METHOD_OVERRIDES = Set.of("x-http-method", "x-http-method-override", "x-method-override");

	/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name. */
	static final String NON_WILDCARD = "authorization";

	/** https://fetch.spec.whatwg.org/#request-body-header-name. */
	static final Set<String> BODY_HEADERS = Set.of("content-encoding", "content-language", "content-location",
			"content-type");

	/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name. */
	private static final Set<String> NO_CORS_SAFELISTED = Set.of("accept", "accept-language", "content-language",
			"content-type");

	private static final Set<String> SAFELISTED_TYPES = Set.of("application/x-www-form-urlencoded",
			"multipart/form-data", "text/plain");

	private static final String UNSAFE_BYTES = "\"():<>?@[\\]{}\u007F";

	private static final int MAX_SAFELISTED_VALUE = 128;

	private RequestHeaders() {
	}

	/** https://fetch.spec.whatwg.org/#forbidden-request-header. */
	static boolean isForbidden(String name, String value) {
		String folded = Ascii.lowerCase(name);
		if (FORBIDDEN.contains(folded) || folded.startsWith("proxy-") || folded.startsWith("sec-")) {
			return true;
		}
		return METHOD_OVERRIDES.contains(folded)
				&& HeaderValues.getDecodeAndSplit(value).stream().anyMatch(FetchMethods::isForbidden);
	}

	/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header. */
	static boolean isNoCorsSafelisted(String name, String value) {
		return NO_CORS_SAFELISTED.contains(Ascii.lowerCase(name)) && isSafelisted(name, value);
	}

	/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header. */
	static boolean isSafelisted(String name, String value) {
		if (value.length() > MAX_SAFELISTED_VALUE) {
			return false;
		}
		return switch (Ascii.lowerCase(name)) {
			case "accept" -> hasNoUnsafeByte(value);
			case "accept-language", "content-language" ->
				value.chars().allMatch((c) -> Ascii.isAlphanumeric(c) || " *,-.;=".indexOf(c) >= 0);
			case "content-type" -> hasNoUnsafeByte(value) && SAFELISTED_TYPES.contains(MimeType.essence(value));
			case "range" -> HeaderValues.isRangeWithStart(value);
			default -> false;
		};
	}

	/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte. */
	private static boolean hasNoUnsafeByte(String value) {
		return value.chars().noneMatch((c) -> (c < ' ' && c != '\t') || UNSAFE_BYTES.indexOf(c) >= 0);
	}

	/**
	 * Return the names that a preflight asks for, in lower case, sorted.
	 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
	 * <p>
	 * The standard looks at each line, and limits their sum. Chromium and WebKit look at
	 * the lines of one name as one value, which may then be longer than the limit of a
	 * value. Five names cannot reach the limit of the sum.
	 */
	static List<String> unsafeNames(HeaderLines headers) {
		TreeSet<String> unsafe = new TreeSet<>();
		for (HeaderLines.Line line : headers.lines()) {
			String name = Ascii.lowerCase(line.name());
			String joined = String.valueOf(headers.get(name));
			if (!isSafelisted(name, line.value()) || !isSafelisted(name, joined)) {
				unsafe.add(name);
			}
		}
		return List.copyOf(unsafe);
	}

}
