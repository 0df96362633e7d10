// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collection;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
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

	private final CorsDecision decision;

	private final CorsRequest request;

	private final ForeignHeaderLog foreignHeaders;

	GuardedResponse(HttpServletResponse response, CorsDecision decision, CorsRequest request,
			ForeignHeaderLog foreignHeaders) {
		super(response);
		this.decision = decision;
		this.request = request;
		this.foreignHeaders = foreignHeaders;
	}

	void writeDecision() {
		this.decision.writeTo(this.request, this);
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
		return super.getHeaders(name);
	}

	@Override
	public void reset() {
		super.reset();
		writeDecision();
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
		if (isForeign(name)) {
			return;
		}
		super.setHeader(name, value);
		if (VARY.equalsIgnoreCase(name)) {
			writeDecision();
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
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isForeign(name)) {
			super.addIntHeader(name, value);
		}
	}

	private boolean isForeign(String name) {
		if (name == null || !ResponseHeaders.isCorsHeader(name)) {
			return false;
		}
		this.foreignHeaders.dropped(this.decision.policy());
		return true;
	}

}
