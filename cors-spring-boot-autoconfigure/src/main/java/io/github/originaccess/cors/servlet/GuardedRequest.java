// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.registry.SpringCorsProcessing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A covered request, both as a decision sees it and as the application does. The
 * application sees it almost as it was sent. It differs in two points, so that only the
 * policy decides. {@link #startAsync()} keeps the guarded response. An {@code Origin}
 * that Spring cannot parse is replaced.
 */
final class GuardedRequest extends ServletCorsRequest {

	/** Null until the response is guarded; another one for asynchronous processing. */
	private @Nullable GuardedResponse response;

	/**
	 * Create a request to decide on. It goes on to the application only if its response
	 * is {@linkplain #guard guarded}.
	 */
	GuardedRequest(HttpServletRequest request) {
		super(request);
	}

	/**
	 * Create a later dispatch of a request whose response is guarded already.
	 */
	GuardedRequest(HttpServletRequest request, GuardedResponse response) {
		super(request);
		this.response = response;
	}

	/**
	 * Guard the response.
	 * @param decision the decision on this request
	 * @return the response that the application gets
	 */
	GuardedResponse guard(HttpServletResponse response, CorsDecision decision, GuardSettings settings) {
		GuardedResponse guard = new GuardedResponse(response, this, decision, settings);
		this.response = guard;
		return guard;
	}

	boolean isGuarded() {
		return this.response != null;
	}

	GuardedResponse response() {
		return Objects.requireNonNull(this.response);
	}

	/**
	 * Start an asynchronous dispatch with a guarded response. The container pairs its own
	 * request with its own response, without any wrapper: after the chain has returned,
	 * no earlier filter empties its buffer. So the guard is around the container's
	 * response. The container gets its own request back, since it finds the path of a
	 * dispatch in it.
	 */
	@Override
	public AsyncContext startAsync() {
		ServletRequest request = getRequest();
		while (request instanceof ServletRequestWrapper wrapper) {
			request = wrapper.getRequest();
		}
		GuardedResponse guard = response().ofContainer();
		AsyncContext context = startAsync(request, guard);
		this.response = guard;
		return context;
	}

	@Override
	public @Nullable String getHeader(String name) {
		String value = super.getHeader(name);
		return (value != null && HttpHeaders.ORIGIN.equalsIgnoreCase(name)) ? visible(value) : value;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		Enumeration<String> values = super.getHeaders(name);
		return HttpHeaders.ORIGIN.equalsIgnoreCase(name)
				? Collections.enumeration(Collections.list(values).stream().map(this::visible).toList()) : values;
	}

	private String visible(String origin) {
		return SpringCorsProcessing.visibleOrigin(origin, this, getMethod());
	}

}
