// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A URL with scheme http or https, parsed as the
 * <a href="https://url.spec.whatwg.org/#concept-basic-url-parser">URL standard</a> says.
 * {@link URI} is stricter than browsers in some places, and follows another standard in
 * others.
 *
 * @param origin scheme, host and port
 * @param path the path, beginning with a slash, percent-encoded
 * @param query the query without its question mark, percent-encoded, or null
 * @param fragment what follows the hash sign, or null; it never goes over the wire, but
 * two URLs with different ones are different in the preflight cache
 * @param hasCredentials whether a user name or password was written
 */
record Url(WebOrigin origin, String path, @Nullable String query, @Nullable String fragment, boolean hasCredentials) {

	/** https://url.spec.whatwg.org/#single-dot-path-segment. */
	private static final Set<String> SINGLE_DOT = Set.of(".", "%2e");

	/** https://url.spec.whatwg.org/#double-dot-path-segment. */
	private static final Set<String> DOUBLE_DOT = Set.of("..", ".%2e", "%2e.", "%2e%2e");

	/**
	 * Parse a URL.
	 * @param text the URL, absolute or relative
	 * @param base the URL that a relative one refers to
	 * @return the URL, or null if it is invalid or has another scheme
	 */
	static @Nullable Url parse(String text, @Nullable Url base) {
		String input = withoutControls(text);
		int hash = input.indexOf('#');
		String fragment = (hash >= 0) ? input.substring(hash + 1) : null;
		Url url = parseWithoutFragment((hash >= 0) ? input.substring(0, hash) : input, base);
		return (url != null) ? url.withFragment(fragment) : null;
	}

	private static @Nullable Url parseWithoutFragment(String input, @Nullable Url base) {
		int question = input.indexOf('?');
		String query = (question >= 0) ? PercentEncoding.query(input.substring(question + 1)) : null;
		String rest = ((question >= 0) ? input.substring(0, question) : input).replace('\\', '/');
		String scheme = scheme(rest);
		if (scheme != null) {
			if (!scheme.equals("http") && !scheme.equals("https")) {
				return null;
			}
			rest = rest.substring(scheme.length() + 1);
			// https://url.spec.whatwg.org/#special-relative-or-authority-state
			boolean relative = base != null && scheme.equals(base.origin.scheme()) && !rest.startsWith("//");
			if (!relative) {
				return absolute(scheme, withoutSlashes(rest), query);
			}
		}
		if (base == null) {
			return null;
		}
		if (rest.startsWith("//")) {
			return absolute(String.valueOf(base.origin.scheme()), withoutSlashes(rest), query);
		}
		if (rest.isEmpty()) {
			return new Url(base.origin, base.path, (question >= 0) ? query : base.query, null, base.hasCredentials);
		}
		String directory = rest.startsWith("/") ? "" : base.path.substring(0, base.path.lastIndexOf('/') + 1);
		return new Url(base.origin, path(directory + rest), query, null, base.hasCredentials);
	}

	private static @Nullable Url absolute(String scheme, String authorityAndPath, @Nullable String query) {
		int slash = authorityAndPath.indexOf('/');
		String authority = (slash >= 0) ? authorityAndPath.substring(0, slash) : authorityAndPath;
		String path = (slash >= 0) ? authorityAndPath.substring(slash) : "/";
		int at = authority.lastIndexOf('@');
		boolean credentials = at > 0 && !authority.substring(0, at).equals(":");
		WebOrigin origin = WebOrigin.parse(scheme, authority.substring(at + 1));
		return (origin != null) ? new Url(origin, path(path), query, null, credentials) : null;
	}

	/** Tabs and line breaks are dropped everywhere, other controls at both ends. */
	private static String withoutControls(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && text.charAt(start) <= ' ') {
			start++;
		}
		while (end > start && text.charAt(end - 1) <= ' ') {
			end--;
		}
		return text.substring(start, end).replace("\t", "").replace("\n", "").replace("\r", "");
	}

	private static @Nullable String scheme(String input) {
		int colon = input.indexOf(':');
		if (colon <= 0) {
			return null;
		}
		String scheme = Ascii.lowerCase(input.substring(0, colon));
		boolean letter = scheme.charAt(0) >= 'a' && scheme.charAt(0) <= 'z';
		return (letter && scheme.chars().allMatch((c) -> Ascii.isAlphanumeric(c) || "+-.".indexOf(c) >= 0)) ? scheme
				: null;
	}

	private static String withoutSlashes(String text) {
		int start = 0;
		while (start < text.length() && text.charAt(start) == '/') {
			start++;
		}
		return text.substring(start);
	}

	/** https://url.spec.whatwg.org/#path-state. */
	private static String path(String text) {
		List<String> segments = new ArrayList<>();
		int start = 1;
		while (start <= text.length()) {
			int slash = text.indexOf('/', start);
			int end = (slash >= 0) ? slash : text.length();
			String segment = text.substring(start, end);
			String folded = Ascii.lowerCase(segment);
			boolean last = slash < 0;
			if (DOUBLE_DOT.contains(folded)) {
				if (!segments.isEmpty()) {
					segments.remove(segments.size() - 1);
				}
				if (last) {
					segments.add("");
				}
			}
			else if (!SINGLE_DOT.contains(folded)) {
				segments.add(PercentEncoding.path(segment));
			}
			else if (last) {
				segments.add("");
			}
			start = end + 1;
		}
		return "/" + String.join("/", segments);
	}

	Url withFragment(@Nullable String changed) {
		return new Url(this.origin, this.path, this.query, changed, this.hasCredentials);
	}

	/** {@link URI} refuses some characters that browsers send. They are encoded here. */
	URI toUri() {
		return URI.create(PercentEncoding.uri(toString()));
	}

	/** The URL as it goes over the wire, without its fragment. */
	@Override
	public String toString() {
		return this.origin + this.path + ((this.query != null) ? "?" + this.query : "");
	}

}
