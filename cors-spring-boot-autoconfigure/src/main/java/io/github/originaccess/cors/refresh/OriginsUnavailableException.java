// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;

/**
 * The exception of a start at which a provider failed and {@code cors.refresh-fail-fast}
 * is set.
 */
public final class OriginsUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** One line for each provider that failed. */
	private final List<String> failures;

	private OriginsUnavailableException(List<String> failures) {
		super("Not all providers of allowed origins have answered");
		this.failures = List.copyOf(failures);
	}

	static void throwIfAny(List<String> failures) {
		if (!failures.isEmpty()) {
			throw new OriginsUnavailableException(failures);
		}
	}

	/**
	 * Return the failures.
	 * @return one line for each provider that failed, fit for a log
	 */
	public List<String> failures() {
		return this.failures;
	}

}
