// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

/**
 * New policies were refused, and the old ones serve on. Published as an event of the
 * application.
 *
 * @param problems what is wrong, one line each, fit for a log: property, value, place and
 * reason where properties are meant
 */
public record CorsPoliciesRefused(List<String> problems) {

	/** Copy the list. */
	public CorsPoliciesRefused {
		problems = List.copyOf(problems);
	}

}
