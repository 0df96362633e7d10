// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.function.IntSupplier;

/**
 * Where an application is reached.
 *
 * @param contextPath the path that leads to the application, empty for the root
 * @param managementPort returns the port of management endpoints if they have a server of
 * their own, and otherwise -1
 */
record ApplicationAddress(String contextPath, IntSupplier managementPort) {

	/** Whether a path is the context path or below it. */
	boolean isBelowContextPath(String path) {
		return path.startsWith(this.contextPath)
				&& (path.length() == this.contextPath.length() || path.charAt(this.contextPath.length()) == '/');
	}

}
