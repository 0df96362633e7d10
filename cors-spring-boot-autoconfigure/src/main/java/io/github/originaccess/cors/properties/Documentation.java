// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

/**
 * The addresses of the documentation, for reports and logs.
 */
final class Documentation {

	/** The page that explains every problem. */
	static final String PROBLEMS = "https://github.com/originaccess/cors/blob/main/docs/problems.md";

	/** The table of all properties. */
	static final String PROPERTIES = "https://github.com/originaccess/cors#configure";

	private Documentation() {
	}

}
