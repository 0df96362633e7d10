// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsDecision.Echo;
import io.github.originaccess.cors.CorsDecision.Header;
import io.github.originaccess.cors.CorsDecision.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Every outcome that one policy can have: the rows of the table "what goes over the
 * wire". Made while the policy is compiled; a request only chooses among them.
 */
final class PolicyDecisions {

	/**
	 * Containers reserve 8 KB for a response's headers, and every echoed name may take
	 * one more byte than it had. No browser asks for half as much.
	 */
	static final int MAX_ECHOED_NAMES_LENGTH = 4096;

	private static final int PREFLIGHT_ALLOWED = 204;

	private static final int PREFLIGHT_DENIED = 403;

	private static final List<String> USUAL_HEADERS = List.of("Authorization", "Content-Type");

	private final String policy;

	private final CorsDecision notCors;

	private final CorsDecision allowedActual;

	/**
	 * Bit 0 of the index: the requested method is echoed. Bit 1: the requested names are.
	 */
	private final CorsDecision[] allowedPreflight = new CorsDecision[4];

	private final CorsDecision[] deniedPreflight = new CorsDecision[DenialReason.values().length];

	private final CorsDecision[] deniedActual = new CorsDecision[DenialReason.values().length];

	private int count;

	PolicyDecisions(String policy, PolicyAnswers answers) {
		this.policy = policy;
		boolean any = answers.anyOrigin();
		List<Header> read = new ArrayList<>();
		read.add(any ? Header.constant(HeaderNames.ALLOW_ORIGIN, "*")
				: Header.echo(HeaderNames.ALLOW_ORIGIN, "", Echo.ORIGIN));
		if (answers.credentials()) {
			read.add(Header.constant(HeaderNames.ALLOW_CREDENTIALS, "true"));
		}
		List<Header> actual = new ArrayList<>(read);
		if (!answers.exposedHeaders().isEmpty()) {
			actual.add(Header.constant(HeaderNames.EXPOSE_HEADERS, String.join(", ", answers.exposedHeaders())));
		}
		// Whoever asks gets the same answer, so caches may reuse it for everybody.
		// https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
		String vary = any ? null : HeaderNames.ORIGIN;
		this.notCors = decision(Kind.NOT_CORS, CorsDecision.GO_ON, null, any ? actual : List.of(), vary);
		this.allowedActual = decision(Kind.ACTUAL, CorsDecision.GO_ON, null, actual, vary);
		for (int i = 0; i < this.allowedPreflight.length; i++) {
			List<Header> preflight = new ArrayList<>(read);
			preflight.add(methods(answers, (i & 1) != 0));
			if (answers.anyHeader() || !answers.headers().isEmpty()) {
				preflight.add(headers(answers, (i & 2) != 0));
			}
			preflight.add(Header.constant(HeaderNames.MAX_AGE, String.valueOf(answers.maxAgeSeconds())));
			this.allowedPreflight[i] = decision(Kind.PREFLIGHT, PREFLIGHT_ALLOWED, null, preflight,
					HeaderNames.PREFLIGHT_VARY);
		}
		for (DenialReason reason : DenialReason.values()) {
			this.deniedPreflight[reason.ordinal()] = decision(Kind.PREFLIGHT, PREFLIGHT_DENIED, reason, List.of(),
					HeaderNames.PREFLIGHT_VARY);
			this.deniedActual[reason.ordinal()] = decision(Kind.ACTUAL, CorsDecision.GO_ON, reason, List.of(), vary);
		}
	}

	CorsDecision notCors() {
		return this.notCors;
	}

	CorsDecision allowedActual() {
		return this.allowedActual;
	}

	CorsDecision allowedPreflight(boolean echoMethod, boolean echoHeaders) {
		return this.allowedPreflight[(echoMethod ? 1 : 0) + (echoHeaders ? 2 : 0)];
	}

	CorsDecision denied(Kind kind, DenialReason reason) {
		return ((kind == Kind.PREFLIGHT) ? this.deniedPreflight : this.deniedActual)[reason.ordinal()];
	}

	int count() {
		return this.count;
	}

	/** With credentials, {@code *} is the name of a method like any other. */
	private static Header methods(PolicyAnswers answers, boolean echo) {
		if (!answers.anyMethod()) {
			return Header.constant(HeaderNames.ALLOW_METHODS, String.join(", ", answers.methods()));
		}
		String text = (answers.credentials() ? "" : "*, ") + String.join(", ", MethodSet.USUAL);
		return Header.echo(HeaderNames.ALLOW_METHODS, text, echo ? Echo.REQUESTED_METHOD : Echo.NOTHING);
	}

	private static Header headers(PolicyAnswers answers, boolean echo) {
		if (!answers.anyHeader()) {
			return Header.constant(HeaderNames.ALLOW_HEADERS, String.join(", ", answers.headers()));
		}
		String text = (answers.credentials() ? "" : "*, ") + String.join(", ", USUAL_HEADERS);
		return new Header(HeaderNames.ALLOW_HEADERS, text, echo ? Echo.REQUESTED_HEADERS : Echo.NOTHING,
				new HeaderNameSet(USUAL_HEADERS, false));
	}

	private CorsDecision decision(Kind kind, int status, @Nullable DenialReason reason, List<Header> headers,
			@Nullable String vary) {
		return new CorsDecision(this.count++, this.policy, kind, status, reason, headers, vary);
	}

	/**
	 * The settings of a policy that its answers depend on, normalised and free of
	 * contradictions.
	 */
	record PolicyAnswers(boolean anyOrigin, boolean credentials, boolean anyMethod, List<String> methods,
			boolean anyHeader, List<String> headers, List<String> exposedHeaders, long maxAgeSeconds) {

	}

}
