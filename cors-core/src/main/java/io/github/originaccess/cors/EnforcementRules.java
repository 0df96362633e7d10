// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * Which requests may reach the application if the server enforces a policy: a table whose
 * first row that fits decides.
 * <ol>
 * <li>Origin and method are allowed by the policy: pass.
 * <li>There are own origins, and the request's origin is none of them: refuse.
 * <li>There are own origins, and its {@code Origin} is one of them: pass.
 * <li>{@code Sec-Fetch-Site} says same-origin or none: pass.
 * <li>Neither {@code Sec-Fetch-Site} nor {@code Origin}: pass.
 * <li>No {@code Sec-Fetch-Site}, and {@code Origin} is what the request is addressed to:
 * pass.
 * <li>{@code Sec-Fetch-Site} says anything else, no {@code Origin}, and a safe method:
 * pass.
 * <li>Anything else: refuse.
 * </ol>
 * What passes by row 3, 4 or 6 with an {@code Origin} is same-origin, whoever enforces.
 *
 * @see <a href="https://w3c.github.io/webappsec-fetch-metadata/">Fetch Metadata Request
 * Headers</a>
 * @see <a href="https://pkg.go.dev/net/http#CrossOriginProtection">Go's
 * CrossOriginProtection</a>
 */
final class EnforcementRules {

	/** Takes the place of an {@code Origin} that is there and that no browser sends. */
	static final String NOBODY = "";

	/**
	 * The origin of pages that have none to show.
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

	/** Whether anybody but browsers acts by the rules. */
	boolean areEnforced() {
		return this.enforcement != Enforcement.BROWSER;
	}

	boolean haveOwnOrigins() {
		return this.ownOrigins != null;
	}

	/**
	 * Find out why a request is refused that row 1 does not let pass.
	 * @param request the request, no preflight
	 * @param origin its {@code Origin}, or {@link #NOBODY}; {@code null} if it has none
	 * @param foreign the reason if another origin's page has sent it
	 * @return the reason, or {@code null} if the request passes
	 */
	@Nullable DenialReason findRefusal(CorsRequest request, @Nullable String origin, DenialReason foreign) {
		String name = OPAQUE.equals(origin) ? null : origin;
		if (this.ownOrigins != null) {
			boolean own = (name != null) ? this.ownOrigins.contains(name)
					: TargetOrigin.isAmong(this.ownOrigins, request);
			// Row 2. A page can have its own name lead to this server; to the browser it
			// is same-origin then, and only the name gives it away. Where there is no
			// Origin, the name is the host's, which the page cannot choose otherwise.
			// https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#security-warning
			if (!own) {
				return isBelieved(request, origin) ? DenialReason.NOT_OWN_ORIGIN : foreign;
			}
			// Row 3. The host alone proves nothing: any page can send a request to it.
			// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#using-standard-headers-to-verify-origin
			if (name != null) {
				return null;
			}
		}
		return isBelieved(request, origin) ? null : foreign;
	}

	/** Whether the browser, or the lack of one, vouches for a request: rows 4 to 8. */
	private static boolean isBelieved(CorsRequest request, @Nullable String origin) {
		String site = request.header(HeaderNames.SEC_FETCH_SITE);
		// Row 4. No script can set or remove the header, and what the browser says of
		// the request holds whatever a proxy did to its host. A request that the user
		// makes (an address typed in, a bookmark) is nobody's.
		// https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
		if (site != null && (site.equals("same-origin") || site.equals("none"))
				&& !request.isRepeated(HeaderNames.SEC_FETCH_SITE)) {
			return true;
		}
		// Row 5. A browser that sends no Sec-Fetch-Site sends Origin with every method
		// that changes something (Firefox since 70, of 2019), so this is a link or no
		// browser at all.
		// https://pkg.go.dev/net/http#CrossOriginProtection
		if (site == null && origin == null) {
			return true;
		}
		// Row 6. Older browsers, hosts that are reached by plain http, and WebSockets in
		// Chromium have nothing but this. Unlike Go, which knows no scheme, all three
		// parts are compared.
		// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#identifying-the-target-origin
		if (site == null && origin != null && TargetOrigin.isNamedBy(origin, request)) {
			return true;
		}
		// Row 7. Links and images of other sites; CORS keeps the answer from scripts. A
		// value that no standard knows (yet) is taken for cross-site.
		// https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
		if (site != null && origin == null && isSafe(request.method())) {
			return true;
		}
		// Row 8.
		return false;
	}

	/**
	 * Whether a method changes nothing, by its definition.
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
