// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Where an application is reached.
 *
 * @param contextPath the path that leads to the application, empty for the root
 * @param managementPort returns the port of management endpoints if they have a server of
 * their own, and otherwise -1
 */
record ApplicationAddress(String contextPath, IntSupplier managementPort) {

	/**
	 * Return what to say about a path or URL that does not fit the context path.
	 * @param isUrl whether it is a URL, which begins with the context path
	 * @return one or two sentences; {@code null} if there is no context path
	 */
	@Nullable String remarkOnContextPath(boolean isUrl) {
		if (this.contextPath.isEmpty()) {
			return null;
		}
		return isUrl
				? "The URL is not below the context path " + this.contextPath
						+ ". A request to it reaches the application only if a proxy adds the context path."
				: "The path begins with the context path " + this.contextPath
						+ ". Paths of policies, and the parameter path, are relative to it.";
	}

	/**
	 * Whether a path is the context path or below it. Containers compare a context path
	 * in its case, so this is not the rule of reserved paths.
	 */
	boolean isBelowContextPath(String path) {
		return path.startsWith(this.contextPath)
				&& (path.length() == this.contextPath.length() || path.charAt(this.contextPath.length()) == '/');
	}

}
