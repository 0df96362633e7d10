// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * Boot's management server where it has a port of its own. It has a context of its own, a
 * child of the application's, and takes the web filters of its ancestors.
 */
final class ManagementServer {

	/** Boot appends this to the id of the application's context. */
	private static final String SUFFIX = ":management";

	private ManagementServer() {
	}

	/** Whether an exchange came in at the management port. */
	static boolean received(ServerWebExchange exchange) {
		ApplicationContext context = exchange.getApplicationContext();
		ApplicationContext parent = (context != null) ? context.getParent() : null;
		return context != null && parent != null && isChild(context.getId(), parent.getId());
	}

	/** Compare the ids in place, so that a request makes no string. */
	private static boolean isChild(@Nullable String child, @Nullable String parent) {
		return child != null && parent != null && child.length() == parent.length() + SUFFIX.length()
				&& child.startsWith(parent) && child.endsWith(SUFFIX);
	}

}
