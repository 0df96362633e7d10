// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialBody;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
import io.github.originaccess.cors.registry.AmbiguousPath;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PathPolicyResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Lets the policy that covers a request decide on it, answers preflights, and guards the
 * response of every other covered request. Must be registered for all dispatcher types: a
 * container hands later dispatches the bare response, and some have lost headers by then.
 * <p>
 * What a container answers when no filter runs any more is out of reach: where an
 * application has no error page at all, Jetty keeps the CORS headers of the response but
 * removes {@code Vary} before it writes a page of its own.
 */
public class CorsPolicyFilter extends OncePerRequestFilter implements Ordered {

	/**
	 * The place of the filter unless told otherwise: after forwarded headers and
	 * observation, before session and security.
	 */
	public static final int DEFAULT_ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

	/**
	 * Name of the request attribute that holds the {@link CorsDecision} on a covered
	 * request.
	 */
	public static final String DECISION_ATTRIBUTE = "io.github.originaccess.cors.CorsDecision";

	private static final String ALREADY_FILTERED_ATTRIBUTE = CorsPolicyFilter.class.getName() + ALREADY_FILTERED_SUFFIX;

	private final CorsPolicyRegistry registry;

	private final ForeignHeaderLog foreignHeaders = new ForeignHeaderLog();

	private GuardSettings guardSettings = new GuardSettings(this.foreignHeaders, null);

	private @Nullable CorsPolicyResolver policyResolver;

	private DecisionObserver[] observers = { new DenialLog() };

	private boolean explainDenials;

	private int order = DEFAULT_ORDER;

	/**
	 * Create a filter.
	 * @param registry the policies in force
	 */
	public CorsPolicyFilter(CorsPolicyRegistry registry) {
		this.registry = registry;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	/**
	 * Set the place of the filter among the others, for an application that publishes it
	 * as a bean of its own.
	 * @param order the order, {@link #DEFAULT_ORDER} unless set
	 */
	public void setOrder(int order) {
		this.order = order;
	}

	/**
	 * Set what chooses policies before the path does.
	 * @param policyResolver the resolver; {@code null}, as it is unless set, to leave it
	 * to the path
	 */
	public void setPolicyResolver(@Nullable CorsPolicyResolver policyResolver) {
		this.policyResolver = policyResolver;
		List<String> vary = (policyResolver != null) ? policyResolver.requestHeaders() : List.of();
		this.guardSettings = new GuardSettings(this.foreignHeaders, vary.isEmpty() ? null : String.join(", ", vary));
	}

	/**
	 * Set who is told of decisions.
	 * @param observers the observers, a {@link DenialLog} unless set
	 */
	public void setObservers(List<DecisionObserver> observers) {
		this.observers = observers.toArray(DecisionObserver[]::new);
	}

	/**
	 * Set whether responses say why a request was denied, which is for development.
	 * @param explainDenials whether they do, {@code false} unless set
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.explainDenials = explainDenials;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() != DispatcherType.REQUEST) {
			doFilterLaterDispatch(request, response, chain);
			return;
		}
		CorsPolicy policy = findPolicy(request);
		if (policy == null) {
			chain.doFilter(request, response);
			return;
		}
		GuardedRequest guarded = new GuardedRequest(request, response, policy, this.guardSettings);
		// An array: a list's iterator would be one object per request.
		for (DecisionObserver observer : this.observers) {
			observer.decided(policy, guarded, guarded.decision());
		}
		Explanation explanation = null;
		if (this.explainDenials && guarded.decision().reason() != null) {
			explanation = Explanation.of(policy, guarded, guarded.decision());
			guarded = new GuardedRequest(request, response, explanation.answer(), this.guardSettings);
		}
		request.setAttribute(DECISION_ATTRIBUTE, guarded.decision());
		guarded.response().begin();
		if (guarded.decision().status() == CorsDecision.GO_ON) {
			chain.doFilter(guarded, guarded.response());
			return;
		}
		response.setStatus(guarded.decision().status());
		if (explanation != null) {
			byte[] body = DenialBody.of(explanation, guarded.decision().status());
			response.setContentType(DenialBody.CONTENT_TYPE);
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
	}

	@Override
	protected void doFilterNestedErrorDispatch(HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		doFilterLaterDispatch(request, response, chain);
	}

	/**
	 * A later dispatch is no new request: the first decision stays, and its headers come
	 * back.
	 */
	private void doFilterLaterDispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		GuardedResponse guard = WebUtils.getNativeResponse(response, GuardedResponse.class);
		if (guard != null) {
			boolean guarded = WebUtils.getNativeRequest(request, GuardedRequest.class) != null;
			chain.doFilter(guarded ? request : new GuardedRequest(request, guard), response);
			return;
		}
		CorsDecision decision = (CorsDecision) request.getAttribute(DECISION_ATTRIBUTE);
		if (decision == null) {
			decision = decideOnFailedRequest(request, response);
		}
		if (decision == null) {
			chain.doFilter(request, response);
			return;
		}
		GuardedRequest guarded = new GuardedRequest(request, response, decision, this.guardSettings);
		guarded.response().resume();
		chain.doFilter(guarded, guarded.response());
	}

	/**
	 * What a container refuses by itself, such as TRACE, comes here first as an error,
	 * and the dispatch of an error is a GET whatever the request was.
	 */
	private @Nullable CorsDecision decideOnFailedRequest(HttpServletRequest request, HttpServletResponse response) {
		if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri) {
			HttpServletRequest failed = new FailedRequest(request);
			PathPolicyResolver paths = this.registry.paths();
			CorsPolicy policy = resolve(failed, uri, paths);
			if (policy == null) {
				// The container's view of the path is of the error page now.
				policy = paths.find(uri, failed.getContextPath(), new ServletCorsRequest(failed));
			}
			return (policy == null) ? null
					: new GuardedRequest(failed, response, policy, this.guardSettings).decision();
		}
		return null;
	}

	private @Nullable CorsPolicy findPolicy(HttpServletRequest request) {
		String uri = request.getRequestURI();
		PathPolicyResolver paths = this.registry.paths();
		CorsPolicy resolved = resolve(request, uri, paths);
		if (resolved != null) {
			return resolved;
		}
		String contextPath = request.getContextPath();
		boolean within = uri.startsWith(contextPath);
		if (paths.isClear(uri)) {
			return within ? paths.findClear(uri, contextPath.length()) : null;
		}
		CorsPolicy policy = within ? paths.find(uri, contextPath.length()) : null;
		if (paths.isInDoubt(uri, policy)) {
			// A servlet other than Spring's is reached by the container's view of the
			// path.
			String pathInfo = request.getPathInfo();
			String path = (pathInfo != null) ? request.getServletPath() + pathInfo : request.getServletPath();
			policy = AmbiguousPath.stricter(policy, paths.findDecoded(path), new ServletCorsRequest(request));
		}
		return policy;
	}

	private @Nullable CorsPolicy resolve(HttpServletRequest request, String uri, PathPolicyResolver paths) {
		return (this.policyResolver != null && !paths.isReserved(uri, request.getContextPath()))
				? this.policyResolver.resolve(new ServletCorsRequest(request)) : null;
	}

	@Override
	protected String getAlreadyFilteredAttributeName() {
		// The inherited one concatenates strings on every request.
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

	/**
	 * The request that failed, as far as a decision reads it.
	 */
	private static final class FailedRequest extends HttpServletRequestWrapper {

		FailedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public String getMethod() {
			Object method = getAttribute(RequestDispatcher.ERROR_METHOD);
			return (method != null) ? method.toString() : super.getMethod();
		}

	}

}
