// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The table of requests that may reach the application if the server enforces a policy.
 * The first row that fits decides.
 * <ol>
 * <li>The policy allows origin and method: pass.
 * <li>There are own origins, and the origin of the request is none of them: refuse.
 * <li>There are own origins, and {@code Origin} is one of them: pass.
 * <li>{@code Sec-Fetch-Site} is same-origin or none: pass.
 * <li>Neither {@code Sec-Fetch-Site} nor {@code Origin}: pass.
 * <li>No {@code Sec-Fetch-Site}, and {@code Origin} is the target of the request: pass.
 * <li>Another {@code Sec-Fetch-Site}, no {@code Origin}, and a safe method: pass.
 * <li>Anything else: refuse.
 * </ol>
 * A request with an {@code Origin} that passes by row 3, 4 or 6 is same-origin under any
 * {@link Enforcement}.
 *
 * @see <a href="https://w3c.github.io/webappsec-fetch-metadata/">Fetch Metadata Request
 * Headers</a>
 * @see <a href="https://pkg.go.dev/net/http#CrossOriginProtection">Go's
 * CrossOriginProtection</a>
 */
final class EnforcementRules {

	/** Replaces an {@code Origin} that is malformed. It equals no origin. */
	static final String NOBODY = "";

	/**
	 * The serialised form of an opaque origin, such as that of a sandboxed frame.
	 * @see <a href=
	 * "https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin">HTML,
	 * serialization of an origin</a>
	 */
	static final String OPAQUE = "null";

	private final Enforcement enforcement;

	private final @Nullable OriginTree ownOrigins;

	EnforcementRules(Enforcement enforcement, @Nullable OriginTree ownOrigins) {
		this.enforcement = enforcement;
		this.ownOrigins = ownOrigins;
	}

	/** Whether the server acts by the rules or reports by them. */
	boolean areEnforced() {
		return this.enforcement != Enforcement.BROWSER;
	}

	boolean haveOwnOrigins() {
		return this.ownOrigins != null;
	}

	/** Whether an origin as browsers send it is one of the own origins. */
	boolean isOwnOrigin(String origin) {
		return this.ownOrigins != null && this.ownOrigins.contains(origin);
	}

	/**
	 * Apply rows 2 to 8 to a request that does not pass by row 1.
	 * @param request the request, which is not a preflight
	 * @param origin its {@code Origin}, or {@link #NOBODY}; {@code null} if it has none
	 * @param otherOrigin the reason to return if a page of another origin sent the
	 * request
	 * @return why the request is refused, or {@code null} if it passes
	 */
	@Nullable DenialReason check(CorsRequest request, @Nullable String origin, DenialReason otherOrigin) {
		String name = OPAQUE.equals(origin) ? null : origin;
		if (this.ownOrigins != null) {
			boolean own = (name != null) ? this.ownOrigins.contains(name)
					: TargetOrigin.isAmong(this.ownOrigins, request);
			// Row 2. A page can rebind its DNS name to this server. The browser sends
			// same-origin. Only the host name differs.
			// Without an Origin the host has that name, and the page cannot change it.
			// https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
			if (!own) {
				return isFromNoOtherOrigin(request, origin) ? DenialReason.NOT_OWN_ORIGIN : otherOrigin;
			}
			// Row 3. An Origin is required, because any page can send to this host.
			// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#using-standard-headers-to-verify-origin
			if (name != null) {
				return null;
			}
		}
		return isFromNoOtherOrigin(request, origin) ? null : otherOrigin;
	}

	/** Whether no page of another origin sent the request, by rows 4 to 8. */
	static boolean isFromNoOtherOrigin(CorsRequest request, @Nullable String origin) {
		String site = request.header(HeaderNames.SEC_FETCH_SITE);
		// Row 4. No script can set or remove the header, and it stays true if a proxy
		// changes the host. The value "none" means that the user made the request, with
		// the address bar or a bookmark.
		// https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
		if (site != null && (site.equals("same-origin") || site.equals("none"))
				&& !request.isRepeated(HeaderNames.SEC_FETCH_SITE)) {
			return true;
		}
		// Row 5. Browsers without Sec-Fetch-Site send Origin with every method that
		// changes something (Firefox since version 70, 2019). So this request comes from
		// a link, or not from a browser.
		// https://pkg.go.dev/net/http#CrossOriginProtection
		if (site == null && origin == null) {
			return true;
		}
		// Row 6. Older browsers, requests over plain http, and WebSockets in Chromium
		// have no Sec-Fetch-Site. Go compares the host only; here scheme, host and port
		// are compared.
		// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#identifying-the-target-origin
		if (site == null && origin != null && TargetOrigin.isNamedBy(origin, request)) {
			return true;
		}
		// Row 7. These are links and images of other sites. The browser withholds the
		// response from scripts. An unknown value counts as cross-site.
		// https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
		if (site != null && origin == null && isSafe(request.method())) {
			return true;
		}
		// Row 8.
		return false;
	}

	/**
	 * Whether a method is safe: by its definition, it changes nothing.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1">RFC 9110, safe
	 * methods</a>
	 * @see <a href="https://www.iana.org/assignments/http-methods">IANA, HTTP methods</a>
	 */
	private static boolean isSafe(String method) {
		return switch (method) {
			case "GET", "HEAD", "OPTIONS", "QUERY", "TRACE" -> true;
			default -> false;
		};
	}

}
