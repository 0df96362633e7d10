// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import org.jspecify.annotations.Nullable;

/**
 * The address of a request that is only described: a path, and perhaps a host.
 *
 * @param scheme the scheme
 * @param host the host, an IPv6 address in brackets; {@code null} if it is not described
 * @param port the port; -1 for the default port of the scheme
 * @param path the path within the application
 */
record SupposedAddress(String scheme, @Nullable String host, int port, String path) {

	private static final String SCHEME_END = "://";

	private static final int MOST_DIGITS = 5;

	/**
	 * Read an address.
	 * @param path a path within the application, or a whole URL as a browser's console
	 * prints it; a query and a fragment are left out
	 * @param host a host with or without scheme and port; {@code null} for that of the
	 * URL
	 * @param contextPath the path that leads to the application, empty for the root
	 */
	static SupposedAddress of(String path, @Nullable String host, String contextPath) {
		int schemeEnd = path.indexOf(SCHEME_END);
		boolean isUrl = schemeEnd > 0 && path.chars().limit(schemeEnd).allMatch(SupposedAddress::isLetter);
		int authorityEnd = isUrl ? end(path, schemeEnd + SCHEME_END.length(), "/?#") : 0;
		String within = path.substring(authorityEnd, end(path, authorityEnd, "?#"));
		within = within.startsWith("/") ? within : "/" + within;
		if (isUrl && isAtOrBelow(within, contextPath)) {
			within = within.substring(contextPath.length());
		}
		String authority = (host != null) ? host : isUrl ? path.substring(0, authorityEnd) : "";
		return ofAuthority(authority, within.isEmpty() ? "/" : within);
	}

	private static SupposedAddress ofAuthority(String text, String path) {
		int schemeEnd = text.indexOf(SCHEME_END);
		String scheme = (schemeEnd > 0) ? text.substring(0, schemeEnd) : "http";
		String authority = (schemeEnd >= 0) ? text.substring(schemeEnd + SCHEME_END.length()) : text;
		authority = authority.substring(authority.lastIndexOf('@') + 1);
		int colon = authority.lastIndexOf(':');
		String digits = (colon > authority.lastIndexOf(']')) ? authority.substring(colon + 1) : "";
		boolean hasPort = !digits.isEmpty() && digits.length() <= MOST_DIGITS
				&& digits.chars().allMatch((c) -> c >= '0' && c <= '9');
		String host = hasPort ? authority.substring(0, colon) : authority;
		return new SupposedAddress(scheme, host.isEmpty() ? null : host, hasPort ? Integer.parseInt(digits) : -1, path);
	}

	private static boolean isAtOrBelow(String path, String parent) {
		return path.startsWith(parent) && (path.length() == parent.length() || path.charAt(parent.length()) == '/');
	}

	private static int end(String text, int start, String ends) {
		int i = start;
		while (i < text.length() && ends.indexOf(text.charAt(i)) < 0) {
			i++;
		}
		return i;
	}

	private static boolean isLetter(int c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
	}

	/** Whether a page of an origin is of this address. */
	boolean hasOrigin(@Nullable String origin) {
		boolean defaultPort = this.port < 0 || this.port == (this.scheme.equalsIgnoreCase("https") ? 443 : 80);
		return this.host != null && (this.scheme + SCHEME_END + this.host + (defaultPort ? "" : ":" + this.port))
			.equalsIgnoreCase(origin);
	}

}
