// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * What applications see of a request's {@code Origin}, on every stack. Spring parses it
 * in its own CORS processing and in its WebSocket handshakes. Where it cannot, the one
 * answers 403 or 500 before it looks at the response, and the other with an error of the
 * server.
 */
public final class LegibleOrigin {

	/**
	 * What a WebSocket handshake shows in place of an origin that Spring cannot parse. No
	 * list of Spring's contains it, not even one of {@code *}, which contains an opaque
	 * origin: Spring refuses such a handshake whatever the list.
	 */
	public static final String NOBODY = "";

	/**
	 * The Fetch standard's word for an origin that has no name. Nobody is allowed by it
	 * who could not have sent it himself.
	 */
	private static final String OPAQUE = "null";

	private static final int MAX_PORT_LENGTH = 5;

	private LegibleOrigin() {
	}

	/**
	 * Return an origin that Spring can parse.
	 * @param origin the origin as it was sent
	 * @return the same object if Spring can parse it, {@code null} in letters if not
	 */
	public static String of(String origin) {
		if (isPlain(origin)) {
			return origin;
		}
		try {
			// The port is only read when asked for.
			UriComponentsBuilder.fromUriString(origin).build().getPort();
			return origin;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return OPAQUE;
		}
	}

	/**
	 * Whether an origin is of the form that nearly all have: a scheme, a name and perhaps
	 * a port. Those cost no more than a look at each character.
	 */
	private static boolean isPlain(String origin) {
		int scheme = origin.indexOf("://");
		if (scheme < 0) {
			return origin.equals(OPAQUE);
		}
		int host = scheme + 3;
		int colon = origin.indexOf(':', host);
		return isName(origin, 0, scheme) && isName(origin, host, (colon < 0) ? origin.length() : colon)
				&& (colon < 0 || isPort(origin, colon + 1));
	}

	private static boolean isName(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
				return false;
			}
		}
		return end > start && text.charAt(start) >= 'a';
	}

	private static boolean isPort(String text, int start) {
		int length = text.length() - start;
		for (int i = start; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return length > 0 && length <= MAX_PORT_LENGTH;
	}

}
