// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Map;

/**
 * The management endpoints that the application's own port serves.
 */
@FunctionalInterface
public interface ExposedEndpoints {

	/**
	 * Return where the endpoints are.
	 * @return by the name of each endpoint, paths within the application that stand for
	 * all of its operations
	 */
	Map<String, List<String>> paths();

}
