// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsDecision.Header;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
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

	/** The most allowed origins that are read for a sentence. */
	private static final int MOST_ORIGINS = 1_000;

	/** The longest value of the header. A container has 8 KB for all headers. */
	private static final int MOST_CHARACTERS = 2_000;

	/** The longest lists of methods and headers that leave room for the explanation. */
	private static final int MOST_LISTED = 4_096;

	private static final String REST = " ...";

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
	 * Return the name of the policy, fit for a log: a program may have taken it from a
	 * database.
	 * @return at most 100 characters of the name, with {@code ?} for each that is unusual
	 */
	public String policy() {
		return PrintableText.ofName(this.policy.name());
	}

	/**
	 * Return the request in words: its method and path.
	 * @return a text such as {@code GET /api/items} or
	 * {@code the preflight for PUT /api/items}, without the query and the values of path
	 * parameters
	 */
	public String request() {
		String text = PrintableText.ofRequest(method(), this.request.path());
		return (this.decision.kind() == Kind.PREFLIGHT) ? "the preflight for " + text : text;
	}

	/**
	 * Return in words that a browser does not let the page read the response to an
	 * allowed request, because it has cookies and the policy has no credentials.
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
				|| EnforcementRules.isFromNoOtherOrigin(this.request, this.request.header(HeaderNames.ORIGIN))) {
			return null;
		}
		return "The browser does not let the page read the response to " + request()
				+ ", because the request has cookies and " + name(Setting.ALLOW_CREDENTIALS) + " is false. "
				+ withCredentials();
	}

	/**
	 * Say what makes a browser show the response. A policy with credentials refuses some
	 * values that one without them has.
	 */
	private String withCredentials() {
		List<OriginPattern> patterns = this.policy.values(Setting.ALLOWED_ORIGINS)
			.stream()
			.limit(MOST_ORIGINS)
			.map(OriginPatternParser::parse)
			.filter(OriginPattern.class::isInstance)
			.map(OriginPattern.class::cast)
			.toList();
		List<String> needed = new ArrayList<>();
		if (this.policy.values(Setting.EXPOSED_HEADERS).contains("*")) {
			needed.add("a list of names in " + name(Setting.EXPOSED_HEADERS));
		}
		if (!this.policy.settings().insecureOrigins() && !patterns.stream().allMatch(OriginPattern::isSecure)) {
			needed.add("https for all allowed origins");
		}
		if (!needed.isEmpty()) {
			return "Have the page send the request without credentials, or set it to true, which needs "
					+ String.join(" and ", needed) + ".";
		}
		boolean wide = patterns.stream().anyMatch((pattern) -> pattern.form() != Form.EXACT);
		return "Set it to true" + (wide ? ", if all hosts that the allowed origins match are yours" : "")
				+ ", or have the page send the request without credentials.";
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
			case ORIGIN_NOT_ALLOWED -> deniedOrigin().isBeyondProperties();
			case METHOD_NOT_ALLOWED -> FetchRules.isForbiddenMethod(method()) || !FetchRules.isToken(method())
					|| isLowerCaseMethod() && this.policy.methods().contains(method().toUpperCase(Locale.ROOT));
			case HEADER_NOT_ALLOWED -> deniedHeaders().areBeyondProperties();
			case NOT_OWN_ORIGIN -> !isListable(comparedWithOwn());
			default -> false;
		};
	}

	private DeniedOrigin deniedOrigin() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		return new DeniedOrigin(this.policy, (origin != null) ? origin : "", remedy(Setting.ALLOWED_ORIGINS));
	}

	private DeniedHeaders deniedHeaders() {
		return DeniedHeaders.of(this.policy, this.request, remedy(Setting.ALLOWED_HEADERS));
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
			case ORIGIN_NOT_ALLOWED -> deniedOrigin().sentence() + otherReasons(reason);
			case MALFORMED_METHOD -> malformedMethod() + " Browsers do not send this, and no property allows it.";
			case METHOD_NOT_ALLOWED -> methodNotAllowed() + otherReasons(reason);
			case HEADER_NOT_ALLOWED -> deniedHeaders().sentence();
			case NOT_OWN_ORIGIN -> notOwnOrigin();
			case CROSS_SITE_REQUEST -> "A page of another origin sent this " + PrintableText.of(this.request.method())
					+ " request (Sec-Fetch-Site: " + repeatedOr(HeaderNames.SEC_FETCH_SITE)
					+ "), and the request has no Origin to check. To let browsers alone enforce the policy, set "
					+ name(Setting.ENFORCEMENT) + " to browser.";
			case CREDENTIALS_NOT_ALLOWED -> "The request has cookies, and " + name(Setting.ALLOWED_ORIGINS)
					+ " is *. Browsers withhold the response to such a request from pages. Send the request without"
					+ " cookies, or list the origins that may send them and set " + name(Setting.ALLOW_CREDENTIALS)
					+ " to true.";
			case AMBIGUOUS_PATH -> "The path can be read in several ways, " + ((this.policy == this.policy
				.withoutGrants()) ? "and no policy covers one of them, so no page may read the response."
						: "and the policies of these list different methods or headers, so no preflight is allowed.")
					+ " Request the path without encoded slashes, path parameters,"
					+ " empty segments and dots, or cover every reading with one policy, by a pattern such as /items/**.";
			case MISSING_POLICY -> "The application asked for the policy " + PrintableText.of(this.policy.missing())
					+ ", which does not exist, so no page of another origin may use the response. "
					+ RequestNotice.MAKE_POLICY;
		};
	}

	/**
	 * Return in words what else is not allowed, so that one change of the configuration
	 * is enough. The decision stops at the first reason.
	 */
	private String otherReasons(DenialReason first) {
		boolean preflight = this.decision.kind() == Kind.PREFLIGHT;
		boolean methodIsNext = first == DenialReason.ORIGIN_NOT_ALLOWED && FetchRules.isToken(method())
				&& !this.request.isRepeated(HeaderNames.REQUEST_METHOD) && !this.policy.methods().contains(method());
		return (methodIsNext ? " " + methodNotAllowed() : "")
				+ ((preflight && deniedHeaders().areListed()) ? " " + deniedHeaders().sentence() : "");
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

	private String methodNotAllowed() {
		String method = method();
		String shown = PrintableText.of(method);
		if (FetchRules.isForbiddenMethod(method)) {
			return "The Fetch standard forbids the method " + shown + " to pages. No property allows it.";
		}
		if (!FetchRules.isToken(method)) {
			return "The method " + shown + " is not a method. Browsers do not send this, and no property allows it.";
		}
		String upperCase = method.toUpperCase(Locale.ROOT);
		if (!upperCase.equals(method) && this.policy.methods().contains(upperCase)) {
			return "The method " + shown + " is not among the allowed methods, which are case-sensitive. "
					+ PrintableText.of(upperCase) + " is allowed, so write it in upper case in the page.";
		}
		if (isLowerCaseMethod()) {
			return "The method " + shown + " is not among the allowed methods, which are case-sensitive. "
					+ "Write it in upper case in the page. To allow " + upperCase + ", "
					+ remedy(Setting.ALLOWED_METHODS).add(List.of(upperCase), "it") + ".";
		}
		return "The method " + shown + " is not among the allowed methods. To allow it, "
				+ remedy(Setting.ALLOWED_METHODS).add(List.of(shown), "it") + ".";
	}

	/** Whether the method differs from a standard one in its case only. */
	private boolean isLowerCaseMethod() {
		return FetchRules.isStandardMethod(method()) && !method().toUpperCase(Locale.ROOT).equals(method());
	}

	/** Return the requested method of a preflight, or else the method of the request. */
	private String method() {
		String requested = (this.decision.kind() == Kind.PREFLIGHT) ? this.request.header(HeaderNames.REQUEST_METHOD)
				: null;
		return (requested != null) ? requested : this.request.method();
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

	private String notOwnOrigin() {
		String host = this.request.host();
		if (isAddressCompared() && (host == null || host.isEmpty())) {
			return "The host that the request is addressed to is not known, so it is not among the own origins of the"
					+ " application.";
		}
		String origin = comparedWithOwn();
		String shown = PrintableText.ofOrigin(origin);
		return "The request is addressed to " + PrintableText.ofOrigin(target())
				+ (isAddressCompared() ? ", which" : ", and its Origin " + shown)
				+ " is not among the own origins of the application. "
				+ (isListable(origin)
						? "If clients reach the application at " + shown + ", "
								+ remedy(Setting.OWN_ORIGINS).add(List.of(shown), "it") + "."
						: "It cannot be listed, so no property allows it.");
	}

	/** Whether, without an Origin or with null, the address was compared. */
	private boolean isAddressCompared() {
		String origin = this.request.header(HeaderNames.ORIGIN);
		return origin == null || origin.equals(EnforcementRules.OPAQUE);
	}

	private String comparedWithOwn() {
		String origin = this.request.soleHeader(HeaderNames.ORIGIN);
		return (isAddressCompared() || origin == null) ? target() : origin;
	}

	private static boolean isListable(String origin) {
		return OriginPatternParser.parse(origin) instanceof OriginPattern pattern && pattern.text().equals(origin);
	}

	private String target() {
		int port = this.request.port();
		return this.request.scheme() + "://" + this.request.host() + ((port > 0) ? ":" + port : "");
	}

	private String repeatedOr(String name) {
		return this.request.isRepeated(name) ? "repeated" : PrintableText.of(this.request.header(name));
	}

	/**
	 * Return the decision whose headers and status the response has, so that it explains
	 * the denial. It has the reason and the {@link CorsDecision#index() index} of the
	 * explained decision, and {@value #HEADER} as a further header.
	 * <p>
	 * A preflight may be denied only for its headers, or for a method that browsers
	 * compare with the list. It gets the response of an allowed one. Its lists lack the
	 * requested value, so the browser refuses it all the same, and its console names the
	 * cause. That is left out if the lists take the room of the explanation.
	 * @return the decision to write; the explained decision if there is nothing to
	 * explain
	 */
	public CorsDecision writtenDecision() {
		DenialReason reason = this.decision.reason();
		if (reason == null) {
			String withheld = withheld();
			return (withheld == null) ? this.decision
					: this.decision.with(header(DenialReason.CREDENTIALS_NOT_ALLOWED, withheld));
		}
		CorsDecision written = (isRefusedByBrowsers(reason) && areListsShort())
				? this.policy.decisions().asThoughAllowed(this.decision) : this.decision;
		return written.with(header(reason, sentence()));
	}

	private boolean areListsShort() {
		return Stream.of(Setting.ALLOWED_METHODS, Setting.ALLOWED_HEADERS)
			.flatMap((setting) -> this.policy.values(setting).stream())
			.mapToInt((element) -> element.length() + ", ".length())
			.sum() <= MOST_LISTED;
	}

	/** Return the header of a denial. The end of a long sentence is left out. */
	private static Header header(DenialReason reason, String sentence) {
		String value = reason.code() + ": " + sentence;
		return Header.constant(HEADER, (value.length() <= MOST_CHARACTERS) ? value
				: value.substring(0, value.lastIndexOf(' ', MOST_CHARACTERS - REST.length())) + REST);
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
