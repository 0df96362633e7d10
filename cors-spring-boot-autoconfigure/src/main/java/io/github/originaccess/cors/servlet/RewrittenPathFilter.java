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
 * A filter in front of Spring's dispatcher. It decides again if a filter or a forward has
 * changed the path that the {@link CorsPolicyFilter} saw. Of two policies the stricter
 * one decides.
 * <p>
 * Map it to the servlet's name, not to a URL. Containers run the filters of a servlet's
 * name after all filters of its URL.
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
	 * Whether the path may differ from the one that was decided on. An error page or an
	 * included resource adds to a response that has its decision.
	 */
	private static boolean mayBeRewritten(HttpServletRequest request, HttpServletResponse response) {
		boolean another = switch (request.getDispatcherType()) {
			case REQUEST -> hasAnotherPath(request, decided(request, response));
			// Tomcat changes the path below the wrappers, so no comparison helps.
			case FORWARD -> true;
			// A handler has already run for the path in this attribute.
			case ASYNC -> request.getAttribute(AsyncContext.ASYNC_REQUEST_URI) instanceof String uri
					&& !uri.equals(request.getRequestURI());
			case INCLUDE, ERROR -> false;
		};
		return another && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null;
	}

	private static boolean hasAnotherPath(HttpServletRequest request, HttpServletRequest decided) {
		return request != decided && !(request.getRequestURI().equals(decided.getRequestURI())
				&& request.getContextPath().equals(decided.getContextPath())
				&& Objects.equals(ServletPathReader.INSTANCE.decodedPath(request),
						ServletPathReader.INSTANCE.decodedPath(decided)));
	}

	/**
	 * Return the request as it was decided on, or as it arrived if it is not covered.
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
