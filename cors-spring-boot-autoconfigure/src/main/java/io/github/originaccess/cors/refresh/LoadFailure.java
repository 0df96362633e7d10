// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;

import io.github.originaccess.cors.properties.BoundProperties;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;

/**
 * The exceptions for a configuration with problems. They are made here, so that a start
 * without problems does not load their classes.
 */
final class LoadFailure {

	private LoadFailure() {
	}

	/**
	 * Return the exception that ends a start.
	 * @throws org.springframework.boot.context.properties.bind.BindException if the only
	 * problem is one for which Boot has a report of its own
	 */
	static RuntimeException atStart(BoundProperties properties, List<PropertyProblem> problems) {
		properties.failAsBoot(problems);
		return new InvalidCorsConfigurationException(problems);
	}

	/** Return the exception that refuses a change. */
	static RuntimeException later(List<PropertyProblem> problems) {
		InvalidCorsConfigurationException cause = new InvalidCorsConfigurationException(problems);
		CorsPoliciesRefusedException refused = new CorsPoliciesRefusedException(cause.summary(), cause.lines());
		refused.initCause(cause);
		return refused;
	}

}
