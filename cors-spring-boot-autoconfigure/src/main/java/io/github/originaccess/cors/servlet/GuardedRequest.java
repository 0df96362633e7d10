// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.registry.LegibleOrigin;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A covered request, first as a decision sees it, then as the application does. The
 * application finds it as it was sent but for two things, both of which would let
 * something else than the policy decide: {@link #startAsync()} keeps the guarded
 * response, and an {@code Origin} that is no URL is an opaque one.
 */
final class GuardedRequest extends ServletCorsRequest {

	private static final String ORIGIN = "Origin";

	// With these fields, request and response are 48 bytes together: look before you add
	// one.
	private final GuardedResponse response;

	/** Another one where the request reaches Spring's dispatcher with another path. */
	private @Nullable CorsDecision decision;

	GuardedRequest(HttpServletRequest request, HttpServletResponse response, GuardSettings settings) {
		super(request);
		this.response = new GuardedResponse(response, this, settings);
	}

	/**
	 * Create a later dispatch of a request whose response is guarded already.
	 */
	GuardedRequest(HttpServletRequest request, GuardedResponse response) {
		super(request);
		this.response = response;
	}

	GuardedResponse response() {
		return this.response;
	}

	/** Return the decision on the request. It is there once {@link #adopt} was called. */
	CorsDecision decision() {
		return Objects.requireNonNull(this.response.request().decision);
	}

	/**
	 * Take a decision. All dispatches of a request share the one that its response has.
	 */
	void adopt(CorsDecision decision) {
		this.response.request().decision = decision;
	}

	void writeDecisionTo(ResponseHeaders headers) {
		decision().writeTo(this, headers);
	}

	/**
	 * The container would pair its own request with its own response, past the guard. It
	 * gets its own request back, as it finds the path of a dispatch in it.
	 */
	@Override
	public AsyncContext startAsync() {
		ServletRequest request = getRequest();
		while (request instanceof ServletRequestWrapper wrapper) {
			request = wrapper.getRequest();
		}
		return startAsync(request, this.response);
	}

	@Override
	public @Nullable String getHeader(String name) {
		String value = super.getHeader(name);
		return (value != null && ORIGIN.equalsIgnoreCase(name)) ? legible(value) : value;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		Enumeration<String> values = super.getHeaders(name);
		return ORIGIN.equalsIgnoreCase(name)
				? Collections.enumeration(Collections.list(values).stream().map(this::legible).toList()) : values;
	}

	private String legible(String origin) {
		String legible = LegibleOrigin.of(origin);
		return (legible.equals(origin) || !isHandshake()) ? legible : LegibleOrigin.NOBODY;
	}

}
