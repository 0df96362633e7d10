// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;

/**
 * The event that all policies in force were replaced at once. Published as an event of
 * the application.
 *
 * @param before the policies that were in force
 * @param after the policies that are in force now
 */
public record CorsPoliciesSwapped(List<CorsPolicy> before, List<CorsPolicy> after) {

	/** Create an event with copies of the lists. */
	public CorsPoliciesSwapped {
		before = List.copyOf(before);
		after = List.copyOf(after);
	}

}
