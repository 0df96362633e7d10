// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * A request of a servlet container as a decision sees it: as it was sent, whatever a
 * subclass shows to the application.
 */
class ServletCorsRequest extends HttpServletRequestWrapper implements CorsRequest {

	ServletCorsRequest(HttpServletRequest request) {
		super(request);
	}

	@Override
	public String method() {
		return sent().getMethod();
	}

	@Override
	public String scheme() {
		return sent().getScheme();
	}

	@Override
	public String host() {
		return sent().getServerName();
	}

	@Override
	public int port() {
		return sent().getServerPort();
	}

	@Override
	public @Nullable String header(String name) {
		return sent().getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(sent().getHeaders(name));
	}

	@Override
	public @Nullable String soleHeader(String name) {
		Enumeration<String> lines = sent().getHeaders(name);
		if (!lines.hasMoreElements()) {
			return null;
		}
		String first = lines.nextElement();
		return lines.hasMoreElements() ? null : first;
	}

	private HttpServletRequest sent() {
		return (HttpServletRequest) getRequest();
	}

	@Override
	public <T> @Nullable T unwrap(Class<T> type) {
		return WebUtils.getNativeRequest(sent(), type);
	}

}
