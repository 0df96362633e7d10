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
			this.settings.foreignHeaders().dropped(decision().policy());
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
	 * Spring's own CORS processing asks for {@code Access-Control-Allow-Origin}, and
	 * stays out of it if there is one. Where the decision was to send none, it is told
	 * that there is, lest it answers "Invalid CORS request" itself.
	 */
	@Override
	public @Nullable String getHeader(String name) {
		String value = super.getHeader(name);
		return (value == null && ALLOW_ORIGIN.equalsIgnoreCase(name)) ? DECIDED : value;
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isForeign(name)) {
			super.setHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (isForeign(name)) {
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
		if (!isForeign(name)) {
			super.setDateHeader(name, date);
			restoreVary(name);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (!isForeign(name)) {
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isForeign(name)) {
			super.setIntHeader(name, value);
			restoreVary(name);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isForeign(name)) {
			super.addIntHeader(name, value);
		}
	}

	private void restoreVary(String name) {
		if (VARY.equalsIgnoreCase(name)) {
			writeDecision();
		}
	}

	private boolean isForeign(String name) {
		if (name == null || !ResponseHeaders.isCorsHeader(name)) {
			return false;
		}
		this.settings.foreignHeaders().dropped(decision().policy());
		return true;
	}

}
