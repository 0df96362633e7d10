// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;

/**
 * The mapping of Spring's dispatcher servlet, the default servlet of the container.
 */
enum DispatcherServletMapping implements HttpServletMapping {

	INSTANCE;

	@Override
	public String getMatchValue() {
		return "";
	}

	@Override
	public String getPattern() {
		return "/";
	}

	@Override
	public String getServletName() {
		return "dispatcherServlet";
	}

	@Override
	public MappingMatch getMappingMatch() {
		return MappingMatch.DEFAULT;
	}

}
