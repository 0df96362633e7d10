// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response whose CORS headers are those of a decision, whatever the application does to
 * it: they come back after {@link #reset()}, {@code Vary} keeps its elements, and
 * {@code Access-Control-*} headers of others are dropped.
 */
final class GuardedResponse extends HttpServletResponseWrapper implements ResponseHeaders {

	private static final String VARY = "Vary";

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	/**
	 * Name of the request attribute that holds the {@code Access-Control-Allow-Origin}
	 * that others gave the response to a handshake.
	 */
	private static final String GRANTED_ATTRIBUTE = GuardedResponse.class.getName() + ".GRANTED";

	/** No origin, so it grants nothing should it ever leave the server. */
	private static final String DECIDED = "decided-by-policy";

	private final GuardedRequest request;

	private final GuardSettings settings;

	GuardedResponse(HttpServletResponse response, GuardedRequest request, GuardSettings settings) {
		super(response);
		this.request = request;
		this.settings = settings;
	}

	GuardedRequest request() {
		return this.request;
	}

	private CorsDecision decision() {
		return this.request.decision();
	}

	/**
	 * Drop what filters further out have set, then write the decision.
	 */
	void begin() {
		// Without this header the others mean nothing, and one look-up is all that a
		// response without a second CORS layer costs.
		if (super.containsHeader(ALLOW_ORIGIN)) {
			tellForeign(ALLOW_ORIGIN, super.getHeader(ALLOW_ORIGIN));
			removeCorsHeaders();
		}
		writeDecision();
	}

	/**
	 * Write the decision again, to a response that has it or has lost it.
	 */
	void resume() {
		removeCorsHeaders();
		writeDecision();
	}

	private void removeCorsHeaders() {
		for (String name : List.copyOf(super.getHeaderNames())) {
			if (ResponseHeaders.isCorsHeader(name)) {
				super.setHeader(name, null);
			}
		}
	}

	private void writeDecision() {
		this.request.writeDecisionTo(this);
		if (this.settings.vary() != null) {
			addVary(this.settings.vary());
		}
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
		// Containers make a collection even of nothing.
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
	 * An error page that sends an error itself, as happens where Spring Security protects
	 * it, has no error page in turn. Tomcat answers then without a body. Jetty writes a
	 * page of its own and takes {@code Vary} away before, when no filter runs any more;
	 * so the answer ends here, for both as Tomcat ends it.
	 */
	private void endErrorPage(int status) throws IOException {
		super.resetBuffer();
		super.setStatus(status);
		super.setContentLength(0);
		super.flushBuffer();
	}

	/**
	 * Spring's own CORS processing asks for {@code Access-Control-Allow-Origin}, and does
	 * nothing if there is one. A covered CORS request always seems to have one, so that
	 * Spring never answers it with "Invalid CORS request". A handshake seems to have none
	 * but that of others: there Spring's check is no answer to a page, and may be the
	 * only one that the endpoint has.
	 */
	@Override
	public @Nullable String getHeader(String name) {
		if (!ALLOW_ORIGIN.equalsIgnoreCase(name)) {
			return super.getHeader(name);
		}
		if (this.request.isHandshake()) {
			return (String) this.request.getAttribute(GRANTED_ATTRIBUTE);
		}
		String value = super.getHeader(name);
		return (value != null) ? value : DECIDED;
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isForeign(name, value)) {
			super.setHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (isForeign(name, value)) {
			return;
		}
		if (VARY.equalsIgnoreCase(name) && value != null) {
			addVary(value);
		}
		else {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (!isForeign(name, null)) {
			super.setDateHeader(name, date);
			restoreVary(name);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!isForeign(name, null)) {
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isForeign(name, null)) {
			super.setIntHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isForeign(name, null)) {
			super.addIntHeader(name, value);
		}
	}

	private void restoreVary(String name) {
		if (VARY.equalsIgnoreCase(name)) {
			writeDecision();
		}
	}

	private boolean isForeign(String name, @Nullable String value) {
		if (name == null || !ResponseHeaders.isCorsHeader(name)) {
			return false;
		}
		tellForeign(name, value);
		return true;
	}

	/**
	 * Tell of a header of others that is dropped. What checks handshakes sets headers in
	 * passing and must not be removed from the application, so the log names none.
	 */
	private void tellForeign(String name, @Nullable String value) {
		if (!this.request.isHandshake()) {
			this.settings.foreignHeaders().dropped(decision().policy());
		}
		else if (ALLOW_ORIGIN.equalsIgnoreCase(name)) {
			this.request.setAttribute(GRANTED_ATTRIBUTE, value);
		}
	}

}
