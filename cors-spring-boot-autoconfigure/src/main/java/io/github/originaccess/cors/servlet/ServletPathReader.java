// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.PathReader;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * A reader of the paths of a servlet container's requests.
 */
final class ServletPathReader implements PathReader<HttpServletRequest> {

	/** Of the interface, which a start then need not load to verify the filters. */
	static final PathReader<HttpServletRequest> INSTANCE = new ServletPathReader();

	private ServletPathReader() {
	}

	@Override
	public String uri(HttpServletRequest request) {
		return request.getRequestURI();
	}

	@Override
	public String contextPath(HttpServletRequest request) {
		return request.getContextPath();
	}

	@Override
	public @Nullable String decodedPath(HttpServletRequest request) {
		// The container's path is already that of the error page.
		if (request instanceof FailedRequest) {
			return null;
		}
		String pathInfo = request.getPathInfo();
		return (pathInfo != null) ? request.getServletPath() + pathInfo : request.getServletPath();
	}

	/**
	 * Return the view of a request. The application may see another {@code Origin} than
	 * the one that was sent, so the view of a covered request is the guarded one.
	 */
	@Override
	public CorsRequest view(HttpServletRequest request) {
		GuardedRequest guarded = WebUtils.getNativeRequest(request, GuardedRequest.class);
		return (guarded != null) ? guarded : new ServletCorsRequest(request);
	}

	/**
	 * A request that failed, as the attributes of the error dispatch describe it.
	 */
	static final class FailedRequest extends HttpServletRequestWrapper {

		private final String uri;

		private FailedRequest(HttpServletRequest request, String uri) {
			super(request);
			this.uri = uri;
		}

		/** Return the request that failed, or null if this is no error dispatch. */
		static @Nullable FailedRequest of(HttpServletRequest request) {
			return (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri)
					? new FailedRequest(request, uri) : null;
		}

		@Override
		public String getRequestURI() {
			return this.uri;
		}

		@Override
		public String getMethod() {
			Object method = getAttribute(RequestDispatcher.ERROR_METHOD);
			return (method != null) ? method.toString() : super.getMethod();
		}

	}

}
