// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.CorsDecision.Echo;
import io.github.originaccess.cors.CorsDecision.Header;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Every decision that one policy can make, created while the policy is compiled. A
 * request only selects one of them.
 */
final class PolicyDecisions {

	/**
	 * Characters of the header names that are echoed. Containers reserve 8 KB for a
	 * response's headers, and every echoed name may take one more byte. Browsers request
	 * less than half as much.
	 */
	static final int MAX_ECHOED_NAMES_LENGTH = 4096;

	private static final int PREFLIGHT_ALLOWED = 204;

	private static final int OK = 200;

	private static final int FORBIDDEN = 403;

	private static final Set<DenialReason> OF_PREFLIGHTS = EnumSet.of(DenialReason.MALFORMED_ORIGIN,
			DenialReason.ORIGIN_NOT_ALLOWED, DenialReason.MALFORMED_METHOD, DenialReason.METHOD_NOT_ALLOWED,
			DenialReason.HEADER_NOT_ALLOWED, DenialReason.AMBIGUOUS_PATH);

	private static final Set<DenialReason> OF_ACTUAL_REQUESTS = EnumSet.of(DenialReason.MALFORMED_ORIGIN,
			DenialReason.ORIGIN_NOT_ALLOWED, DenialReason.METHOD_NOT_ALLOWED);

	private static final int ANY_ORIGIN = 0;

	private static final int NAMED_ORIGINS_WITH_CREDENTIALS = 1;

	private static final int NAMED_ORIGINS = 2;

	private static final int NOTHING_GRANTED = 3;

	private static final int DENIED = 4;

	private static final int REFUSED = 5;

	/**
	 * The header that keeps a refusal out of caches, which could serve it to another
	 * page. A 403 is not cacheable by default, but some caches store every status.
	 */
	private static final Header NO_STORE = Header.constant(HeaderNames.CACHE_CONTROL, "no-store");

	private static final List<String> USUAL_HEADERS = List.of("Authorization", "Content-Type");

	/** One for all policies, of which there may be thousands. */
	private static final HeaderNameSet USUAL_HEADER_SET = new HeaderNameSet(USUAL_HEADERS, false);

	private final String policy;

	/** Whether the policy does not exist, which is then the reason of its denials. */
	private final boolean missing;

	/** The strictness of the decisions that allow a request. */
	private final int strictness;

	private final CorsDecision notCors;

	private final CorsDecision notCorsWithoutGrant;

	private final CorsDecision allowedActual;

	/**
	 * The allowed preflights. Bit 0 of the index: the requested method is echoed; bit 1:
	 * the requested header names are echoed.
	 */
	private final CorsDecision[] allowedPreflight = new CorsDecision[4];

	private final CorsDecision sameOrigin;

	/** The denials, by kind and reason. */
	private final @Nullable CorsDecision[][] denied = new CorsDecision[Kind.values().length][DenialReason
		.values().length];

	private final List<CorsDecision> all = new ArrayList<>();

	PolicyDecisions(EffectiveSettings settings) {
		this(settings, false);
	}

	private PolicyDecisions(EffectiveSettings settings, boolean missing) {
		this.policy = settings.policy();
		this.missing = missing;
		boolean any = settings.anyOrigin();
		this.strictness = any ? ANY_ORIGIN : settings.credentials() ? NAMED_ORIGINS_WITH_CREDENTIALS : NAMED_ORIGINS;
		List<Header> read = toRead(settings);
		List<Header> actual = toReadAll(settings, read);
		String vary = vary(settings);
		this.notCors = decision(Kind.NOT_CORS, Outcome.ALLOWED, CorsDecision.GO_ON, null, any ? actual : List.of(),
				vary);
		this.notCorsWithoutGrant = any ? withoutGrant() : this.notCors;
		this.allowedActual = decision(Kind.ACTUAL, Outcome.ALLOWED, CorsDecision.GO_ON, null, actual, vary);
		this.sameOrigin = decision(Kind.ACTUAL, Outcome.SAME_ORIGIN, CorsDecision.GO_ON, null, List.of(),
				HeaderNames.ORIGIN);
		allowPreflights(settings, read);
		denyPreflights();
		denyOthers(settings, vary);
	}

	/** Return the headers that let a page read a response. */
	private static List<Header> toRead(EffectiveSettings settings) {
		List<Header> read = new ArrayList<>();
		read.add(settings.anyOrigin() ? Header.constant(HeaderNames.ALLOW_ORIGIN, "*")
				: Header.echo(HeaderNames.ALLOW_ORIGIN, "", Echo.ORIGIN));
		if (settings.credentials()) {
			read.add(Header.constant(HeaderNames.ALLOW_CREDENTIALS, "true"));
		}
		return read;
	}

	/** Return these headers, and the one that lets a page read more headers. */
	private static List<Header> toReadAll(EffectiveSettings settings, List<Header> read) {
		List<Header> actual = new ArrayList<>(read);
		if (!settings.exposedHeaders().texts().isEmpty()) {
			actual
				.add(Header.constant(HeaderNames.EXPOSE_HEADERS, String.join(", ", settings.exposedHeaders().texts())));
		}
		return actual;
	}

	/**
	 * Return the {@code Vary} of responses to requests that are no preflights. With
	 * {@code *}, every page gets the same response, so caches may reuse it.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches">Fetch,
	 * CORS protocol and HTTP caches</a>
	 */
	private static @Nullable String vary(EffectiveSettings settings) {
		return settings.anyOrigin() ? null : HeaderNames.ORIGIN;
	}

	private void allowPreflights(EffectiveSettings settings, List<Header> read) {
		for (int i = 0; i < this.allowedPreflight.length; i++) {
			List<Header> preflight = new ArrayList<>(read);
			preflight.add(methods(settings, (i & 1) != 0));
			if (!settings.headers().texts().isEmpty()) {
				preflight.add(headers(settings, (i & 2) != 0));
			}
			preflight.add(Header.constant(HeaderNames.MAX_AGE, String.valueOf(settings.maxAge().toSeconds())));
			this.allowedPreflight[i] = decision(Kind.PREFLIGHT, Outcome.ALLOWED, PREFLIGHT_ALLOWED, null, preflight,
					HeaderNames.PREFLIGHT_VARY);
		}
	}

	private void denyPreflights() {
		for (DenialReason reason : OF_PREFLIGHTS) {
			deny(Kind.PREFLIGHT, Outcome.DENIED, FORBIDDEN, reason, HeaderNames.PREFLIGHT_VARY);
		}
	}

	/** Create the denials of requests that are no preflights. */
	private void denyOthers(EffectiveSettings settings, @Nullable String vary) {
		Outcome outcome = (settings.enforcement() == Enforcement.REPORT) ? Outcome.WOULD_DENY : Outcome.DENIED;
		int status = (settings.enforcement() == Enforcement.SERVER) ? FORBIDDEN : CorsDecision.GO_ON;
		for (DenialReason reason : OF_ACTUAL_REQUESTS) {
			deny(Kind.ACTUAL, outcome, status, reason, vary);
		}
		deny(Kind.ACTUAL, Outcome.DENIED, CorsDecision.GO_ON, DenialReason.AMBIGUOUS_PATH, HeaderNames.ORIGIN);
		if (settings.anyOrigin()) {
			deny(Kind.ACTUAL, Outcome.DENIED, CorsDecision.GO_ON, DenialReason.CREDENTIALS_NOT_ALLOWED,
					HeaderNames.ORIGIN);
		}
		if (settings.enforcement() != Enforcement.BROWSER) {
			deny(Kind.ACTUAL, outcome, status, DenialReason.NOT_OWN_ORIGIN, vary);
			deny(Kind.NOT_CORS, outcome, status, DenialReason.NOT_OWN_ORIGIN, vary);
			deny(Kind.NOT_CORS, outcome, status, DenialReason.CROSS_SITE_REQUEST, vary);
		}
	}

	/** Create the decisions of a policy that does not exist. */
	static PolicyDecisions ofMissing(EffectiveSettings settings) {
		return new PolicyDecisions(settings, true);
	}

	private void deny(Kind kind, Outcome outcome, int status, DenialReason reason, @Nullable String vary) {
		boolean refused = kind != Kind.PREFLIGHT && status != CorsDecision.GO_ON;
		// No setting of a policy that does not exist allows the request.
		DenialReason told = (this.missing && reason.setting() != null) ? DenialReason.MISSING_POLICY : reason;
		this.denied[kind.ordinal()][reason.ordinal()] = decision(kind, outcome, status, told,
				refused ? List.of(NO_STORE) : List.of(), vary);
	}

	private CorsDecision withoutGrant() {
		CorsDecision decision = new CorsDecision(this.all.size(), this.policy, Kind.NOT_CORS, Outcome.ALLOWED,
				CorsDecision.GO_ON, null, NOTHING_GRANTED, List.of(), HeaderNames.ORIGIN);
		this.all.add(decision);
		return decision;
	}

	/** Whether these are the decisions of a policy that does not exist. */
	boolean areOfMissing() {
		return this.missing;
	}

	CorsDecision notCors() {
		return this.notCors;
	}

	/**
	 * Return the decision on a request without {@code Origin} whose response no page may
	 * read.
	 */
	CorsDecision notCorsWithoutGrant() {
		return this.notCorsWithoutGrant;
	}

	/** Return the decision that replaces another one if the policy grants nothing. */
	CorsDecision withoutGrant(CorsDecision decision) {
		if (decision.reason() != null || decision.outcome() != Outcome.ALLOWED) {
			return decision;
		}
		return (decision.kind() == Kind.NOT_CORS) ? this.notCorsWithoutGrant
				: denied(decision.kind(), DenialReason.AMBIGUOUS_PATH);
	}

	CorsDecision allowedActual() {
		return this.allowedActual;
	}

	CorsDecision sameOrigin() {
		return this.sameOrigin;
	}

	CorsDecision allowedPreflight(boolean echoMethod, boolean echoHeaders) {
		return this.allowedPreflight[(echoMethod ? 1 : 0) + (echoHeaders ? 2 : 0)];
	}

	CorsDecision denied(Kind kind, DenialReason reason) {
		return Objects.requireNonNull(this.denied[kind.ordinal()][reason.ordinal()]);
	}

	/** Return a denied preflight with the status and headers of an allowed one. */
	CorsDecision asThoughAllowed(CorsDecision denied) {
		return denied.toldAs(this.allowedPreflight[0], OK);
	}

	/** Return all decisions, each at its index. */
	List<CorsDecision> all() {
		return List.copyOf(this.all);
	}

	/** With credentials, browsers read {@code *} as the name of a method. */
	private static Header methods(EffectiveSettings settings, boolean echo) {
		if (!settings.methods().containsAny()) {
			return Header.constant(HeaderNames.ALLOW_METHODS, String.join(", ", settings.methods().names()));
		}
		String text = (settings.credentials() ? "" : "*, ") + String.join(", ", MethodSet.USUAL);
		return Header.echo(HeaderNames.ALLOW_METHODS, text, echo ? Echo.REQUESTED_METHOD : Echo.NOTHING);
	}

	private static Header headers(EffectiveSettings settings, boolean echo) {
		if (!settings.headers().containsAny()) {
			return Header.constant(HeaderNames.ALLOW_HEADERS, String.join(", ", settings.headers().names()));
		}
		String text = (settings.credentials() ? "" : "*, ") + String.join(", ", USUAL_HEADERS);
		return new Header(HeaderNames.ALLOW_HEADERS, text, echo ? Echo.REQUESTED_HEADERS : Echo.NOTHING,
				USUAL_HEADER_SET);
	}

	private CorsDecision decision(Kind kind, Outcome outcome, int status, @Nullable DenialReason reason,
			List<Header> headers, @Nullable String vary) {
		CorsDecision decision = new CorsDecision(this.all.size(), this.policy, kind, outcome, status, reason,
				strictness(outcome, status, reason), headers, vary);
		this.all.add(decision);
		return decision;
	}

	private int strictness(Outcome outcome, int status, @Nullable DenialReason reason) {
		if (reason != null) {
			return (status == CorsDecision.GO_ON) ? DENIED : REFUSED;
		}
		// The policy may not allow the origin, which counts beside a policy that does.
		return (outcome == Outcome.SAME_ORIGIN) ? NOTHING_GRANTED : this.strictness;
	}

}
