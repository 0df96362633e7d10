// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One outcome that a policy can have, prepared when the policy was compiled: equal
 * requests get the same object. Immutable and safe for use by many threads.
 */
public final class CorsDecision {

	/** The value of {@link #status()} for requests that go on to the application. */
	public static final int GO_ON = 0;

	private final int index;

	private final String policy;

	private final Kind kind;

	private final Outcome outcome;

	private final int status;

	private final @Nullable DenialReason reason;

	private final int strictness;

	/** An array, as a loop over it costs no call. */
	private final Header[] headers;

	private final @Nullable String vary;

	CorsDecision(int index, String policy, Kind kind, Outcome outcome, int status, @Nullable DenialReason reason,
			int strictness, List<Header> headers, @Nullable String vary) {
		this.index = index;
		this.policy = policy;
		this.kind = kind;
		this.outcome = outcome;
		this.status = status;
		this.reason = reason;
		this.strictness = strictness;
		this.headers = headers.toArray(Header[]::new);
		this.vary = vary;
	}

	/**
	 * Return the number of this outcome among those of its policy.
	 * @return its index in {@link CorsPolicy#possibleDecisions()}
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Return the name of the policy that decided.
	 * @return the name, {@code default} for the default policy
	 */
	public String policy() {
		return this.policy;
	}

	/**
	 * Return what kind of request was decided on.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Return what became of the request, as logs and metrics count it.
	 * @return the outcome
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether there is nothing against the request. A same-origin request needs no
	 * permission: it is allowed though no header says so. So is a request without
	 * {@code Origin}, unless the server enforces the policy and knows whose page sent it.
	 * @return {@code false} if there is a {@link #reason()}
	 */
	public boolean isAllowed() {
		return this.reason == null;
	}

	/**
	 * Return why the request was denied, or would have been.
	 * @return the reason, or {@code null} if the request is allowed
	 */
	public @Nullable DenialReason reason() {
		return this.reason;
	}

	/**
	 * Return the status with which the caller answers the request, without a body and
	 * without passing it on.
	 * @return an HTTP status, or {@link #GO_ON} if the request goes on to the application
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Whether this decision gives a request less than another decision on the same
	 * request. A refusal is the strictest, then comes a denial, then the decision of a
	 * policy that names its origins, then one with credentials. A policy for every origin
	 * is the least strict.
	 * @param other the other decision
	 * @return {@code false} if both give the same, or the other one gives less
	 */
	public boolean isStricterThan(CorsDecision other) {
		return this.strictness > other.strictness;
	}

	/**
	 * Write the headers of this outcome. May be called again for the same response, which
	 * then has them once all the same.
	 * @param request the request that was decided on
	 * @param response where to write
	 */
	public void writeTo(CorsRequest request, ResponseHeaders response) {
		for (Header header : this.headers) {
			String value = header.valueFor(request);
			if (value != null) {
				response.set(header.name, value);
			}
		}
		if (this.vary != null) {
			response.addVary(this.vary);
		}
	}

	/**
	 * Return the decision that gives no more than this one and another decision on the
	 * same request.
	 * @param other the other decision
	 * @return the {@linkplain #isStricterThan stricter} decision, this one if there is no
	 * difference; without credentials and exposed headers that one of the two lacks
	 */
	public CorsDecision and(CorsDecision other) {
		CorsDecision stricter = other.isStricterThan(this) ? other : this;
		CorsDecision laxer = (stricter == this) ? other : this;
		return stricter.limitedTo(laxer, HeaderNames.ALLOW_CREDENTIALS).limitedTo(laxer, HeaderNames.EXPOSE_HEADERS);
	}

	private CorsDecision limitedTo(CorsDecision laxer, String name) {
		String value = text(name);
		String other = laxer.text(name);
		return (value == null || value.equals(other) || "*".equals(other)) ? this : without(name);
	}

	/** Return the constant text of a header, or null if this has no such header. */
	private @Nullable String text(String name) {
		for (Header header : this.headers) {
			if (header.name.equals(name)) {
				return header.text;
			}
		}
		return null;
	}

	/** Return the same outcome without a header; this one if it has none. */
	CorsDecision without(String name) {
		if (text(name) == null) {
			return this;
		}
		List<Header> others = new ArrayList<>(List.of(this.headers));
		others.removeIf((header) -> header.name.equals(name));
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, this.status, this.reason,
				this.strictness, others, this.vary);
	}

	/** Return the same outcome with another header. */
	CorsDecision with(Header header) {
		List<Header> all = new ArrayList<>(List.of(this.headers));
		all.add(header);
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, this.status, this.reason,
				this.strictness, all, this.vary);
	}

	/** Return the same outcome told with status, headers and Vary of another. */
	CorsDecision toldAs(CorsDecision other, int status) {
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, status, this.reason, this.strictness,
				List.of(other.headers), other.vary);
	}

	/**
	 * For logs and debuggers.
	 * @return policy, kind and outcome, none of which comes from a request
	 */
	@Override
	public String toString() {
		return this.policy + " " + this.kind + " " + this.outcome.code()
				+ ((this.reason != null) ? " " + this.reason.code() : "");
	}

	/**
	 * The kinds of request.
	 *
	 * @see <a href="https://fetch.spec.whatwg.org/#http-requests">Fetch, CORS request and
	 * CORS-preflight request</a>
	 */
	public enum Kind {

		/** A request without {@code Origin}. */
		NOT_CORS,

		/** A CORS request that is not a preflight. */
		ACTUAL,

		/** A CORS-preflight request. */
		PREFLIGHT

	}

	/**
	 * What becomes of requests.
	 */
	public enum Outcome {

		/** The policy allows the request. */
		ALLOWED,

		/**
		 * The policy is against the request: it is refused, or the browser is left to.
		 */
		DENIED,

		/**
		 * Under {@link Enforcement#REPORT}: the request goes on, and under
		 * {@link Enforcement#SERVER} would not.
		 */
		WOULD_DENY,

		/**
		 * The request has an {@code Origin}, but comes from the application's own pages
		 * or from the user.
		 */
		SAME_ORIGIN;

		/**
		 * Return the name of the outcome in logs and metrics.
		 * @return the name in lower case with dashes, such as {@code would-deny}
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * What a header says of the request besides its constant text. Nothing is echoed that
	 * the check which led to the decision has not validated.
	 */
	enum Echo {

		NOTHING, ORIGIN, REQUESTED_METHOD, REQUESTED_HEADERS

	}

	/**
	 * One header of an outcome.
	 *
	 * @param name the header's name
	 * @param text what precedes the echo; the whole value if there is none
	 * @param echo what is echoed
	 * @param listed the header names in the text, which are not echoed again
	 */
	record Header(String name, String text, Echo echo, HeaderNameSet listed) {

		private static final HeaderNameSet NOTHING_LISTED = new HeaderNameSet(List.of(), false);

		static Header constant(String name, String text) {
			return new Header(name, text, Echo.NOTHING, NOTHING_LISTED);
		}

		static Header echo(String name, String text, Echo echo) {
			return new Header(name, text, echo, NOTHING_LISTED);
		}

		private @Nullable String valueFor(CorsRequest request) {
			return switch (this.echo) {
				case NOTHING -> this.text;
				case ORIGIN -> request.header(HeaderNames.ORIGIN);
				case REQUESTED_METHOD -> this.text + ", " + request.header(HeaderNames.REQUEST_METHOD);
				case REQUESTED_HEADERS -> withRequestedHeaders(request.headers(HeaderNames.REQUEST_HEADERS));
			};
		}

		private String withRequestedHeaders(List<String> lines) {
			StringBuilder names = new StringBuilder(this.text);
			lines.forEach((line) -> this.listed.appendOthers(line, names));
			return names.toString();
		}

	}

}
