// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter with the duties of ours, as one could write it for one application. It denies
 * a second {@code Origin} line, drops the headers of earlier filters, keeps {@code Vary},
 * tells its decision in an attribute, and guards the response, later dispatches included.
 * It has no patterns, no paths, no explanations, and no look at {@code Sec-Fetch-Site}.
 */
final class StrictFilter extends OncePerRequestFilter {

	private static final String ALREADY_FILTERED_ATTRIBUTE = StrictFilter.class.getName() + ALREADY_FILTERED_SUFFIX;

	private static final String DECISION_ATTRIBUTE = StrictFilter.class.getName() + ".DECISION";

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private static final String METHODS = String.join(", ", Trust.METHODS);

	private static final String HEADERS = String.join(", ", Trust.HEADERS);

	/** The list as the application's own page requests it. */
	private static final String REQUESTED_HEADERS = String.join(",", Trust.HEADERS);

	private static final String EXPOSED_HEADERS = String.join(", ", Trust.EXPOSED_HEADERS);

	private static final String MAX_AGE = String.valueOf(Trust.MAX_AGE_SECONDS);

	private static final String PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

	private static final Set<String> METHOD_SET = Set.copyOf(Trust.METHODS);

	private static final Set<String> HEADER_SET = Set.copyOf(Trust.HEADERS);

	private final Set<String> origins;

	private final boolean anyOrigin;

	private final boolean credentials;

	StrictFilter(Trust trust) {
		this.origins = new HashSet<>(trust.patterns() ? trust.visitors() : trust.allowedOrigins());
		this.anyOrigin = trust.anyOrigin();
		this.credentials = trust.credentials();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() != DispatcherType.REQUEST) {
			doFilterLaterDispatch(request, response, chain);
			return;
		}
		String origin = request.getHeader("Origin");
		boolean allowed = origin != null && isAllowed(request, origin);
		if (origin != null && request.getMethod().equals("OPTIONS")) {
			String method = request.getHeader("Access-Control-Request-Method");
			if (method != null) {
				answer(request, response, origin, method, allowed);
				return;
			}
		}
		Decision decision = (origin == null) ? Decision.NOT_CORS : allowed ? Decision.ALLOWED : Decision.DENIED;
		request.setAttribute(DECISION_ATTRIBUTE, decision);
		if (response.containsHeader(ALLOW_ORIGIN)) {
			removeCorsHeaders(response);
		}
		Guard guard = new Guard(response, decision, origin);
		guard.writeDecision();
		chain.doFilter(new GuardedRequest(request, guard), guard);
	}

	/** Remove the headers of an earlier filter. */
	private static void removeCorsHeaders(HttpServletResponse response) {
		for (String name : List.copyOf(response.getHeaderNames())) {
			if (isCorsHeader(name)) {
				response.setHeader(name, null);
			}
		}
	}

	private static boolean isCorsHeader(String name) {
		return name.regionMatches(true, 0, "Access-Control-", 0, "Access-Control-".length());
	}

	private boolean isAllowed(HttpServletRequest request, String origin) {
		Enumeration<String> lines = request.getHeaders("Origin");
		lines.nextElement();
		return !lines.hasMoreElements() && (this.anyOrigin || this.origins.contains(origin));
	}

	/** Answer a preflight. No code runs after the filter, so nothing is guarded. */
	private void answer(HttpServletRequest request, HttpServletResponse response, String origin, String method,
			boolean allowed) {
		if (response.containsHeader(ALLOW_ORIGIN)) {
			removeCorsHeaders(response);
		}
		addVary(response, PREFLIGHT_VARY);
		if (!allowed || !METHOD_SET.contains(method)
				|| !areAllowed(request.getHeader("Access-Control-Request-Headers"))) {
			request.setAttribute(DECISION_ATTRIBUTE, Decision.DENIED);
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		request.setAttribute(DECISION_ATTRIBUTE, Decision.ALLOWED);
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
		response.setHeader(ALLOW_ORIGIN, this.anyOrigin ? "*" : origin);
		response.setHeader("Access-Control-Allow-Methods", METHODS);
		response.setHeader("Access-Control-Allow-Headers", HEADERS);
		if (this.credentials) {
			response.setHeader("Access-Control-Allow-Credentials", "true");
		}
		response.setHeader("Access-Control-Max-Age", MAX_AGE);
	}

	private static boolean areAllowed(@Nullable String names) {
		if (names == null || names.equals(REQUESTED_HEADERS)) {
			return true;
		}
		for (String name : names.split(",")) {
			if (!HEADER_SET.contains(name)) {
				return false;
			}
		}
		return true;
	}

	private static void addVary(HttpServletResponse response, String value) {
		if (!response.containsHeader("Vary") || !response.getHeaders("Vary").contains(value)) {
			response.addHeader("Vary", value);
		}
	}

	private void doFilterLaterDispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Decision decision = (Decision) request.getAttribute(DECISION_ATTRIBUTE);
		if (decision == null || response instanceof Guard) {
			chain.doFilter(request, response);
			return;
		}
		Guard guard = new Guard(response, decision, request.getHeader("Origin"));
		guard.writeDecision();
		chain.doFilter(new GuardedRequest(request, guard), guard);
	}

	@Override
	protected String getAlreadyFilteredAttributeName() {
		return ALREADY_FILTERED_ATTRIBUTE;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	private enum Decision {

		NOT_CORS, ALLOWED, DENIED

	}

	/** A request whose asynchronous dispatches keep the guard. */
	private static final class GuardedRequest extends HttpServletRequestWrapper {

		private final Guard guard;

		GuardedRequest(HttpServletRequest request, Guard guard) {
			super(request);
			this.guard = guard;
		}

		@Override
		public AsyncContext startAsync() {
			return startAsync(getRequest(), this.guard);
		}

	}

	/** A response that keeps the headers of the decision and drops others. */
	private final class Guard extends HttpServletResponseWrapper {

		private final Decision decision;

		private final @Nullable String origin;

		Guard(HttpServletResponse response, Decision decision, @Nullable String origin) {
			super(response);
			this.decision = decision;
			this.origin = origin;
		}

		private void writeDecision() {
			HttpServletResponse response = (HttpServletResponse) getResponse();
			if (StrictFilter.this.anyOrigin) {
				response.setHeader(ALLOW_ORIGIN, "*");
				response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
				return;
			}
			if (this.decision == Decision.ALLOWED) {
				response.setHeader(ALLOW_ORIGIN, this.origin);
				response.setHeader("Access-Control-Allow-Credentials", "true");
				response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
			}
			addVary(response, "Origin");
		}

		@Override
		public void reset() {
			super.reset();
			writeDecision();
		}

		@Override
		public void setHeader(String name, String value) {
			if (!isCorsHeader(name)) {
				super.setHeader(name, value);
				if (name.equalsIgnoreCase("Vary")) {
					writeDecision();
				}
			}
		}

		@Override
		public void addHeader(String name, String value) {
			if (!isCorsHeader(name)) {
				super.addHeader(name, value);
			}
		}

	}

}
