// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

/**
 * The event that new policies were refused, so the old ones stay in force. Published as
 * an event of the application.
 *
 * @param problems the problems, one line each, fit for a log: property, value, place and
 * reason where a property has the problem
 */
public record CorsPoliciesRefused(List<String> problems) {

	/** Create an event with a copy of the list. */
	public CorsPoliciesRefused {
		problems = List.copyOf(problems);
	}

}
