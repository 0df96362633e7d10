// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Collection;

/**
 * The paths within the application at which a kind of server serves the management
 * endpoints.
 */
@FunctionalInterface
public interface EndpointPrefixes {

	/**
	 * Find the paths once the servers are registered.
	 * @return each path without a slash at the end, empty for the whole application; none
	 * if there is no such server
	 */
	Collection<String> find();

}
