// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;

/**
 * Thrown where an application is to start only with what its providers answer, and one of
 * them does not.
 */
public final class OriginsUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final List<String> failures;

	OriginsUnavailableException(List<String> failures) {
		super("Not all providers of allowed origins have answered");
		this.failures = List.copyOf(failures);
	}

	/** What failed, one line each. */
	public List<String> failures() {
		return this.failures;
	}

}
