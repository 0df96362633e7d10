// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.registry.SpringCorsProcessing;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A response whose CORS headers are those of a decision, whatever the application does.
 * They come back after {@link #reset()}. {@code Vary} keeps its elements. Other
 * {@code Access-Control-*} headers are dropped.
 */
final class GuardedResponse extends HttpServletResponseWrapper implements ResponseHeaders {

	/**
	 * Name of the request attribute that holds the {@code Access-Control-Allow-Origin}
	 * that the application gave the response to a handshake.
	 */
	private static final String GRANTED_ATTRIBUTE = GuardedResponse.class.getName() + ".GRANTED";

	private final GuardedRequest request;

	/**
	 * The decision on the request, if this is its first guard. It changes if the request
	 * reaches Spring's dispatcher with another path.
	 */
	private @Nullable CorsDecision decision;

	/** The first guard of the request. It has the decision, which all guards share. */
	private final GuardedResponse first;

	private final GuardSettings settings;

	GuardedResponse(HttpServletResponse response, GuardedRequest request, CorsDecision decision,
			GuardSettings settings) {
		super(response);
		this.request = request;
		this.decision = decision;
		this.first = this;
		this.settings = settings;
	}

	/**
	 * Create another guard for the same request.
	 */
	private GuardedResponse(HttpServletResponse response, GuardedResponse other) {
		super(response);
		this.request = other.request;
		this.first = other.first;
		this.settings = other.settings;
	}

	/**
	 * Return a guard around the container's response, without the wrappers of earlier
	 * filters.
	 */
	GuardedResponse ofContainer() {
		ServletResponse response = getResponse();
		while (response instanceof ServletResponseWrapper wrapper) {
			response = wrapper.getResponse();
		}
		if (response == getResponse()) {
			return this;
		}
		GuardedResponse guard = new GuardedResponse((HttpServletResponse) response, this);
		guard.writeSwallowedDecision();
		return guard;
	}

	GuardedRequest request() {
		return this.request;
	}

	/**
	 * Return the decision on the request, which all its dispatches share.
	 */
	CorsDecision decision() {
		return Objects.requireNonNull(this.first.decision);
	}

	void adopt(CorsDecision decision) {
		this.first.decision = decision;
	}

	/**
	 * Drop the CORS headers of earlier filters, then write the decision.
	 */
	void begin() {
		String earlier = EarlierGrants.find(sent(), decision().kind());
		if (earlier != null) {
			reportDropped(earlier, super.getHeader(earlier));
			EarlierGrants.remove(sent());
		}
		writeDecision();
	}

	/**
	 * Write the decision again, to a response that has it or has lost it. A wrapper that
	 * keeps headers back has those of the first guard.
	 */
	void resume() {
		EarlierGrants.remove(sent());
		if (this.first == this) {
			writeDecision();
		}
		else {
			this.first.resume();
			writeSwallowedDecision();
		}
	}

	/**
	 * Write the decision if the wrapper of an earlier filter has swallowed it. A wrapper
	 * that shows it hands it on, at once or when the chain returns. Written here as well,
	 * the response could have it twice.
	 */
	private void writeSwallowedDecision() {
		HttpServletResponse wrapper = this.first.sent();
		if (!wrapper.containsHeader(HttpHeaders.VARY)
				&& !wrapper.containsHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
			writeDecision();
		}
	}

	/** Return the response that is sent. */
	private HttpServletResponse sent() {
		return (HttpServletResponse) getResponse();
	}

	private void writeDecision() {
		this.settings.selection().write(decision(), this.request, this);
	}

	@Override
	public void set(String name, String value) {
		super.setHeader(name, value);
	}

	@Override
	public void add(String name, String value) {
		super.addHeader(name, value);
	}

	@Override
	public Collection<String> values(String name) {
		// Containers allocate a collection even when the header is absent.
		return super.containsHeader(name) ? super.getHeaders(name) : List.of();
	}

	@Override
	public void reset() {
		super.reset();
		this.request.removeAttribute(GRANTED_ATTRIBUTE);
		writeDecision();
	}

	@Override
	public void sendError(int status) throws IOException {
		if (isErrorPage()) {
			endErrorPage(status);
		}
		else {
			super.sendError(status);
		}
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		if (isErrorPage()) {
			endErrorPage(status);
		}
		else {
			super.sendError(status, message);
		}
	}

	private boolean isErrorPage() {
		return this.request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
	}

	/**
	 * End the response of an error page that has failed, with the status that it has.
	 * Nothing happens if this is no error page, or its response is committed.
	 * @param failure the failure, to which another one is added
	 */
	void endFailedErrorPage(Exception failure) {
		if (!isErrorPage() || isCommitted()) {
			return;
		}
		try {
			endErrorPage(getStatus());
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * End the response of an error page that sends an error itself, as happens where
	 * Spring Security protects it. Such an error has no error page in turn. Tomcat then
	 * answers without a body. Jetty writes a page of its own, and removes {@code Vary}
	 * before, when no filter runs any more. So the response ends here, on both as Tomcat
	 * ends it.
	 */
	private void endErrorPage(int status) throws IOException {
		super.resetBuffer();
		super.setStatus(status);
		super.setContentLength(0);
		super.flushBuffer();
	}

	/**
	 * Return a header as the application sees it. A covered CORS request always shows an
	 * {@code Access-Control-Allow-Origin}, so that Spring's own CORS processing never
	 * answers it with "Invalid CORS request". A handshake shows only one that the
	 * application set. Spring's check of a handshake does not answer a CORS request, and
	 * may be the only one that the endpoint has.
	 */
	@Override
	public @Nullable String getHeader(String name) {
		if (!HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN.equalsIgnoreCase(name)) {
			return super.getHeader(name);
		}
		if (this.request.isHandshake()) {
			return (String) this.request.getAttribute(GRANTED_ATTRIBUTE);
		}
		String value = super.getHeader(name);
		return (value != null) ? value : SpringCorsProcessing.DECIDED;
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isDropped(name, value)) {
			super.setHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (isDropped(name, value)) {
			return;
		}
		if (HttpHeaders.VARY.equalsIgnoreCase(name) && value != null) {
			addVary(value);
		}
		else {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!isDropped(name, date)) {
			super.setDateHeader(name, date);
			restoreVary(name);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!isDropped(name, date)) {
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isDropped(name, value)) {
			super.setIntHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isDropped(name, value)) {
			super.addIntHeader(name, value);
		}
	}

	private void restoreVary(String name) {
		if (HttpHeaders.VARY.equalsIgnoreCase(name)) {
			writeDecision();
		}
	}

	private boolean isDropped(String name, @Nullable String value) {
		boolean dropped = isDropped(name);
		if (dropped) {
			reportDropped(name, value);
		}
		return dropped;
	}

	/** Makes no text of the number unless the header is dropped. */
	private boolean isDropped(String name, long value) {
		boolean dropped = isDropped(name);
		if (dropped) {
			reportDropped(name, String.valueOf(value));
		}
		return dropped;
	}

	private static boolean isDropped(String name) {
		return name != null && ResponseHeaders.isCorsHeader(name);
	}

	/**
	 * Report a header of the application that is dropped. Null removes a header. The
	 * check of a handshake sets headers in passing, and must not be removed from the
	 * application, so no line in the log names those.
	 */
	private void reportDropped(String name, @Nullable String value) {
		if (!this.request.isHandshake()) {
			if (value != null) {
				this.settings.droppedHeaders().dropped(decision().policy(), this.request, name, value);
			}
		}
		else if (HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN.equalsIgnoreCase(name)) {
			this.request.setAttribute(GRANTED_ATTRIBUTE, value);
		}
	}

}
