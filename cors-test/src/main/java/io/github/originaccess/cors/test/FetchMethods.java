// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Set;

/**
 * The <a href="https://fetch.spec.whatwg.org/#methods">methods</a> that the standard
 * names.
 */
final class FetchMethods {

	/** https://fetch.spec.whatwg.org/#cors-safelisted-method. */
	private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

	/** https://fetch.spec.whatwg.org/#forbidden-method. */
	private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

	private static final Set<String> NORMALIZED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	private FetchMethods() {
	}

	static boolean isSafelisted(String method) {
		return SAFELISTED.contains(method);
	}

	static boolean isForbidden(String method) {
		return FORBIDDEN.contains(Ascii.upperCase(method));
	}

	/**
	 * Six methods are written in upper case; {@code patch} stays.
	 * https://fetch.spec.whatwg.org/#concept-method-normalize
	 */
	static String normalize(String method) {
		String upper = Ascii.upperCase(method);
		return NORMALIZED.contains(upper) ? upper : method;
	}

	static boolean isGetOrHead(String method) {
		return method.equals("GET") || method.equals("HEAD");
	}

}
