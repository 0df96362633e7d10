// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;

/**
 * Thrown where the properties, and what customizers made of them, describe no policies
 * that an application should run with.
 */
final class InvalidCorsConfigurationException extends CorsPoliciesRefusedException {

	private static final long serialVersionUID = 1L;

	private final transient List<Finding> findings;

	InvalidCorsConfigurationException(List<Finding> findings) {
		super((findings.size() == 1) ? "A property under cors.* is refused"
				: findings.size() + " properties under cors.* are refused",
				findings.stream().map(ConfigurationReport::line).toList());
		this.findings = List.copyOf(findings);
	}

	/** Everything that is wrong, in the order in which it was found. */
	List<Finding> findings() {
		return this.findings;
	}

}
