// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * The check of path patterns that accepts every text.
 */
final class UncheckedPaths implements PathSyntax {

	private final boolean optional;

	/**
	 * Create a check.
	 * @param optional whether a named policy needs no paths
	 */
	UncheckedPaths(boolean optional) {
		this.optional = optional;
	}

	@Override
	public @Nullable Problem check(String policy, int index, String pattern) {
		return null;
	}

	@Override
	public @Nullable Problem checkUnset(String policy) {
		return this.optional ? null : PathSyntax.super.checkUnset(policy);
	}

}
