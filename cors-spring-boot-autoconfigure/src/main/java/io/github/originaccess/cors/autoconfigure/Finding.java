// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a report on the configuration.
 *
 * @param property the property as its author wrote it
 * @param value its value, {@code null} if it is not set
 * @param place where it was set, or where the policy is declared that lacks it
 * @param overridden places whose value this one takes the place of
 * @param reason why it is refused, as one sentence without its full stop
 * @param code what is wrong: a heading of {@code docs/problems.md}
 * @param instead what to write instead, if there is something
 */
record Finding(String property, @Nullable String value, PropertyPlace place, List<PropertyPlace> overridden,
		String reason, String code, @Nullable String instead) {

	static final String UNKNOWN_KEY = "unknown-key";

	static final String WRONG_TYPE = "wrong-type";

}
