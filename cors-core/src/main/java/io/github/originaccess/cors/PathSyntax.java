// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * A check of path patterns. Core only stores patterns, so the code that matches paths
 * with them supplies the check.
 */
@FunctionalInterface
public interface PathSyntax {

	/** The check that accepts every text. A named policy needs one. */
	PathSyntax ANY = new UncheckedPaths(false);

	/**
	 * The check that accepts every text, and policies without paths: a program gives them
	 * out.
	 */
	PathSyntax OPTIONAL = new UncheckedPaths(true);

	/**
	 * Check a pattern.
	 * @param policy name of the policy with the pattern
	 * @param index position of the pattern in the configured list, from 0
	 * @param pattern the pattern, not empty, without white space around it
	 * @return the problem with the pattern, or {@code null} if it is valid
	 */
	@Nullable Problem check(String policy, int index, String pattern);

	/**
	 * Check a named policy whose paths are unset.
	 * @param policy name of the policy
	 * @return the problem, or {@code null} if a program gives the policy out, so it needs
	 * no paths
	 */
	default @Nullable Problem checkUnset(String policy) {
		return new Problem(Code.PATHS_MISSING, policy, Setting.PATHS, -1, "",
				"a named policy needs the paths that it covers", "/api/**");
	}

}
