// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.List;

import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.ResponseHeaders;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * CORS headers that a response has before the filter writes its decision. Beside the
 * origin that the decision may write, each of them would grant what the policy does not.
 */
final class EarlierGrants {

	/**
	 * What a browser reads of the response to an actual request. In an array, because a
	 * list would take a method call for each name.
	 */
	private static final String[] GRANTS = { HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
			HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS };

	/** What a browser may read of the response to a preflight. */
	private static final String[] GRANTS_OF_PREFLIGHTS = { HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
			HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS,
			HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HttpHeaders.ACCESS_CONTROL_MAX_AGE,
			"Access-Control-Allow-Private-Network", HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS };

	private EarlierGrants() {
	}

	/**
	 * Return the name of a CORS header that an earlier filter has set; {@code null} if
	 * there is none that a browser reads.
	 */
	static @Nullable String find(HttpServletResponse response, Kind kind) {
		String[] names = (kind == Kind.PREFLIGHT) ? GRANTS_OF_PREFLIGHTS : GRANTS;
		for (String name : names) {
			if (response.containsHeader(name)) {
				return name;
			}
		}
		return null;
	}

	/** Remove all CORS headers. */
	static void remove(HttpServletResponse response) {
		for (String name : List.copyOf(response.getHeaderNames())) {
			if (ResponseHeaders.isCorsHeader(name)) {
				response.setHeader(name, null);
				if (response.containsHeader(name)) {
					// Only Servlet 6.1 (Boot 4) promises the removal. Tomcat 10.1 (Boot
					// 3.5) ignores null, and an empty value grants nothing.
					response.setHeader(name, "");
				}
			}
		}
	}

}
