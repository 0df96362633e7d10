// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

/**
 * Thrown where the properties, and what customizers made of them, describe no policies
 * that an application should run with.
 */
final class InvalidCorsConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<Finding> findings;

	InvalidCorsConfigurationException(List<Finding> findings) {
		super((findings.size() == 1) ? "A property under cors.* is refused"
				: findings.size() + " properties under cors.* are refused");
		this.findings = List.copyOf(findings);
	}

	/** Everything that is wrong, in the order in which it was found. */
	List<Finding> findings() {
		return this.findings;
	}

}
