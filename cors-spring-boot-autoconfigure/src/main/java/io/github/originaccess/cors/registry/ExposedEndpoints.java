// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The management endpoints that the application's own port serves.
 */
public interface ExposedEndpoints {

	/** A further path of the endpoints on Cloud Foundry, set by Boot. */
	String CLOUD_FOUNDRY = "/cloudfoundryapplication";

	/**
	 * Return the paths of the endpoints.
	 * @return the paths within the application of each endpoint, by its name. Each
	 * operation of an endpoint has an example path.
	 */
	Map<String, List<String>> paths();

	/**
	 * Return the paths that the registry reserves for endpoints.
	 * @return the paths within the application; everything below is reserved too
	 */
	Set<String> reserved();

	/**
	 * Whether only management endpoints are at a path, or at all paths of a pattern.
	 * @param path the path or pattern, in the case of the reserved paths
	 * @param reserved the reserved paths
	 * @return {@code true} if it is one of the reserved paths, or below one
	 */
	static boolean areAt(String path, Collection<String> reserved) {
		return reserved.stream().anyMatch((each) -> PathPolicies.isAtOrBelow(path, each, true));
	}

}
