// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * A check of path patterns. Core only stores patterns, so the code that matches paths
 * with them supplies the check.
 */
@FunctionalInterface
public interface PathSyntax {

	/** The check that accepts every text. */
	PathSyntax ANY = (policy, index, pattern) -> null;

	/**
	 * Check a pattern.
	 * @param policy name of the policy with the pattern
	 * @param index position of the pattern in the configured list, from 0
	 * @param pattern the pattern, not empty, without white space around it
	 * @return the problem with the pattern, or {@code null} if it is valid
	 */
	@Nullable Problem check(String policy, int index, String pattern);

}
