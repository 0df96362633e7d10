// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Objects;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Decides again on a request that reaches Spring's dispatcher with another path than the
 * {@link CorsPolicyFilter} saw: a filter behind it wrapped the request, or the
 * application forwarded it. Of two policies the stricter one decides.
 * <p>
 * Must be mapped to the servlet's name, not to a URL: containers run the filters of a
 * servlet's name behind all filters of its URL.
 *
 * @see <a href=
 * "https://jakarta.ee/specifications/servlet/6.1/jakarta-servlet-spec-6.1#configuration-of-filters-in-a-web-application">Servlet,
 * configuration of filters</a>
 */
public final class RewrittenPathFilter implements Filter {

	private final CorsPolicyFilter filter;

	/**
	 * Create a filter.
	 * @param filter the filter that decides on requests when they arrive
	 */
	public RewrittenPathFilter(CorsPolicyFilter filter) {
		this.filter = filter;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse
				&& mayBeRewritten(httpRequest, httpResponse)) {
			this.filter.doFilterRewritten(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	/**
	 * Whether the path may differ from the one that was decided on. What an error page
	 * and an included resource add belongs to a response that has its decision.
	 */
	private static boolean mayBeRewritten(HttpServletRequest request, HttpServletResponse response) {
		if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
			return false;
		}
		return switch (request.getDispatcherType()) {
			case REQUEST -> hasAnotherPath(request, decided(request, response));
			// Tomcat puts the path of a forward below the wrappers, so that no comparison
			// tells whether it is another one.
			case FORWARD -> true;
			// A handler has run for the path that this attribute names, if any.
			case ASYNC -> request.getAttribute(AsyncContext.ASYNC_REQUEST_URI) instanceof String uri
					&& !uri.equals(request.getRequestURI());
			case INCLUDE, ERROR -> false;
		};
	}

	private static boolean hasAnotherPath(HttpServletRequest request, HttpServletRequest decided) {
		return request != decided && !(request.getRequestURI().equals(decided.getRequestURI())
				&& request.getContextPath().equals(decided.getContextPath())
				&& Objects.equals(ServletPathReader.INSTANCE.decodedPath(request),
						ServletPathReader.INSTANCE.decodedPath(decided)));
	}

	/**
	 * Return the request as it was decided on or, if it is not covered, as it arrived.
	 */
	private static HttpServletRequest decided(HttpServletRequest request, HttpServletResponse response) {
		GuardedRequest guarded = CorsPolicyFilter.guardedRequest(request, response);
		if (guarded != null) {
			return guarded;
		}
		ServletRequest arrived = request;
		while (arrived instanceof ServletRequestWrapper wrapper) {
			arrived = wrapper.getRequest();
		}
		return (arrived instanceof HttpServletRequest httpRequest) ? httpRequest : request;
	}

}
