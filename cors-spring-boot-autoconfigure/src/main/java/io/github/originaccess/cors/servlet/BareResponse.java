// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.Collection;
import java.util.List;

import io.github.originaccess.cors.ResponseHeaders;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A response that the filter itself answers, before any application has it.
 */
record BareResponse(HttpServletResponse response) implements ResponseHeaders {

	@Override
	public void set(String name, String value) {
		this.response.setHeader(name, value);
	}

	@Override
	public void add(String name, String value) {
		this.response.addHeader(name, value);
	}

	@Override
	public Collection<String> values(String name) {
		// Containers allocate a collection even when the header is absent.
		return this.response.containsHeader(name) ? this.response.getHeaders(name) : List.of();
	}

}
