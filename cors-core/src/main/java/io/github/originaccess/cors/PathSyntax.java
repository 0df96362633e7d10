// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong with a path pattern. A policy carries patterns without knowing what
 * they mean; whoever matches paths with them knows.
 */
@FunctionalInterface
public interface PathSyntax {

	/** Accepts every text. */
	PathSyntax ANY = (policy, index, pattern) -> null;

	/**
	 * Check a pattern.
	 * @param policy name of the policy that it stands in
	 * @param index position in the list as it was given, from 0
	 * @param pattern the pattern, not empty, without white space around it
	 * @return what is wrong with it, or {@code null}
	 */
	@Nullable Problem check(String policy, int index, String pattern);

}
