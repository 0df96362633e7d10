// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a filter, which a deployment descriptor would contain.
 *
 * @param parameters the filter's parameters by name
 */
record FilterParameters(Map<String, String> parameters) implements FilterConfig {

	@Override
	public String getFilterName() {
		return "cors";
	}

	@Override
	public ServletContext getServletContext() {
		return Unsupported.of(ServletContext.class);
	}

	@Override
	public @Nullable String getInitParameter(String name) {
		return this.parameters.get(name);
	}

	@Override
	public Enumeration<String> getInitParameterNames() {
		return Collections.enumeration(this.parameters.keySet());
	}

}
