// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names of methods and headers in use, which tell a misspelt name from a rare one.
 *
 * @see <a href="https://www.iana.org/assignments/http-methods">IANA, HTTP methods</a>
 * @see <a href="https://www.iana.org/assignments/http-fields">IANA, HTTP fields</a>
 */
final class KnownNames {

	/** The methods that a misspelt name is compared with. */
	private static final List<String> USUAL_METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE",
			"OPTIONS", "QUERY");

	/** Further methods, registered or in use. */
	private static final Set<String> OTHER_METHODS = Set.of("ACL", "BAN", "BASELINE-CONTROL", "BATCH", "BDELETE",
			"BIND", "CATCH", "CHECKIN", "CHECKOUT", "CONNECT", "COPY", "LABEL", "LATCH", "LINK", "LOCK", "M-SEARCH",
			"MATCH", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "NOTIFY",
			"ORDERPATCH", "POLL", "PRI", "PROPFIND", "PROPPATCH", "PURGE", "PUSH", "READ", "REBIND", "REFRESH",
			"REPORT", "SEARCH", "SET", "SUBSCRIBE", "TRACE", "TRACK", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK",
			"UNSUBSCRIBE", "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL", "WATCH");

	/** The header names that a misspelt name is compared with. */
	private static final List<String> USUAL_HEADERS = List.of("Accept", "Accept-Language", "Authorization",
			"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length",
			"Content-Range", "Content-Type", "Idempotency-Key", "If-Match", "If-Modified-Since", "If-None-Match",
			"If-Range", "If-Unmodified-Since", "Last-Event-ID", "Last-Modified", "Location", "Retry-After",
			"User-Agent", "WWW-Authenticate", "X-CSRF-Token", "X-HTTP-Method-Override", "X-Requested-With",
			"X-XSRF-Token");

	/** Header names in use that are one edit away from a usual one. */
	private static final Set<String> OTHER_HEADERS = Set.of("idempotence-key", "idempotencykey", "if-patch",
			"x-csrftoken", "x-xsrftoken");

	private KnownNames() {
	}

	/** Whether the name is a method in use; the comparison is case-sensitive. */
	static boolean isMethod(String name) {
		return USUAL_METHODS.contains(name) || OTHER_METHODS.contains(name);
	}

	/**
	 * Return the usual method that differs from a method by one edit.
	 * @return {@code null} if the method is in use itself, or is not similar to any
	 */
	static @Nullable String methodNear(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return OTHER_METHODS.contains(upperCase) ? null : near(method, USUAL_METHODS);
	}

	/**
	 * Return the usual header name that differs from a name by one edit.
	 * @return {@code null} if the name is in use itself, or is not similar to any
	 */
	static @Nullable String headerNear(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return OTHER_HEADERS.contains(lowerCase) ? null : near(name, USUAL_HEADERS);
	}

	private static @Nullable String near(String name, List<String> usual) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		String near = null;
		for (String candidate : usual) {
			int edits = EditDistance.between(lowerCase, candidate.toLowerCase(Locale.ROOT), 1);
			if (edits == 0) {
				return null;
			}
			if (edits == 1 && near == null) {
				near = candidate;
			}
		}
		return near;
	}

}
