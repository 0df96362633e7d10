// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The address of a request that is only described: a path, and perhaps a host.
 *
 * @param scheme the scheme, http or https
 * @param host the host, an IPv6 address in brackets; {@code null} if it is not described
 * @param port the port; -1 for the default port of the scheme
 * @param path the path within the application
 * @param shown the path or URL as it was given, without user information and query
 * @param webSocket whether it is the address of a WebSocket
 * @param remark what is unusual about the path; {@code null} for nothing
 */
record SupposedAddress(String scheme, @Nullable String host, int port, String path, String shown, boolean webSocket,
		@Nullable String remark) {

	private static final String SCHEME_END = "://";

	/** A scheme in front of a text. */
	private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);

	/** A host with or without a port. Browsers print user information, too. */
	private static final Pattern AUTHORITY = Pattern
		.compile("(?:[^@]*@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

	private static final int HIGHEST_PORT = 65_535;

	/**
	 * Read an address.
	 * @param path a path within the application, or a whole URL as a browser's console
	 * prints it; a query and a fragment are left out
	 * @param host a host with or without scheme and port; {@code null} for that of the
	 * URL
	 * @param application where the application is reached
	 * @throws IllegalArgumentException if one of the texts is no address; the message is
	 * for the caller
	 */
	static SupposedAddress of(String path, @Nullable String host, ApplicationAddress application) {
		Matcher url = URL.matcher(path);
		boolean isUrl = url.matches();
		if (!isUrl && isWithoutScheme(path)) {
			throw new IllegalArgumentException(
					"The parameter path is neither a path, such as /api/items, nor a URL with its scheme.");
		}
		String whole = pathOf(isUrl ? url.group(3) : path);
		boolean below = application.isBelowContextPath(whole);
		String within = (isUrl && below) ? whole.substring(application.contextPath().length()) : whole;
		SupposedAddress address = new SupposedAddress("http", null, -1, within.isEmpty() ? "/" : within, whole, false,
				(isUrl == below) ? null : application.remarkOnContextPath(isUrl));
		if (isUrl) {
			address = address.at(url.group(1) + SCHEME_END + url.group(2), "path").shownAsUrl(url.group(1));
		}
		return (host != null) ? address.at(host, "host") : address;
	}

	/** Whether a text is a URL whose scheme is missing. */
	private static boolean isWithoutScheme(String text) {
		int slash = text.indexOf('/');
		return text.substring(0, (slash >= 0) ? slash : text.length()).indexOf(':') >= 0;
	}

	/** Return a path without query and fragment. */
	private static String pathOf(String text) {
		int end = 0;
		while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') {
			end++;
		}
		String path = text.substring(0, end);
		return path.startsWith("/") ? path : "/" + path;
	}

	private SupposedAddress shownAsUrl(String scheme) {
		String url = scheme + SCHEME_END + this.host + ((this.port < 0) ? "" : ":" + this.port) + this.shown;
		return new SupposedAddress(this.scheme, this.host, this.port, this.path, url, this.webSocket, this.remark);
	}

	/** Return the same path at a host, with or without scheme and port. */
	private SupposedAddress at(String text, String parameter) {
		int schemeEnd = text.indexOf(SCHEME_END);
		String given = (schemeEnd >= 0) ? text.substring(0, schemeEnd).toLowerCase(Locale.ROOT) : "http";
		String known = switch (given) {
			case "http", "ws" -> "http";
			case "https", "wss" -> "https";
			default -> throw new IllegalArgumentException(
					"The parameter " + parameter + " has a scheme other than http, https, ws and wss.");
		};
		Matcher matcher = AUTHORITY.matcher((schemeEnd >= 0) ? text.substring(schemeEnd + SCHEME_END.length()) : text);
		boolean valid = matcher.matches();
		int number = (valid && StringUtils.hasLength(matcher.group(2))) ? Integer.parseInt(matcher.group(2)) : -1;
		if (!valid || number == 0 || number > HIGHEST_PORT) {
			throw new IllegalArgumentException("The parameter " + parameter
					+ " has no valid host. Write it like localhost:8080 or https://app.example.com.");
		}
		return new SupposedAddress(known, matcher.group(1), number, this.path, this.shown,
				this.webSocket || given.startsWith("ws"), this.remark);
	}

	/** Whether a page of an origin is of this address. */
	boolean hasOrigin(@Nullable String origin) {
		boolean defaultPort = this.port < 0 || this.port == (this.scheme.equals("https") ? 443 : 80);
		return this.host != null && (this.scheme + SCHEME_END + this.host + (defaultPort ? "" : ":" + this.port))
			.equalsIgnoreCase(origin);
	}

}
