// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import jakarta.servlet.ServletContext;

import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The path that leads to the application. Paths of policies are relative to it.
 */
public final class ContextPath {

	private ContextPath() {
	}

	/**
	 * Return the context path of a servlet application, or the base path of WebFlux.
	 * @param context the context of the application
	 * @return the path without a slash at its end; empty at the root
	 */
	public static String of(ApplicationContext context) {
		if (context instanceof WebApplicationContext web) {
			ServletContext servlets = web.getServletContext();
			return (servlets != null) ? servlets.getContextPath() : "";
		}
		String basePath = context.getEnvironment().getProperty("spring.webflux.base-path", "").strip();
		String path = StringUtils.trimTrailingCharacter(basePath, '/');
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

}
