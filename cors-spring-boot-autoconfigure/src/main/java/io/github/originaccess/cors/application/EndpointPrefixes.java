// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Collection;

/**
 * The paths of servlets that serve the management endpoints. The paths of the endpoints
 * are below them.
 */
@FunctionalInterface
public interface EndpointPrefixes {

	/**
	 * Find the paths, after all servlets are registered.
	 * @return the paths within the application, without a slash at the end; empty for a
	 * servlet of the whole application; none if there is no such servlet
	 */
	Collection<String> find();

}
