// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;

/**
 * Where Spring's servlet is: it serves all that no other does.
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
