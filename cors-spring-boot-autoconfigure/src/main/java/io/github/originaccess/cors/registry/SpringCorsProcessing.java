// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import io.github.originaccess.cors.CorsRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What Spring's own CORS processing sees of covered requests and their responses, on
 * every stack. It reads both behind the filter, and must not answer in place of the
 * policy. It parses the {@code Origin} first. Where it cannot, it answers 403 or 500
 * before it looks at the response, and a WebSocket handshake fails with an error of the
 * server. Then it looks for {@code Access-Control-Allow-Origin} in the response, and does
 * nothing if there is one.
 */
public final class SpringCorsProcessing {

	/**
	 * The {@code Access-Control-Allow-Origin} that a response without one shows to
	 * Spring. It is no origin, so it grants nothing wherever it is copied to.
	 */
	public static final String DECIDED = "decided-by-policy";

	/**
	 * The Fetch standard's word for an opaque origin. It is safe to show: any client can
	 * send it.
	 */
	private static final String OPAQUE = "null";

	/**
	 * What a handshake shows in place of an origin that Spring cannot parse. A list of
	 * {@code *} contains an opaque origin. No list of Spring's contains this, so Spring
	 * refuses the handshake.
	 */
	private static final String NO_ORIGIN = "";

	/**
	 * Whether Spring Framework 6.2 is present, whose headers are a map. It refuses an
	 * origin that it cannot parse even where it has no list, so a handshake shows the
	 * origin as it was sent.
	 */
	private static final boolean REFUSES_UNPARSED = MultiValueMap.class.isAssignableFrom(HttpHeaders.class);

	private static final int MAX_PORT_LENGTH = 5;

	private SpringCorsProcessing() {
	}

	/**
	 * Return the origin that the application sees.
	 * @param origin the origin as it was sent
	 * @param request the request
	 * @param method the request's method as it was sent
	 * @return the same object if Spring can parse it; otherwise an opaque origin, or for
	 * a handshake one that Spring refuses
	 */
	public static String visibleOrigin(String origin, CorsRequest request, String method) {
		if (isPlain(origin) || isParsed(origin)) {
			return origin;
		}
		if (!WebSocketHandshake.isPossible(request, method)) {
			return OPAQUE;
		}
		return REFUSES_UNPARSED ? origin : NO_ORIGIN;
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

	/**
	 * Whether a text ends with a port.
	 * @param text the text
	 * @param start the index at which the port begins
	 * @return {@code true} for one digit to five; the number may be too large
	 */
	public static boolean isPort(String text, int start) {
		int length = text.length() - start;
		for (int i = start; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return length > 0 && length <= MAX_PORT_LENGTH;
	}

	private static boolean isParsed(String origin) {
		try {
			// The port is parsed only when it is asked for.
			UriComponentsBuilder.fromUriString(origin).build().getPort();
			return true;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return false;
		}
	}

}
