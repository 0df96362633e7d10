// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.jspecify.annotations.Nullable;

/**
 * An <a href="https://html.spec.whatwg.org/multipage/browsers.html#origin">origin</a>:
 * that of a page or of a URL.
 *
 * @param scheme the scheme in lower case, or null for an opaque origin
 * @param host the host as browsers write it, with brackets if it is an IPv6 address
 * @param port the port, or -1 for the default port of the scheme
 */
record WebOrigin(@Nullable String scheme, String host, int port) {

	/** The origin of sandboxed frames and of files. */
	static final WebOrigin OPAQUE = new WebOrigin(null, "", -1);

	private static final int MAX_PORT = 65535;

	/**
	 * Parse what follows {@code ://}.
	 * @param scheme http or https
	 * @param authority host and port
	 * @return the origin, or null if the host or the port is invalid
	 */
	static @Nullable WebOrigin parse(String scheme, String authority) {
		int colon = authority.lastIndexOf(':');
		boolean hasPort = colon > authority.lastIndexOf(']');
		String host = HostParser.parse(hasPort ? authority.substring(0, colon) : authority);
		int port = (hasPort && colon < authority.length() - 1) ? port(authority.substring(colon + 1))
				: defaultPort(scheme);
		if (host == null || port < 0) {
			return null;
		}
		return new WebOrigin(scheme, host, (port == defaultPort(scheme)) ? -1 : port);
	}

	private static int port(String digits) {
		if (!digits.chars().allMatch(Ascii::isDigit)) {
			return -1;
		}
		int port = 0;
		for (int i = 0; i < digits.length() && port <= MAX_PORT; i++) {
			port = port * 10 + digits.charAt(i) - '0';
		}
		return (port <= MAX_PORT) ? port : -1;
	}

	private static int defaultPort(String scheme) {
		return scheme.equals("https") ? 443 : 80;
	}

	boolean isOpaque() {
		return this.scheme == null;
	}

	/** https://html.spec.whatwg.org/multipage/browsers.html#same-origin. */
	boolean isSameOrigin(WebOrigin other) {
		return !isOpaque() && equals(other);
	}

	boolean isHttps() {
		return "https".equals(this.scheme);
	}

	int effectivePort() {
		return (this.port >= 0) ? this.port : defaultPort(String.valueOf(this.scheme));
	}

	/**
	 * Return whether browsers trust the transport, and send {@code Sec-Fetch-*}.
	 * https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
	 */
	boolean isPotentiallyTrustworthy() {
		String name = this.host.endsWith(".") ? this.host.substring(0, this.host.length() - 1) : this.host;
		return isHttps() || name.equals("localhost") || name.endsWith(".localhost") || this.host.equals("[::1]")
				|| (this.host.startsWith("127.") && HostParser.isIpv4(this.host));
	}

	/**
	 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin.
	 */
	@Override
	public String toString() {
		if (isOpaque()) {
			return "null";
		}
		return this.scheme + "://" + this.host + ((this.port >= 0) ? ":" + this.port : "");
	}

}
