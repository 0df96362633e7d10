// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsDecision.Header;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.HeaderNameSet.Place;
import io.github.originaccess.cors.OriginPattern.Form;
import org.jspecify.annotations.Nullable;

/**
 * A decision in words, for logs, responses and the actuator. It is made on demand, so a
 * decision costs nothing more. It queries the policy's own sets, so the rules exist once.
 * Values of the request are sanitised: every text is safe in a log, a header, a page and
 * JSON. The codes of the reasons are stable, the wording is not. Immutable.
 */
public final class Explanation {

	/** Name of the response header that holds the reason for a denial. */
	public static final String HEADER = "Cors-Denial";

	/** The code in that header where no policy covers the path. */
	public static final String NOT_COVERED = "not-covered";

	private static final int MOST_HEADERS = 10;

	private static final int MOST_POLICIES = 10;

	private static final String MAKE_POLICY = "Set cors.policies.<name>.allowed-origins, or put a policy of that name"
			+ " into the CorsPolicyRegistry. To let the path choose where there is none, call policy(name) instead of"
			+ " required(name).";

	private final CorsPolicy policy;

	private final CorsRequest request;

	private final CorsDecision decision;

	private final SettingPlaces places;

	private Explanation(CorsPolicy policy, CorsRequest request, CorsDecision decision, SettingPlaces places) {
		this.policy = policy;
		this.request = request;
		this.decision = decision;
		this.places = places;
	}

	/**
	 * Create the explanation of a decision of a policy that properties made. It names
	 * properties in the place of beans.
	 * @param policy the policy that decided
	 * @param request the request that it decided on
	 * @param decision the decision of that policy on that request
	 * @return the explanation, which is valid as long as the request
	 */
	public static Explanation of(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		return of(policy, request, decision, SettingPlaces.IN_PROPERTIES);
	}

	/**
	 * Create the explanation of a decision.
	 * @param policy the policy that decided
	 * @param request the request that it decided on
	 * @param decision the decision of that policy on that request
	 * @param places the places of the settings, so that the explanation names what to
	 * change
	 * @return the explanation, which is valid as long as the request
	 */
	public static Explanation of(CorsPolicy policy, CorsRequest request, CorsDecision decision, SettingPlaces places) {
		return new Explanation(policy, request, decision, places);
	}

	/**
	 * Return the explained decision.
	 * @return the decision
	 */
	public CorsDecision decision() {
		return this.decision;
	}

	/**
	 * Return the request in words: its method and path.
	 * @return a text such as {@code GET /api/items} or
	 * {@code the preflight for PUT /api/items}, without the query and the values of path
	 * parameters
	 */
	public String request() {
		return (this.decision.kind() == Kind.PREFLIGHT) ? "the preflight for " + request(method(), this.request)
				: request(this.request);
	}

	private static String request(CorsRequest request) {
		return request(request.method(), request);
	}

	private static String request(String method, CorsRequest request) {
		return PrintableText.of(method) + " " + PrintableText.ofPath(request.path());
	}

	/**
	 * Return in words that no policy decides on a request.
	 * @param request the request
	 * @param management whether its path is reserved for management endpoints
	 * @return one or more sentences on a single line; {@code null} if the request needs
	 * no permission, because no page of another origin sent it
	 */
	public static @Nullable String ofUncovered(CorsRequest request, boolean management) {
		String origin = request.header(HeaderNames.ORIGIN);
		if (origin == null || EnforcementRules.isBelieved(request, origin)) {
			return null;
		}
		return "No CORS policy covers " + request(request)
				+ (management
						? ", a path of management endpoints. Set management.endpoints.web.cors.*, or add a pattern"
								+ " that begins with this path to cors.policies.<name>.paths."
						: ". Add a pattern that matches it to cors.paths or cors.policies.<name>.paths.");
	}

	/**
	 * Return in words that a browser withholds the response to an allowed request from
	 * the page, because it has cookies and the policy has no credentials.
	 * @return one or more sentences on a single line; {@code null} if the browser shows
	 * the response, or the request is not allowed
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, CORS check,
	 * step 5</a>
	 */
	public @Nullable String withheld() {
		boolean read = this.decision.outcome() == Outcome.ALLOWED && this.decision.kind() == Kind.ACTUAL;
		if (!read || this.policy.allowsCredentials() || this.policy.isForAnyOrigin()
				|| this.request.header(HeaderNames.COOKIE) == null
				|| this.request.header(HeaderNames.UPGRADE) != null) {
			return null;
		}
		// Navigations, images and forms send cookies too, and no page reads the response.
		String mode = this.request.header(HeaderNames.SEC_FETCH_MODE);
		if (mode != null && !mode.equals("cors")
				|| EnforcementRules.isBelieved(this.request, this.request.header(HeaderNames.ORIGIN))) {
			return null;
		}
		return "The browser withholds the response to " + request() + " from the page, because the request has cookies"
				+ " and " + name(Setting.ALLOW_CREDENTIALS) + " is false. "
				+ (wouldBeInsecure(canonicalOrigin(), true)
						? "Have the page send the request without credentials, or serve the page over https, since credentials need that."
						: "Set it to true, or have the page send the request without credentials.");
	}

	/**
	 * Return in words that a header was dropped from a response.
	 * @param policy name of the policy that covers the response
	 * @param request the request that was answered
	 * @param name the header's name
	 * @param value the header's value
	 * @return a sentence on a single line
	 */
	public static String ofDroppedHeader(String policy, CorsRequest request, String name, String value) {
		return "The header " + PrintableText.of(name) + ": " + PrintableText.ofHeader(value)
				+ " was dropped from the response to " + request(request) + ", because the CORS policy '"
				+ PrintableText.of(policy) + "' alone decides there.";
	}

	/**
	 * Return in words that the application asked for a policy that does not exist.
	 * @param name the name it asked for, which may come from a request
	 * @param existing the policies that exist
	 * @return sentences on a single line
	 */
	public static String ofMissingPolicy(String name, List<CorsPolicy> existing) {
		String names = existing.stream()
			.limit(MOST_POLICIES)
			.map((policy) -> PrintableText.of(policy.name()))
			.collect(Collectors.joining(", "));
		int more = existing.size() - MOST_POLICIES;
		return "The application asked for the CORS policy " + PrintableText.of(name)
				+ ", which does not exist. Pages of other origins are refused where it asks for it. "
				+ (existing.isEmpty() ? "There is no policy. "
						: "There are " + names + ((more > 0) ? " and " + more + " more. " : ". "))
				+ MAKE_POLICY;
	}

	/**
	 * Return the property that would allow the request if it were changed.
	 * @return the full name, such as {@code cors.policies.admin.allowed-origins};
	 * {@code null} if the request is allowed, no property can allow it, or code sets the
	 * setting
	 */
	public @Nullable String property() {
		DenialReason reason = this.decision.reason();
		return (reason != null && reason.setting() != null && !isBeyondProperties(reason))
				? remedy(reason.setting()).property() : null;
	}

	/** Whether no property allows the request, because the request must change. */
	private boolean isBeyondProperties(DenialReason reason) {
		return switch (reason) {
			case ORIGIN_NOT_ALLOWED -> {
				String canonical = canonicalOrigin();
				yield !EnforcementRules.OPAQUE.equals(this.request.header(HeaderNames.ORIGIN))
						&& (canonical == null || this.policy.origins().contains(canonical));
			}
			case METHOD_NOT_ALLOWED -> FetchRules.isForbiddenMethod(method());
			case HEADER_NOT_ALLOWED -> {
				List<Place> denied = findDeniedHeaders();
				yield !denied.isEmpty()
						&& (!denied.get(0).isToken() || denied.stream().allMatch(Explanation::isForbidden));
			}
			default -> false;
		};
	}

	private SettingRemedy remedy(Setting setting) {
		return new SettingRemedy(this.policy, setting, this.places.find(this.policy, setting));
	}

	/** Return what to change: a property, or the setting in code. */
	private String name(Setting setting) {
		return remedy(setting).name();
	}

	/**
	 * Return the checks that the policy made, in their order. All checks before the last
	 * one passed. The last one passed too if the request is allowed.
	 * @return for each check, the reason for which it denies; empty for a request that
	 * needs no permission
	 */
	public List<DenialReason> checks() {
		DenialReason reason = this.decision.reason();
		List<DenialReason> all = possibleReasons();
		if (reason == null) {
			return all;
		}
		// Own origins are compared after a check of the policy has failed.
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
			case MALFORMED_METHOD -> malformedMethod() + " Browsers do not send this, and no property allows it.";
			case METHOD_NOT_ALLOWED -> methodNotAllowed();
			case HEADER_NOT_ALLOWED -> headerNotAllowed();
			case NOT_OWN_ORIGIN -> notOwnOrigin();
			case CROSS_SITE_REQUEST -> "A page of another origin sent this " + PrintableText.of(this.request.method())
					+ " request (Sec-Fetch-Site: " + repeatedOr(HeaderNames.SEC_FETCH_SITE)
					+ "), and the request has no Origin to check. To let browsers alone enforce the policy, set "
					+ name(Setting.ENFORCEMENT) + " to browser.";
			case CREDENTIALS_NOT_ALLOWED -> "The request has cookies, and " + name(Setting.ALLOWED_ORIGINS)
					+ " is *. Browsers withhold the response to such a request from pages. Send the request without"
					+ " cookies, or list the origins that may send them and set " + name(Setting.ALLOW_CREDENTIALS)
					+ " to true.";
			case AMBIGUOUS_PATH -> "The path can be read in several ways, and no policy covers one of them, so no page"
					+ " may read the response. Request the path without encoded slashes, path parameters,"
					+ " empty segments and dots, or cover every reading with a pattern such as /items/**.";
			case MISSING_POLICY -> "The application asked for the policy " + PrintableText.of(this.policy.missing())
					+ ", which does not exist, so no page of another origin may use the response. " + MAKE_POLICY;
		};
	}

	private String allowed() {
		if (this.decision.outcome() == Outcome.SAME_ORIGIN) {
			return "The request comes from the application's own pages, which need no permission.";
		}
		return switch (this.decision.kind()) {
			case NOT_CORS -> "The request has no Origin, so it needs no permission.";
			case ACTUAL -> "The origin " + origin() + " may use the method " + PrintableText.of(method())
					+ " and read the response.";
			case PREFLIGHT -> "The origin " + origin() + " may use the method " + PrintableText.of(method())
					+ " with the headers it asks for.";
		};
	}

	private String malformedOrigin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		String what = this.request.isRepeated(HeaderNames.ORIGIN) ? "There is more than one Origin header"
				: (origin == null || origin.isEmpty()) ? "The Origin header is empty"
						: "The Origin header " + origin() + " is too long or has characters that no origin has";
		return what + ". Browsers do not send this, and no property allows it.";
	}

	private String originNotAllowed() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		if (EnforcementRules.OPAQUE.equals(origin)) {
			return "The origin is null, as in a sandboxed frame, a local file, or a redirect from another origin. "
					+ "Any page can have it, so only * in " + name(Setting.ALLOWED_ORIGINS) + " allows it"
					+ (this.policy.allowsCredentials() ? ", in a policy without credentials." : ".");
		}
		String canonical = canonicalOrigin();
		String shown = origin();
		if (canonical == null) {
			return "The origin " + shown + " cannot be listed, so no property allows it.";
		}
		if (!canonical.equalsIgnoreCase(origin)) {
			return "The origin " + shown + " is not written as browsers send it. They send "
					+ PrintableText.of(canonical) + (this.policy.origins().contains(canonical) ? ", which is allowed."
							: ". To allow that, " + addOrigin(canonical) + ".");
		}
		String similar = (OriginPatternParser.parse(canonical) instanceof OriginPattern denied
				&& denied.form() == Form.EXACT) ? new SimilarOrigins(denied, this.policy).find() : null;
		return "The origin " + shown + " is not among the allowed origins." + ((similar != null) ? " " + similar : "")
				+ " To allow it, " + addOrigin(canonical) + ".";
	}

	/** Say how to allow an origin. A policy that would trust it refuses plain http. */
	private String addOrigin(String origin) {
		SettingRemedy remedy = remedy(Setting.ALLOWED_ORIGINS);
		boolean trusted = this.policy.allowsCredentials() || this.policy.enforcement() != Enforcement.BROWSER;
		if (!wouldBeInsecure(origin, trusted)) {
			return remedy.add(List.of(origin), "it");
		}
		String encrypted = "https" + origin.substring("http".length());
		return "serve its pages over https, since "
				+ (this.policy.allowsCredentials() ? "credentials need that" : "enforcement needs that")
				+ (this.policy.origins().contains(encrypted) ? ""
						: ", and " + remedy.add(List.of(encrypted), PrintableText.of(encrypted)));
	}

	/**
	 * Whether a policy that trusts its origins refuses this one, since it is plain http.
	 */
	private boolean wouldBeInsecure(@Nullable String origin, boolean trusted) {
		return trusted && origin != null && !this.policy.settings().insecureOrigins()
				&& OriginPatternParser.parse(origin) instanceof OriginPattern pattern && !pattern.isSecure();
	}

	/**
	 * Return the origin of the request as browsers send it, or null if they send none
	 * that is like it.
	 */
	private @Nullable String canonicalOrigin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		ParsedOrigin parsed = OriginPatternParser.parse((origin != null) ? origin : "");
		return (parsed instanceof ElementProblem problem) ? problem.remedy() : ((OriginPattern) parsed).text();
	}

	private String methodNotAllowed() {
		String method = method();
		String shown = PrintableText.of(method);
		if (FetchRules.isForbiddenMethod(method)) {
			return "The Fetch standard forbids the method " + shown + " to pages. No property allows it.";
		}
		String upperCase = method.toUpperCase(Locale.ROOT);
		if (!upperCase.equals(method) && this.policy.methods().contains(upperCase)) {
			return "The method " + shown + " is not among the allowed methods, which are case-sensitive. "
					+ PrintableText.of(upperCase) + " is allowed, so write it in upper case in the page.";
		}
		if (!upperCase.equals(method) && FetchRules.isStandardMethod(method)) {
			return "The method " + shown + " is not among the allowed methods, which are case-sensitive. "
					+ "Write it in upper case in the page. To allow " + upperCase + ", "
					+ remedy(Setting.ALLOWED_METHODS).add(List.of(upperCase), "it") + ".";
		}
		return "The method " + shown + " is not among the allowed methods. To allow it, "
				+ remedy(Setting.ALLOWED_METHODS).add(List.of(shown), "it") + ".";
	}

	/** Return the requested method of a preflight, or else the method of the request. */
	private String method() {
		String requested = (this.decision.kind() == Kind.PREFLIGHT) ? this.request.header(HeaderNames.REQUEST_METHOD)
				: null;
		return (requested != null) ? requested : this.request.method();
	}

	private String headerNotAllowed() {
		List<Place> denied = findDeniedHeaders();
		if (denied.isEmpty()) {
			return "Access-Control-Request-Headers is longer than " + PolicyDecisions.MAX_ECHOED_NAMES_LENGTH
					+ " characters, the limit of a policy for any header. List the names in "
					+ name(Setting.ALLOWED_HEADERS) + ".";
		}
		if (!denied.get(0).isToken()) {
			return "Access-Control-Request-Headers contains " + PrintableText.of(denied.get(0).name())
					+ ", which is not a header name. Browsers do not send this, and no property allows it.";
		}
		List<String> forbidden = names(denied.stream().filter(Explanation::isForbidden));
		List<String> names = names(denied.stream().filter((place) -> !isForbidden(place)));
		String never = forbidden.isEmpty() ? ""
				: "Pages cannot set the " + headers(forbidden) + ", and no property allows that.";
		if (names.isEmpty()) {
			return never;
		}
		String them = (names.size() == 1) ? "it" : "them";
		return "The " + headers(names) + ((names.size() == 1) ? " is" : " are")
				+ " not among the allowed headers. To allow " + them + ", "
				+ remedy(Setting.ALLOWED_HEADERS).add(names, them) + "." + (never.isEmpty() ? "" : " " + never);
	}

	private static boolean isForbidden(Place place) {
		return FetchRules.isForbiddenRequestHeader(place.name());
	}

	private static List<String> names(Stream<Place> places) {
		return places.filter(Place::isToken).map((place) -> PrintableText.of(place.name())).distinct().toList();
	}

	private static String headers(List<String> names) {
		if (names.size() == 1) {
			return "request header " + names.get(0);
		}
		boolean more = names.size() > MOST_HEADERS;
		int last = more ? MOST_HEADERS : names.size() - 1;
		return "request headers " + String.join(", ", names.subList(0, last)) + " and "
				+ (more ? "others" : names.get(last));
	}

	/**
	 * Return the first names that are not allowed, one more than a sentence has. There is
	 * none if the names are too long.
	 */
	private List<Place> findDeniedHeaders() {
		List<Place> places = new ArrayList<>();
		for (String line : this.request.headers(HeaderNames.REQUEST_HEADERS)) {
			String rest = line;
			int start = this.policy.headers().firstNotIn(rest);
			while (start >= 0 && places.size() <= MOST_HEADERS) {
				places.add(HeaderNameSet.at(rest, start));
				int end = rest.indexOf(',', start);
				rest = (end >= 0) ? rest.substring(end) : "";
				start = this.policy.headers().firstNotIn(rest);
			}
		}
		return places;
	}

	private String origin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		return this.request.isRepeated(HeaderNames.ORIGIN) ? "repeated" : PrintableText.ofOrigin(origin);
	}

	private String malformedMethod() {
		return this.request.isRepeated(HeaderNames.REQUEST_METHOD)
				? "The request has more than one Access-Control-Request-Method."
				: "Access-Control-Request-Method is "
						+ PrintableText.of(this.request.header(HeaderNames.REQUEST_METHOD))
						+ ", which is not a method.";
	}

	/** Without an Origin, or with null, the address of the request was compared. */
	private String notOwnOrigin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		boolean addressed = origin == null || origin.equals("null");
		String host = this.request.host();
		if (addressed && (host == null || host.isEmpty())) {
			return "The host that the request is addressed to is not known, so it is not among the own origins of the"
					+ " application.";
		}
		String compared = addressed ? target() : origin();
		return "The request is addressed to " + target() + (addressed ? ", which" : ", and its Origin " + compared)
				+ " is not among the own origins of the application. If clients reach the application at " + compared
				+ ", " + remedy(Setting.OWN_ORIGINS).add(List.of(compared), "it") + ".";
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
	 * Return the decision whose response explains the denial. It has the reason and the
	 * {@link CorsDecision#index() index} of the explained decision, and {@value #HEADER}
	 * as a further header.
	 * <p>
	 * A preflight may be denied only for its headers, or for a method that browsers
	 * compare with the list. It gets the response of an allowed one. Its lists lack the
	 * requested value, so the browser refuses it all the same, and its console names the
	 * cause.
	 * @return the decision to write; the explained decision if there is nothing to
	 * explain
	 */
	public CorsDecision answer() {
		DenialReason reason = this.decision.reason();
		if (reason == null) {
			String withheld = withheld();
			return (withheld == null) ? this.decision : this.decision
				.with(Header.constant(HEADER, DenialReason.CREDENTIALS_NOT_ALLOWED.code() + ": " + withheld));
		}
		CorsDecision answer = isRefusedByBrowsers(reason) ? this.policy.decisions().asThoughAllowed(this.decision)
				: this.decision;
		return answer.with(Header.constant(HEADER, reason.code() + ": " + sentence()));
	}

	/**
	 * Whether a browser refuses the preflight because its lists lack the requested value.
	 * Browsers never compare safelisted methods with the list, and {@code *} lists any
	 * value.
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
