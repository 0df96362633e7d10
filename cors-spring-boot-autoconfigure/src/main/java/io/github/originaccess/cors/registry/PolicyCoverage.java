// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;

/**
 * The policies that cover paths of a pattern.
 *
 * @param policies the policies, that of the most specific pattern first; empty if none
 * covers such a path
 * @param whole whether each path of the pattern is covered
 */
public record PolicyCoverage(List<CorsPolicy> policies, boolean whole) {

	/** Create a coverage with a copy of the list. */
	public PolicyCoverage {
		policies = List.copyOf(policies);
	}

	/**
	 * Find the policies that cover paths of a pattern. The answer may name a policy that
	 * covers none of them, if the patterns are hard to compare. It lacks none.
	 * @param registry the policies in force
	 * @param pattern a path or path pattern, within the application
	 * @return the policies
	 */
	public static PolicyCoverage of(CorsPolicyRegistry registry, String pattern) {
		return registry.paths().coverage(pattern);
	}

	/**
	 * Whether a policy may cover paths of a pattern. Costs less than {@link #of}, but
	 * regards neither other policies nor reserved paths, nor case.
	 * @param policy the policy
	 * @param pattern a path or path pattern, within the application
	 * @return {@code false} only if it covers none
	 */
	public static boolean isPossible(CorsPolicy policy, String pattern) {
		return policy.paths().stream().anyMatch((path) -> PatternOverlap.mayOverlap(path, pattern, false));
	}

}
