// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.github.originaccess.cors.CorsRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request as a decision sees it.
 */
record ServletCorsRequest(HttpServletRequest request, String method) implements CorsRequest {

	ServletCorsRequest(HttpServletRequest request) {
		this(request, request.getMethod());
	}

	@Override
	public String scheme() {
		return this.request.getScheme();
	}

	@Override
	public @Nullable String host() {
		return this.request.getServerName();
	}

	@Override
	public int port() {
		return this.request.getServerPort();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.request.getHeaders(name));
	}

	@Override
	public boolean isRepeated(String name) {
		Enumeration<String> lines = this.request.getHeaders(name);
		if (!lines.hasMoreElements()) {
			return false;
		}
		lines.nextElement();
		return lines.hasMoreElements();
	}

}
