// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The decision of a policy on a request, with the headers and the status of the response.
 * A policy prepares all its decisions when it is compiled, so equal requests get the same
 * object. Immutable and safe for use by many threads.
 */
public final class CorsDecision {

	/** The {@link #status()} of a request that the application handles. */
	public static final int GO_ON = 0;

	private final int index;

	private final String policy;

	private final Kind kind;

	private final Outcome outcome;

	private final int status;

	private final @Nullable DenialReason reason;

	private final int strictness;

	/** An array, because a loop over it makes no method call. */
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
		this.headers = headers.toArray(new Header[0]);
		this.vary = vary;
	}

	/**
	 * Return the position of this decision among those of its policy.
	 * @return the index in {@link CorsPolicy#possibleDecisions()}, from 0
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Return the name of the policy that decided.
	 * @return the name; {@code default} for the default policy
	 */
	public String policy() {
		return this.policy;
	}

	/**
	 * Return the kind of the request.
	 * @return the kind, which depends on the request alone, not on the policy
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Return the outcome, as logs and metrics count it.
	 * @return the outcome; {@link Outcome#DENIED} too where the browser alone withholds
	 * the response
	 */
	public Outcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether the policy allows the request. A same-origin request needs no permission,
	 * so it is allowed without a header. A request without {@code Origin} is allowed too,
	 * unless the server enforces or reports the policy and a page of another origin sent
	 * the request.
	 * @return {@code false} if there is a {@link #reason()}
	 */
	public boolean isAllowed() {
		return this.reason == null;
	}

	/**
	 * Return why the policy denies the request, or would deny it under
	 * {@link Enforcement#SERVER}.
	 * @return the reason, or {@code null} if the request is allowed
	 */
	public @Nullable DenialReason reason() {
		return this.reason;
	}

	/**
	 * Return the status of the response that the caller sends without a body, and without
	 * the application.
	 * @return the HTTP status, or {@link #GO_ON} if the application handles the request
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Whether this decision permits less than another decision on the same request. The
	 * order from strict to lax: a refused request, a denied one, a decision that grants
	 * nothing, a policy with named origins, the same with credentials, a policy for any
	 * origin.
	 * @param other the other decision
	 * @return {@code false} if both permit the same, or the other one permits less
	 */
	public boolean isStricterThan(CorsDecision other) {
		return this.strictness > other.strictness;
	}

	/**
	 * Write the headers of this decision to a response. A second call for the same
	 * response changes nothing.
	 * @param request the request that was decided on; its validated values are echoed
	 * @param response the response, before its headers are sent
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
	 * Combine this decision with another one on the same request, so that the result
	 * permits no more than either of them.
	 * @param other the other decision
	 * @return the {@linkplain #isStricterThan stricter} decision, or this one if both are
	 * equally strict; without credentials and exposed headers that one of the two lacks
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

	/** Return the constant text of a header, or null if the header is missing. */
	private @Nullable String text(String name) {
		for (Header header : this.headers) {
			if (header.name.equals(name)) {
				return header.text;
			}
		}
		return null;
	}

	/** Return this decision without a header; this object if it lacks the header. */
	CorsDecision without(String name) {
		if (text(name) == null) {
			return this;
		}
		List<Header> others = new ArrayList<>(List.of(this.headers));
		others.removeIf((header) -> header.name.equals(name));
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, this.status, this.reason,
				this.strictness, others, this.vary);
	}

	/** Return this decision with one more header. */
	CorsDecision with(Header header) {
		List<Header> all = new ArrayList<>(List.of(this.headers));
		all.add(header);
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, this.status, this.reason,
				this.strictness, all, this.vary);
	}

	/** Return this decision with another status, and with headers and Vary of another. */
	CorsDecision toldAs(CorsDecision other, int status) {
		return new CorsDecision(this.index, this.policy, this.kind, this.outcome, status, this.reason, this.strictness,
				List.of(other.headers), other.vary);
	}

	/**
	 * Return a text for logs and debuggers.
	 * @return policy, kind, outcome and reason; nothing of it comes from the request
	 */
	@Override
	public String toString() {
		return this.policy + " " + this.kind + " " + this.outcome.code()
				+ ((this.reason != null) ? " " + this.reason.code() : "");
	}

	/**
	 * The kind of a request.
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
	 * The outcome of a decision, as logs and metrics count it.
	 */
	public enum Outcome {

		/** The policy allows the request. */
		ALLOWED,

		/**
		 * The policy does not allow the request. The server refuses it, or the browser
		 * withholds the response from the page.
		 */
		DENIED,

		/**
		 * The application handles the request under {@link Enforcement#REPORT}, and the
		 * server would refuse it under {@link Enforcement#SERVER}.
		 */
		WOULD_DENY,

		/**
		 * The request has an {@code Origin}, and comes from the application's own pages
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
	 * The part of a request that a header repeats after its constant text. The check that
	 * led to the decision has validated that part.
	 */
	enum Echo {

		NOTHING, ORIGIN, REQUESTED_METHOD, REQUESTED_HEADERS

	}

	/**
	 * One header of a decision.
	 *
	 * @param name the header's name
	 * @param text the text before the echo; the whole value if nothing is echoed
	 * @param echo the part of the request to echo
	 * @param listed the header names in the text; they are not echoed again
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
				case REQUESTED_METHOD -> withRequestedMethod(request.soleHeader(HeaderNames.REQUEST_METHOD));
				case REQUESTED_HEADERS -> withRequestedHeaders(request.headers(HeaderNames.REQUEST_HEADERS));
			};
		}

		private String withRequestedMethod(@Nullable String method) {
			return (method != null) ? this.text + ", " + method : this.text;
		}

		private String withRequestedHeaders(List<String> lines) {
			StringBuilder names = new StringBuilder(this.text);
			lines.forEach((line) -> this.listed.appendOthers(line, names));
			return names.toString();
		}

	}

}
