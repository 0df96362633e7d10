// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DecisionObservers;
import io.github.originaccess.cors.observe.DenialBody;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.observe.DroppedHeaderLog;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.PolicySelection;
import io.github.originaccess.cors.servlet.ServletPathReader.FailedRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * The servlet filter of CORS policies. The policy that covers a request decides on it.
 * The filter answers preflights and refusals, and guards the response of every other
 * covered request. Register it for all dispatcher types: a container hands later
 * dispatches the bare response, and some have lost headers by then.
 * <p>
 * The filter does not reach what a container answers after all filters. Without any error
 * page, Jetty keeps the CORS headers of the response, but removes {@code Vary} before it
 * writes a page of its own.
 */
public class CorsPolicyFilter extends OncePerRequestFilter implements Ordered {

	/**
	 * Default order of the filter: directly after forwarded headers and observation,
	 * before rate limiters, session and security.
	 */
	public static final int DEFAULT_ORDER = PolicySelection.FILTER_ORDER;

	/**
	 * Name of the request attribute that holds the {@link CorsDecision} on a covered
	 * request.
	 */
	public static final String DECISION_ATTRIBUTE = PolicySelection.DECISION_ATTRIBUTE;

	/** The beginning of Jetty's name. */
	private static final String JETTY = "jetty/";

	private static final String ALREADY_FILTERED_ATTRIBUTE = CorsPolicyFilter.class.getName() + ALREADY_FILTERED_SUFFIX;

	private final DroppedHeaderLog droppedHeaders = new DroppedHeaderLog();

	private PolicySelection selection;

	private GuardSettings guardSettings;

	private DecisionObservers observers = new DecisionObservers();

	private int order = DEFAULT_ORDER;

	/**
	 * Create a filter.
	 * @param registry the policies in force
	 */
	public CorsPolicyFilter(CorsPolicyRegistry registry) {
		this.selection = new PolicySelection(registry, null);
		this.guardSettings = new GuardSettings(this.selection, this.droppedHeaders);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	/**
	 * Set the order of the filter, for an application that publishes it as a bean of its
	 * own.
	 * @param order the order; {@link #DEFAULT_ORDER} if this method is not called
	 */
	public void setOrder(int order) {
		this.order = order;
	}

	/**
	 * Set what chooses policies before the path does.
	 * @param policyResolver the resolver; {@code null}, the default, if only the path
	 * chooses
	 */
	public void setPolicyResolver(@Nullable CorsPolicyResolver policyResolver) {
		this.selection = this.selection.with(policyResolver);
		this.guardSettings = new GuardSettings(this.selection, this.droppedHeaders);
	}

	/**
	 * Set the observers of decisions.
	 * @param observers the observers; a {@link DenialLog} if this method is not called
	 */
	public void setObservers(List<DecisionObserver> observers) {
		this.observers = this.observers.with(observers);
	}

	/**
	 * Set the places of settings, which explanations of denials name.
	 * @param places the places; without this call, the properties of each policy
	 */
	public void setSettingPlaces(SettingPlaces places) {
		this.observers = this.observers.with(places);
	}

	/**
	 * Set whether responses say why a request was denied. This is for development.
	 * @param explainDenials whether they do; the default is {@code false}
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.observers = this.observers.explainDenials(explainDenials);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() != DispatcherType.REQUEST) {
			doFilterLaterDispatch(request, response, chain);
			return;
		}
		CorsPolicy policy = find(request, response);
		if (policy == null) {
			if (this.observers.explainDenials()) {
				explainUncovered(request, response);
			}
			chain.doFilter(request, response);
			return;
		}
		doFilterCovered(policy, request, response, chain);
	}

	/**
	 * Find the policy of a request. If a resolver fails, so does the request, with a
	 * decision that allows nobody.
	 */
	private @Nullable CorsPolicy find(HttpServletRequest request, HttpServletResponse response) {
		try {
			return this.selection.find(request, ServletPathReader.INSTANCE);
		}
		catch (RuntimeException ex) {
			GuardedRequest earlier = guardedRequest(request, response);
			GuardedRequest guarded = (earlier != null) ? earlier : new GuardedRequest(request);
			CorsDecision decision = this.selection.decideOnFailure(guarded);
			writeFailed((earlier != null) ? earlier.response().decision().and(decision) : decision, guarded, response);
			throw ex;
		}
	}

	/**
	 * Report a decision to the observers. If one of them fails, so does the request, with
	 * the decision.
	 */
	private @Nullable Explanation observed(CorsPolicy policy, GuardedRequest guarded, CorsDecision decision,
			HttpServletResponse response) {
		try {
			return this.observers.decided(policy, guarded, decision);
		}
		catch (RuntimeException ex) {
			writeFailed(decision, guarded, response);
			throw ex;
		}
	}

	/**
	 * Write the decision on a request that is about to fail. The attribute keeps it for
	 * the error page, so that no bean that has failed is asked again.
	 */
	private void writeFailed(CorsDecision decision, GuardedRequest guarded, HttpServletResponse response) {
		guarded.setAttribute(DECISION_ATTRIBUTE, decision);
		if (guarded.isGuarded()) {
			guarded.response().adopt(decision);
			guarded.response().resume();
		}
		else {
			guarded.guard(response, decision, this.guardSettings).begin();
		}
	}

	private void explainUncovered(HttpServletRequest request, HttpServletResponse response) {
		String sentence = this.selection.explainUncovered(request, ServletPathReader.INSTANCE,
				this.observers.places().ofPolicies());
		if (sentence != null) {
			response.setHeader(Explanation.HEADER, Explanation.NOT_COVERED + ": " + sentence);
		}
	}

	private void doFilterCovered(CorsPolicy policy, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		GuardedRequest guarded = new GuardedRequest(request);
		CorsDecision decision = policy.decide(guarded);
		Explanation explanation = observed(policy, guarded, decision, response);
		CorsDecision written = adopted(decision, explanation, request);
		if (written.status() == CorsDecision.GO_ON) {
			GuardedResponse guard = guarded.guard(response, written, this.guardSettings);
			guard.begin();
			chain.doFilter(guarded, guard);
			return;
		}
		if (EarlierGrants.find(response, written.kind()) == null) {
			// The application gets no such request, so there is nothing to guard.
			this.selection.write(written, guarded, new BareResponse(response));
		}
		else {
			guarded.guard(response, written, this.guardSettings).begin();
		}
		respond(written.status(), explanation, response);
	}

	/**
	 * Return the decision that the response has, and tell it in the attribute.
	 */
	private static CorsDecision adopted(CorsDecision decision, @Nullable Explanation explanation,
			HttpServletRequest request) {
		CorsDecision written = (explanation != null) ? explanation.writtenDecision() : decision;
		request.setAttribute(DECISION_ATTRIBUTE, written);
		return written;
	}

	private static void respond(int status, @Nullable Explanation explanation, HttpServletResponse response)
			throws IOException {
		if (response.isCommitted()) {
			// An earlier filter has answered already.
			return;
		}
		forgetBody(status, response);
		response.setStatus(status);
		if (explanation != null) {
			byte[] body = DenialBody.of(explanation, status);
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setContentLength(body.length);
			write(body, response);
		}
	}

	/**
	 * Forget the body of an earlier filter, or of a handler that forwarded. With its
	 * length, the client would read the next response on the connection as the body. Its
	 * type and encoding stay: an earlier filter may compress what is written now.
	 */
	private static void forgetBody(int status, HttpServletResponse response) {
		response.resetBuffer();
		if (response.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
			response.setContentLength((status == HttpServletResponse.SC_NO_CONTENT) ? -1 : 0);
		}
	}

	private static void write(byte[] body, HttpServletResponse response) throws IOException {
		try {
			response.getOutputStream().write(body);
		}
		catch (IllegalStateException ex) {
			// An earlier filter has called getWriter(), which excludes the stream.
			response.getWriter().write(new String(body, StandardCharsets.US_ASCII));
		}
	}

	/**
	 * Decide on a request that may have another path than the filter saw.
	 */
	void doFilterRewritten(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		CorsPolicy policy = shouldNotFilter(request) ? null : find(request, response);
		GuardedRequest guarded = guardedRequest(request, response);
		if (policy == null) {
			chain.doFilter(request, response);
		}
		else if (guarded == null) {
			doFilterCovered(policy, request, response, chain);
		}
		else {
			doFilterCoveredAgain(policy, guarded, request, response, chain);
		}
	}

	/**
	 * Return the request that was decided on, or null if there is none. A filter may pass
	 * on a request that does not wrap it, so the method also looks for a guarded
	 * response.
	 */
	static @Nullable GuardedRequest guardedRequest(HttpServletRequest request, HttpServletResponse response) {
		GuardedRequest guarded = WebUtils.getNativeRequest(request, GuardedRequest.class);
		GuardedResponse guard = (guarded == null) ? WebUtils.getNativeResponse(response, GuardedResponse.class) : null;
		return (guard != null) ? guard.request() : guarded;
	}

	private void doFilterCoveredAgain(CorsPolicy policy, GuardedRequest guarded, HttpServletRequest request,
			HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
		GuardedResponse guard = guarded.response();
		CorsDecision decision = guard.decision().and(policy.decide(guarded));
		if (decision == guard.decision()) {
			chain.doFilter(request, response);
			return;
		}
		Explanation explanation = observed(policy, guarded, decision, response);
		CorsDecision written = adopted(decision, explanation, guarded);
		guard.adopt(written);
		guard.resume();
		if (written.status() == CorsDecision.GO_ON) {
			chain.doFilter(request, response);
		}
		else {
			respond(written.status(), explanation, response);
		}
	}

	@Override
	protected void doFilterNestedErrorDispatch(HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		doFilterLaterDispatch(request, response, chain);
	}

	/**
	 * Filter a later dispatch. It is no new request: the first decision stays, and its
	 * headers come back.
	 */
	private void doFilterLaterDispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		GuardedResponse guard = WebUtils.getNativeResponse(response, GuardedResponse.class);
		if (guard != null) {
			boolean guarded = WebUtils.getNativeRequest(request, GuardedRequest.class) != null;
			doFilterGuarded(guarded ? request : new GuardedRequest(request, guard), response, chain);
			return;
		}
		CorsDecision decision = (CorsDecision) request.getAttribute(DECISION_ATTRIBUTE);
		if (decision == null) {
			decision = decideOnFailedRequest(request);
		}
		if (decision == null) {
			chain.doFilter(request, response);
			return;
		}
		GuardedRequest guarded = new GuardedRequest(request);
		GuardedResponse resumed = guarded.guard(response, decision, this.guardSettings);
		resumed.resume();
		doFilterGuarded(guarded, resumed, chain);
	}

	private static void doFilterGuarded(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (IOException | RuntimeException ex) {
			// A filter around the error page has failed, and Jetty removes Vary then. A
			// failure of the page itself is a ServletException, which it treats better.
			GuardedResponse guard = WebUtils.getNativeResponse(response, GuardedResponse.class);
			if (guard != null && request.getServletContext().getServerInfo().startsWith(JETTY)) {
				guard.endFailedErrorPage(ex);
			}
			throw ex;
		}
	}

	/**
	 * Decide on a request that the container refused by itself, such as TRACE. The filter
	 * sees it first as an error dispatch, which is a GET whatever the request was.
	 */
	private @Nullable CorsDecision decideOnFailedRequest(HttpServletRequest request) {
		FailedRequest failed = FailedRequest.of(request);
		if (failed == null) {
			return null;
		}
		ServletCorsRequest view = new ServletCorsRequest(failed);
		try {
			CorsPolicy policy = this.selection.find(failed, ServletPathReader.INSTANCE);
			return (policy != null) ? policy.decide(view) : null;
		}
		catch (RuntimeException ex) {
			// The error page is about the first failure, so it is shown.
			this.logger.warn("The choice of a CORS policy failed, so this error page allows no origin. "
					+ Documentation.RESOLVERS, ex);
			return this.selection.decideOnFailure(view);
		}
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

}
