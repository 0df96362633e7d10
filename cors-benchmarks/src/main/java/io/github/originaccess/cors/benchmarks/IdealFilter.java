// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A minimal filter, as one could write it for one application: one hash look-up and
 * constant headers. Its responses to well-formed requests are correct. It has no
 * patterns, no paths, no guard of the response, no headers on several lines, and no
 * explanations. So it is a lower limit, not a rival.
 */
final class IdealFilter implements Filter {

	private static final String METHODS = String.join(", ", Trust.METHODS);

	private static final String HEADERS = String.join(", ", Trust.HEADERS);

	/** The list as the application's own page requests it. */
	private static final String REQUESTED_HEADERS = String.join(",", Trust.HEADERS);

	private static final String EXPOSED_HEADERS = String.join(", ", Trust.EXPOSED_HEADERS);

	private static final String MAX_AGE = String.valueOf(Trust.MAX_AGE_SECONDS);

	private static final Set<String> METHOD_SET = Set.copyOf(Trust.METHODS);

	private static final Set<String> HEADER_SET = Set.copyOf(Trust.HEADERS);

	private final Set<String> origins;

	private final boolean anyOrigin;

	private final boolean credentials;

	IdealFilter(Trust trust) {
		this.origins = new HashSet<>(trust.patterns() ? trust.visitors() : trust.allowedOrigins());
		this.anyOrigin = trust.anyOrigin();
		this.credentials = trust.credentials();
	}

	@Override
	public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		HttpServletResponse response = (HttpServletResponse) servletResponse;
		String origin = request.getHeader("Origin");
		boolean allowed = origin != null && (this.anyOrigin || this.origins.contains(origin));
		if (origin != null && request.getMethod().equals("OPTIONS")) {
			String method = request.getHeader("Access-Control-Request-Method");
			if (method != null) {
				answer(request, response, origin, method, allowed);
				return;
			}
		}
		if (this.anyOrigin) {
			response.setHeader("Access-Control-Allow-Origin", "*");
			response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
		}
		else if (allowed) {
			response.setHeader("Access-Control-Allow-Origin", origin);
			response.setHeader("Access-Control-Allow-Credentials", "true");
			response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
		}
		if (!this.anyOrigin) {
			response.addHeader("Vary", "Origin");
		}
		chain.doFilter(request, response);
	}

	private void answer(HttpServletRequest request, HttpServletResponse response, String origin, String method,
			boolean allowed) {
		response.addHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
		if (!allowed || !METHOD_SET.contains(method)
				|| !areAllowed(request.getHeader("Access-Control-Request-Headers"))) {
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
		response.setHeader("Access-Control-Allow-Origin", this.anyOrigin ? "*" : origin);
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

}
