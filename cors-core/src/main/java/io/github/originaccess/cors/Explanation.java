// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.CorsDecision.Header;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.HeaderNameSet.Place;
import io.github.originaccess.cors.ParsedOrigin.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A decision in words, made when somebody asks. It asks the policy's own sets again, so
 * that there is no second copy of the rules. Every text is free of bytes of the request
 * that could do harm where it is shown; the codes of the reasons are stable, the wording
 * is not. Immutable.
 */
public final class Explanation {

	/** Name of the response header that says why a request was denied. */
	public static final String HEADER = "Cors-Denial";

	private final CorsPolicy policy;

	private final CorsRequest request;

	private final CorsDecision decision;

	private Explanation(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		this.policy = policy;
		this.request = request;
		this.decision = decision;
	}

	/**
	 * Explain a decision.
	 * @param policy the policy that decided
	 * @param request the request that it decided on
	 * @param decision what it decided
	 * @return the explanation; use it while the request lasts
	 */
	public static Explanation of(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		return new Explanation(policy, request, decision);
	}

	/**
	 * Return the decision that is explained.
	 * @return the decision
	 */
	public CorsDecision decision() {
		return this.decision;
	}

	/**
	 * Return the property to change if the request ought to be allowed.
	 * @return the full name, such as {@code cors.policies.admin.allowed-origins};
	 * {@code null} if the request is allowed, or no property would allow it
	 */
	public @Nullable String property() {
		DenialReason reason = this.decision.reason();
		return (reason != null && reason.setting() != null && !isForbiddenByStandard(reason))
				? property(reason.setting()) : null;
	}

	private boolean isForbiddenByStandard(DenialReason reason) {
		return switch (reason) {
			case METHOD_NOT_ALLOWED -> FetchRules.isForbiddenMethod(method());
			case HEADER_NOT_ALLOWED -> {
				Place place = findForbiddenHeader();
				yield place != null && !place.isToken();
			}
			default -> false;
		};
	}

	private String property(Setting setting) {
		String name = this.policy.name();
		String prefix = name.equals(CorsPolicy.DEFAULT_NAME) ? "cors."
				: "cors.policies." + PrintableText.of(name) + ".";
		return prefix + setting.propertyName();
	}

	/**
	 * Return the checks that were made, in their order. All but the last have passed; so
	 * has the last if the request is allowed.
	 * @return the checks by the reason for which each could have denied; empty for a
	 * request that needs no permission
	 */
	public List<DenialReason> checks() {
		DenialReason reason = this.decision.reason();
		List<DenialReason> all = possibleReasons();
		if (reason == null) {
			return all;
		}
		// An own origin is asked for after the checks of the policy have failed.
		return all.contains(reason) ? all.subList(0, all.indexOf(reason) + 1) : List.of(reason);
	}

	private List<DenialReason> possibleReasons() {
		EnforcementRules rules = this.policy.rules();
		return switch (this.decision.kind()) {
			case PREFLIGHT -> List.of(DenialReason.MALFORMED_ORIGIN, DenialReason.ORIGIN_NOT_ALLOWED,
					DenialReason.MALFORMED_METHOD, DenialReason.METHOD_NOT_ALLOWED, DenialReason.HEADER_NOT_ALLOWED);
			case ACTUAL -> (this.policy.isForAnyOrigin() || this.decision.outcome() == Outcome.SAME_ORIGIN) ? List.of()
					: List.of(DenialReason.MALFORMED_ORIGIN, DenialReason.ORIGIN_NOT_ALLOWED,
							DenialReason.METHOD_NOT_ALLOWED);
			case NOT_CORS -> !rules.areEnforced() ? List.of()
					: rules.haveOwnOrigins() ? List.of(DenialReason.NOT_OWN_ORIGIN, DenialReason.CROSS_SITE_REQUEST)
							: List.of(DenialReason.CROSS_SITE_REQUEST);
		};
	}

	/**
	 * Return the decision in words.
	 * @return one or more sentences on a single line
	 */
	public String sentence() {
		DenialReason reason = this.decision.reason();
		if (reason == null) {
			return allowed();
		}
		return switch (reason) {
			case MALFORMED_ORIGIN -> malformedOrigin();
			case ORIGIN_NOT_ALLOWED -> originNotAllowed();
			case MALFORMED_METHOD -> "Access-Control-Request-Method is " + repeatedOr(HeaderNames.REQUEST_METHOD)
					+ ": it is not a single method as browsers send it. No property allows that.";
			case METHOD_NOT_ALLOWED -> methodNotAllowed();
			case HEADER_NOT_ALLOWED -> headerNotAllowed();
			case NOT_OWN_ORIGIN -> "The request is addressed to " + target() + " and its Origin is " + origin()
					+ ": the application is not reached there. If it is, add that origin to "
					+ property(Setting.OWN_ORIGINS) + ".";
			case CROSS_SITE_REQUEST ->
				"A page of another origin has sent this " + PrintableText.of(this.request.method())
						+ " request (Sec-Fetch-Site: " + repeatedOr(HeaderNames.SEC_FETCH_SITE)
						+ ") and there is no Origin to check. To leave it to browsers, set "
						+ property(Setting.ENFORCEMENT) + " to browser.";
			case CREDENTIALS_NOT_ALLOWED ->
				"The request has cookies, and " + property(Setting.ALLOWED_ORIGINS) + " is *: browsers show no page the"
						+ " response to a request with credentials then. Have the page send none, or list the origins"
						+ " that may and set " + property(Setting.ALLOW_CREDENTIALS) + " to true.";
			case AMBIGUOUS_PATH -> "The path can be read in several ways, and no policy covers one of them, so no page"
					+ " may read the response. Have the page ask for the path without encoded slashes, path parameters,"
					+ " empty segments and dots, or cover every reading with a pattern such as /items/**.";
		};
	}

	private String allowed() {
		if (this.decision.outcome() == Outcome.SAME_ORIGIN) {
			return "The request comes from the application's own pages, which need no permission.";
		}
		return switch (this.decision.kind()) {
			case NOT_CORS -> "The request has no Origin, so there is nothing to decide.";
			case ACTUAL -> "The origin " + origin() + " may use the method " + PrintableText.of(method())
					+ " and read the answer.";
			case PREFLIGHT -> "The origin " + origin() + " may use the method " + PrintableText.of(method())
					+ " with the headers it asks for.";
		};
	}

	private String malformedOrigin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		String what = this.request.isRepeated(HeaderNames.ORIGIN) ? "There is more than one Origin header"
				: (origin == null || origin.isEmpty()) ? "The Origin header is empty"
						: "The Origin header " + origin() + " is too long or has characters that no origin has";
		return what + ": it is not a single origin as browsers send it. No property allows that.";
	}

	private String originNotAllowed() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		if (EnforcementRules.OPAQUE.equals(origin)) {
			return "The origin is null: that of a sandboxed frame, a file, or a redirect from another origin. "
					+ "Any page can have it, so nothing but * in " + property(Setting.ALLOWED_ORIGINS) + " allows it.";
		}
		String similar = (origin != null) ? findSimilarOrigin(origin) : null;
		return "The origin " + origin() + " is not among the allowed origins."
				+ ((similar != null)
						? " " + PrintableText.of(similar) + " is: scheme, host and port have to be the same." : "")
				+ " To allow it, add it to " + property(Setting.ALLOWED_ORIGINS) + ".";
	}

	private String methodNotAllowed() {
		String method = method();
		String shown = PrintableText.of(method);
		if (FetchRules.isForbiddenMethod(method)) {
			return "The method " + shown + " is forbidden to pages by the Fetch standard. No property allows it.";
		}
		String upperCase = method.toUpperCase(Locale.ROOT);
		if (!upperCase.equals(method) && this.policy.methods().contains(upperCase)) {
			return "The method " + shown + " is not among the allowed methods: methods are compared as they are sent. "
					+ PrintableText.of(upperCase) + " is allowed, so the page has to write it in upper case.";
		}
		return "The method " + shown + " is not among the allowed methods. To allow it, add it to "
				+ property(Setting.ALLOWED_METHODS) + ".";
	}

	/** Return the method that the page uses, or wants to. */
	private String method() {
		String requested = (this.decision.kind() == Kind.PREFLIGHT) ? this.request.header(HeaderNames.REQUEST_METHOD)
				: null;
		return (requested != null) ? requested : this.request.method();
	}

	private String headerNotAllowed() {
		Place place = findForbiddenHeader();
		if (place == null) {
			return "Access-Control-Request-Headers is longer than the " + PolicyDecisions.MAX_ECHOED_NAMES_LENGTH
					+ " characters that a policy for any header answers with. List the names in "
					+ property(Setting.ALLOWED_HEADERS) + ".";
		}
		String name = PrintableText.of(place.name());
		if (!place.isToken()) {
			return "Access-Control-Request-Headers has something that is no header name: " + name
					+ ". No property allows that.";
		}
		return "The request header " + name + " is not among the allowed headers. To allow it, add it to "
				+ property(Setting.ALLOWED_HEADERS) + ".";
	}

	/** Look for the allowed origin that was probably meant. */
	private @Nullable String findSimilarOrigin(String origin) {
		List<String> similar = new ArrayList<>();
		ParsedOrigin parsed = OriginPatternParser.parse(origin);
		String canonical = (parsed instanceof Refusal refusal) ? refusal.instead() : ((OriginPattern) parsed).text();
		if (canonical != null) {
			similar.add(canonical);
		}
		int schemeEnd = origin.indexOf("://");
		if (schemeEnd >= 0) {
			int hostStart = schemeEnd + "://".length();
			String host = origin.substring(hostStart);
			similar.add("https://" + host);
			similar.add("http://" + host);
			similar.add(origin.substring(0, Math.max(hostStart, origin.lastIndexOf(':'))));
			similar.add(origin.substring(0, hostStart) + (host.startsWith("www.") ? host.substring(4) : "www." + host));
		}
		return similar.stream().filter(this.policy.origins()::contains).findFirst().orElse(null);
	}

	/** Return what is wrong with the requested names, or null if it is their length. */
	private @Nullable Place findForbiddenHeader() {
		for (String line : this.request.headers(HeaderNames.REQUEST_HEADERS)) {
			int start = this.policy.headers().firstNotIn(line);
			if (start >= 0) {
				return HeaderNameSet.at(line, start);
			}
		}
		return null;
	}

	private String origin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		return this.request.isRepeated(HeaderNames.ORIGIN) ? "repeated" : PrintableText.ofOrigin(origin);
	}

	private String target() {
		int port = this.request.port();
		return PrintableText
			.ofOrigin(this.request.scheme() + "://" + this.request.host() + ((port > 0) ? ":" + port : ""));
	}

	private String repeatedOr(String name) {
		return this.request.isRepeated(name) ? "repeated" : PrintableText.of(this.request.header(name));
	}

	/**
	 * Return the decision with which a denied request is told why. Its reason and
	 * {@link CorsDecision#index() index} are those of the decision, its headers have
	 * {@value #HEADER} besides. A preflight that is refused only for its headers, or for
	 * a method that browsers compare with the list, is answered as if it had been
	 * allowed: what is listed does not contain what was asked for, so the browser refuses
	 * it all the same, and its console names the cause.
	 * @return the decision to write; the decision itself if the request is allowed
	 */
	public CorsDecision answer() {
		DenialReason reason = this.decision.reason();
		if (reason == null) {
			return this.decision;
		}
		CorsDecision answer = isRefusedByBrowsers(reason) ? this.policy.decisions().asThoughAllowed(this.decision)
				: this.decision;
		return answer.with(Header.constant(HEADER, reason.code() + ": " + sentence()));
	}

	/**
	 * Whether a browser refuses by itself what it finds no permission for in the lists.
	 * It never compares the safelisted methods with them, and {@code *} is everything.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch-0">Fetch,
	 * CORS-preflight fetch, step 7</a>
	 */
	private boolean isRefusedByBrowsers(DenialReason reason) {
		if (this.decision.kind() != Kind.PREFLIGHT) {
			return false;
		}
		return switch (reason) {
			case METHOD_NOT_ALLOWED -> !this.policy.methods().containsAny() && !FetchRules.isSafelistedMethod(method());
			case HEADER_NOT_ALLOWED -> !this.policy.headers().containsAny();
			default -> false;
		};
	}

}
