// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.FetchRules.OriginSpelling;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CORS policy: the origins that an application trusts and what their pages may
 * do. A decision allocates nothing, and its cost is linear in the length of the headers
 * it reads. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://app.example.com").build();
 * CorsDecision decision = policy.decide(request);
 * decision.writeTo(request, response);
 * boolean answered = decision.status() != CorsDecision.GO_ON;
 * }</pre>
 */
public final class CorsPolicy {

	/** The name of the policy whose settings the others inherit. */
	static final String DEFAULT_NAME = "default";

	/**
	 * The name of each policy that takes the place of one that does not exist.
	 * @see #missing
	 */
	public static final String MISSING_NAME = "missing";

	private static final String OPTIONS = "OPTIONS";

	private final EffectiveSettings settings;

	private final boolean anyOrigin;

	private final OriginSet origins;

	private final MethodSet methods;

	private final HeaderNameSet headers;

	private final EnforcementRules rules;

	private final PolicyDecisions decisions;

	/** Whether this policy grants what its settings allow. */
	private final boolean grants;

	/** The limits of what it grants; {@code null} if there are none, or no grants. */
	private final @Nullable Limits limits;

	private final CorsPolicy withoutGrants;

	/** The name of the policy that does not exist; null for every other policy. */
	private final @Nullable String missing;

	CorsPolicy(EffectiveSettings settings, OriginSet origins, MethodSet methods, HeaderNameSet headers,
			EnforcementRules rules, PolicyDecisions decisions) {
		this.settings = settings;
		this.anyOrigin = settings.anyOrigin();
		this.origins = origins;
		this.methods = methods;
		this.headers = headers;
		this.rules = rules;
		this.decisions = decisions;
		this.grants = true;
		this.limits = null;
		this.missing = null;
		this.withoutGrants = new CorsPolicy(this, false, null, null);
	}

	/** Create a policy with the settings of another that grants no more. */
	private CorsPolicy(CorsPolicy granting, boolean grants, @Nullable Limits limits, @Nullable String missing) {
		this.settings = granting.settings;
		this.anyOrigin = granting.anyOrigin;
		this.origins = granting.origins;
		this.methods = granting.methods;
		this.headers = granting.headers;
		this.rules = granting.rules;
		this.decisions = granting.decisions;
		this.grants = grants;
		this.limits = limits;
		this.missing = missing;
		this.withoutGrants = grants ? granting.withoutGrants : this;
	}

	/**
	 * Return a policy that takes the place of one that does not exist. It fails closed:
	 * it allows no origin, and refuses what pages of other origins send, as with
	 * {@link Enforcement#SERVER}. Requests of the application's own pages and of other
	 * programs pass.
	 * @param name the name of the policy that does not exist. It may come from a request:
	 * only an {@link Explanation} shows it, sanitised
	 * @return a small object, which shares all decisions with others like it; its
	 * {@link #name()} is {@value #MISSING_NAME}, so that metrics stay bounded
	 */
	public static CorsPolicy missing(String name) {
		return new CorsPolicy(Missing.POLICY, true, null, name);
	}

	/**
	 * Whether this policy takes the place of one that does not exist.
	 * @return {@code true} for a policy from {@link #missing}, also without its grants;
	 * {@code false} for a policy of settings, even if its name is {@value #MISSING_NAME}
	 */
	public boolean isMissing() {
		return this.decisions.areOfMissing();
	}

	/**
	 * Return the policy's name.
	 * @return the name, {@code default} for the default policy
	 */
	public String name() {
		return this.settings.policy();
	}

	/**
	 * Return the path patterns that the policy covers. Callers match paths with them; a
	 * decision does not look at the path.
	 * @return the patterns as they were written; empty if only a program gives the policy
	 * out
	 */
	public List<String> paths() {
		return this.settings.paths();
	}

	/**
	 * Return the effective value of a setting as text, for display. Origins are in
	 * canonical form.
	 * @param setting any setting, {@link Setting#PATHS} included
	 * @return the elements of a list, or a single value; the built-in default if the
	 * setting is unset
	 */
	public List<String> values(Setting setting) {
		return this.settings.texts(setting);
	}

	/**
	 * Whether pages of the allowed origins may send credentials.
	 * @return the value of {@link Setting#ALLOW_CREDENTIALS}
	 */
	public boolean allowsCredentials() {
		return this.settings.credentials();
	}

	/**
	 * Return the time for which browsers may cache a preflight.
	 * @return the value of {@link Setting#MAX_AGE}, in whole seconds
	 */
	public Duration maxAge() {
		return this.settings.maxAge();
	}

	/**
	 * Return who refuses denied requests.
	 * @return the value of {@link Setting#ENFORCEMENT}
	 */
	public Enforcement enforcement() {
		return this.settings.enforcement();
	}

	/**
	 * Whether all of the application's own origins are on loopback hosts:
	 * {@code localhost}, names below it, {@code [::1]}, and addresses that begin with
	 * 127. The cost grows with the number of own origins.
	 * @return {@code false} if one is on another host, or there are no own origins
	 */
	public boolean ownsOnlyLoopbackOrigins() {
		List<String> origins = values(Setting.OWN_ORIGINS);
		for (String origin : origins) {
			if (!(OriginPatternParser.parse(origin) instanceof OriginPattern pattern && pattern.isLoopback())) {
				return false;
			}
		}
		return !origins.isEmpty();
	}

	/**
	 * Return every decision that the policy can make, for example to count them.
	 * @return the decisions, each at its {@link CorsDecision#index()}
	 */
	public List<CorsDecision> possibleDecisions() {
		return this.decisions.all();
	}

	/**
	 * Decide on a request. Never throws, whatever the request's headers contain.
	 * @param request the request, which is read on this thread and not kept
	 * @return a prepared decision, the same object for equal requests; a policy from
	 * {@link #limitedTo} may create one that is equal in effect
	 */
	public CorsDecision decide(CorsRequest request) {
		CorsDecision decision = choose(request);
		return (this.grants && this.limits == null) ? decision : limited(decision);
	}

	private CorsDecision limited(CorsDecision decision) {
		if (!this.grants) {
			return this.decisions.withoutGrant(decision);
		}
		Limits limits = Objects.requireNonNull(this.limits);
		if (!limits.preflights() && decision.kind() == Kind.PREFLIGHT) {
			return this.decisions.withoutGrant(decision);
		}
		CorsDecision limited = limits.credentials() ? decision : decision.without(HeaderNames.ALLOW_CREDENTIALS);
		return limits.exposedHeaders() ? limited : limited.without(HeaderNames.EXPOSE_HEADERS);
	}

	private CorsDecision choose(CorsRequest request) {
		String origin = request.header(HeaderNames.ORIGIN);
		if (origin == null) {
			return decideWithoutOrigin(request);
		}
		if (OPTIONS.equals(request.method())) {
			DenialReason denial = checkOrigin(request, origin);
			if (denial == null) {
				String method = request.soleHeader(HeaderNames.REQUEST_METHOD);
				if (method != null || request.header(HeaderNames.REQUEST_METHOD) != null) {
					return decidePreflight(request, method);
				}
			}
			else if (request.header(HeaderNames.REQUEST_METHOD) != null) {
				return this.decisions.denied(Kind.PREFLIGHT, denial);
			}
		}
		return decideActual(request, origin);
	}

	/**
	 * Return this policy without its permissions. It denies and refuses the same
	 * requests, and no response allows a page to read it. It is for requests that this
	 * policy may or may not cover.
	 * @return the policy that grants nothing; the same object at each call
	 */
	public CorsPolicy withoutGrants() {
		return this.withoutGrants;
	}

	/**
	 * Return this policy without the grants that another policy lacks, for requests that
	 * either policy may cover. Its decisions may be created for each request, so it is
	 * for rare requests.
	 * @param other the policy whose grants are the limit
	 * @return the policy without credentials, exposed headers or preflights if the other
	 * policy allows or lists less; this policy if it grants no more than the other
	 */
	public CorsPolicy limitedTo(CorsPolicy other) {
		if (!this.grants) {
			return this;
		}
		Limits limits = (this.limits != null) ? this.limits : Limits.NONE;
		EffectiveSettings others = other.settings;
		// Browsers do not compare the safelisted methods with the list.
		NameList methods = this.settings.methods().without(FetchRules::isSafelistedMethod);
		Limits limited = new Limits(limits.credentials() && (!this.settings.credentials() || others.credentials()),
				limits.exposedHeaders()
						&& others.exposedHeaders().covers(this.settings.exposedHeaders(), String::equalsIgnoreCase),
				limits.preflights() && others.methods().covers(methods, String::equals)
						&& others.headers().covers(this.settings.headers(), String::equalsIgnoreCase));
		return limited.equals(limits) ? this : new CorsPolicy(this, true, limited, this.missing);
	}

	/**
	 * Return the stricter of two policies, for a request that either policy may cover.
	 * @param other the policy to compare with
	 * @param request the request that both policies decide on
	 * @return the policy with the {@linkplain CorsDecision#isStricterThan stricter}
	 * decision; if both are equal, the policy that lists fewer methods and header names,
	 * because a browser caches the lists of a preflight; else this policy
	 */
	public CorsPolicy stricter(CorsPolicy other, CorsRequest request) {
		CorsDecision decision = decide(request);
		CorsDecision others = other.decide(request);
		boolean otherIsStricter = others.isStricterThan(decision)
				|| !decision.isStricterThan(others) && other.listsLessThan(this);
		return otherIsStricter ? other : this;
	}

	private boolean listsLessThan(CorsPolicy other) {
		int methods = this.settings.methods().compareSize(other.settings.methods());
		return methods < 0 || methods == 0 && this.settings.headers().compareSize(other.settings.headers()) < 0;
	}

	private CorsDecision decideWithoutOrigin(CorsRequest request) {
		DenialReason denial = this.rules.areEnforced()
				? this.rules.check(request, null, DenialReason.CROSS_SITE_REQUEST) : null;
		if (denial != null) {
			return this.decisions.denied(Kind.NOT_CORS, denial);
		}
		return (this.anyOrigin && hasCredentials(request)) ? this.decisions.notCorsWithoutGrant()
				: this.decisions.notCors();
	}

	/**
	 * Whether a request without {@code Origin} has credentials. The response must not
	 * allow every page to read it. Any site can call {@code fetch} without credentials
	 * and with {@code cache: 'force-cache'}, and Chromium's cache then returns a response
	 * that was made with cookies, for example of an image.
	 */
	private static boolean hasCredentials(CorsRequest request) {
		return request.header(HeaderNames.COOKIE) != null || request.header(HeaderNames.AUTHORIZATION) != null;
	}

	/**
	 * Make the CORS check, which is row 1 of the {@link EnforcementRules}. The server
	 * makes it too, so that it can explain the result. The other rows recognise requests
	 * of the application's own pages.
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, CORS
	 * check</a>
	 */
	private CorsDecision decideActual(CorsRequest request, String origin) {
		if (this.anyOrigin) {
			// A page can set Authorization itself, but not Cookie.
			return (request.header(HeaderNames.COOKIE) == null) ? this.decisions.allowedActual()
					: decideActualWithCookies(request, origin);
		}
		DenialReason denial = checkOrigin(request, origin);
		if (denial == null && !this.methods.contains(request.method())) {
			denial = DenialReason.METHOD_NOT_ALLOWED;
		}
		if (denial == null) {
			return this.decisions.allowedActual();
		}
		String claimed = (denial == DenialReason.MALFORMED_ORIGIN) ? EnforcementRules.NOBODY : origin;
		DenialReason enforced = this.rules.check(request, claimed, denial);
		if (enforced == null) {
			return this.decisions.sameOrigin();
		}
		return this.decisions.denied(Kind.ACTUAL, this.rules.areEnforced() ? enforced : denial);
	}

	/**
	 * Decide on a request with cookies under a policy for every origin. Such a policy
	 * allows no credentials, so browsers show the response only to the application's own
	 * pages.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
	 * CORS protocol and credentials</a>
	 */
	private CorsDecision decideActualWithCookies(CorsRequest request, String origin) {
		boolean fromOtherOrigin = this.rules.check(request, origin, DenialReason.CREDENTIALS_NOT_ALLOWED) != null;
		return fromOtherOrigin ? this.decisions.denied(Kind.ACTUAL, DenialReason.CREDENTIALS_NOT_ALLOWED)
				: this.decisions.sameOrigin();
	}

	/**
	 * Make the checks that a browser makes with the response to a preflight, after that
	 * of the origin.
	 * @param method the requested method; {@code null} if there are several
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch-0">Fetch,
	 * CORS-preflight fetch, step 7</a>
	 */
	private CorsDecision decidePreflight(CorsRequest request, @Nullable String method) {
		boolean listed = method != null && this.methods.isListed(method);
		DenialReason denial = listed ? null : checkUnlistedMethod(method);
		if (denial != null) {
			return this.decisions.denied(Kind.PREFLIGHT, denial);
		}
		String names = request.soleHeader(HeaderNames.REQUEST_HEADERS);
		boolean repeated = names == null && request.header(HeaderNames.REQUEST_HEADERS) != null;
		if (names != null && !areAllowed(names)
				|| repeated && !areAllowed(request.headers(HeaderNames.REQUEST_HEADERS))) {
			return this.decisions.denied(Kind.PREFLIGHT, DenialReason.HEADER_NOT_ALLOWED);
		}
		return this.decisions.allowedPreflight(!listed, names != null || repeated);
	}

	private @Nullable DenialReason checkOrigin(CorsRequest request, String origin) {
		if (request.soleHeader(HeaderNames.ORIGIN) == null) {
			return DenialReason.MALFORMED_ORIGIN;
		}
		if (!this.anyOrigin && this.origins.containsExactly(origin)) {
			return null;
		}
		OriginSpelling spelling = FetchRules.spelling(origin);
		if (spelling == OriginSpelling.IMPOSSIBLE) {
			return DenialReason.MALFORMED_ORIGIN;
		}
		boolean allowed = this.anyOrigin
				|| spelling == OriginSpelling.WITH_UPPER_CASE && this.origins.containsInLowerCase(origin);
		return allowed ? null : DenialReason.ORIGIN_NOT_ALLOWED;
	}

	private @Nullable DenialReason checkUnlistedMethod(@Nullable String method) {
		if (method == null || !MethodSet.isWellFormed(method)) {
			return DenialReason.MALFORMED_METHOD;
		}
		return this.methods.contains(method) ? null : DenialReason.METHOD_NOT_ALLOWED;
	}

	private boolean areAllowed(String names) {
		return isShortEnough(names.length()) && this.headers.firstNotIn(names) < 0;
	}

	private boolean areAllowed(List<String> lines) {
		int length = 0;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			length += line.length() + 1;
			if (!isShortEnough(length) || this.headers.firstNotIn(line) >= 0) {
				return false;
			}
		}
		return true;
	}

	/** Whether the names, if they are echoed, fit into a container's response headers. */
	private boolean isShortEnough(int length) {
		return !this.headers.containsAny() || length <= PolicyDecisions.MAX_ECHOED_NAMES_LENGTH;
	}

	EffectiveSettings settings() {
		return this.settings;
	}

	boolean isForAnyOrigin() {
		return this.anyOrigin;
	}

	OriginSet origins() {
		return this.origins;
	}

	MethodSet methods() {
		return this.methods;
	}

	HeaderNameSet headers() {
		return this.headers;
	}

	EnforcementRules rules() {
		return this.rules;
	}

	PolicyDecisions decisions() {
		return this.decisions;
	}

	/** Return the name of the policy that does not exist; null for other policies. */
	@Nullable String missing() {
		return this.missing;
	}

	/**
	 * Return name and paths, for logs and debuggers.
	 * @return one line
	 */
	@Override
	public String toString() {
		return name() + " " + paths();
	}

	/**
	 * The limits of what a policy grants to a request that another policy may cover.
	 */
	private record Limits(boolean credentials, boolean exposedHeaders, boolean preflights) {

		private static final Limits NONE = new Limits(true, true, true);

	}

	/**
	 * Holds the settings and decisions of policies that do not exist.
	 */
	private static final class Missing {

		private static final CorsPolicy POLICY = create(EffectiveSettings.ofMissing());

		private static CorsPolicy create(EffectiveSettings settings) {
			return new CorsPolicy(settings, OriginSet.of(List.of(), List.of()),
					new MethodSet(settings.methods().names(), false),
					new HeaderNameSet(settings.headers().names(), false),
					new EnforcementRules(settings.enforcement(), null), PolicyDecisions.ofMissing(settings));
		}

	}

}
