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
 * @param remark what is unusual about the path; {@code null} for nothing
 */
record SupposedAddress(String scheme, @Nullable String host, int port, String path, @Nullable String remark) {

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
		String text = isUrl ? url.group(3) : path;
		String whole = text.substring(0, end(text));
		whole = whole.startsWith("/") ? whole : "/" + whole;
		boolean below = application.isBelowContextPath(whole);
		String within = (isUrl && below) ? whole.substring(application.contextPath().length()) : whole;
		String remark = (application.contextPath().isEmpty() || isUrl == below) ? null
				: isUrl ? "The URL is not below the context path " + application.contextPath()
						+ ". A request to it reaches the application only if a proxy adds the context path."
						: "The path begins with the context path " + application.contextPath()
								+ ". Paths of policies, and the parameter path, are relative to it.";
		if (host == null && !isUrl) {
			return new SupposedAddress("http", null, -1, within, remark);
		}
		String authority = (host != null) ? host : url.group(1) + SCHEME_END + url.group(2);
		return ofAuthority(authority, (host != null) ? "host" : "path", within.isEmpty() ? "/" : within, remark);
	}

	/** Whether a text is a URL whose scheme is missing. */
	private static boolean isWithoutScheme(String text) {
		int slash = text.indexOf('/');
		return text.substring(0, (slash >= 0) ? slash : text.length()).indexOf(':') >= 0;
	}

	private static SupposedAddress ofAuthority(String text, String parameter, String path, @Nullable String remark) {
		int schemeEnd = text.indexOf(SCHEME_END);
		String scheme = switch ((schemeEnd >= 0) ? text.substring(0, schemeEnd).toLowerCase(Locale.ROOT) : "http") {
			case "http", "ws" -> "http";
			case "https", "wss" -> "https";
			default -> throw new IllegalArgumentException(
					"The parameter " + parameter + " has a scheme other than http and https.");
		};
		String authority = (schemeEnd >= 0) ? text.substring(schemeEnd + SCHEME_END.length()) : text;
		Matcher matcher = AUTHORITY.matcher(authority);
		int port = -1;
		if (matcher.matches() && StringUtils.hasLength(matcher.group(2))) {
			port = Integer.parseInt(matcher.group(2));
		}
		if (!matcher.matches() || port == 0 || port > HIGHEST_PORT) {
			throw new IllegalArgumentException("The parameter " + parameter
					+ " has no valid host. Write it like localhost:8080 or https://app.example.com.");
		}
		return new SupposedAddress(scheme, matcher.group(1), port, path, remark);
	}

	private static int end(String text) {
		int i = 0;
		while (i < text.length() && text.charAt(i) != '?' && text.charAt(i) != '#') {
			i++;
		}
		return i;
	}

	/** Whether a page of an origin is of this address. */
	boolean hasOrigin(@Nullable String origin) {
		boolean defaultPort = this.port < 0 || this.port == (this.scheme.equals("https") ? 443 : 80);
		return this.host != null && (this.scheme + SCHEME_END + this.host + (defaultPort ? "" : ":" + this.port))
			.equalsIgnoreCase(origin);
	}

}
