// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A trial of whether an environment variable sets a property. Boot's rules for the names
 * of variables differ between keys of maps and properties, so they are not repeated here.
 */
final class VariableTrial {

	private final Map<String, Object> declarations = new HashMap<>();

	/**
	 * Create the trial.
	 * @param policies the names of the declared policies
	 */
	VariableTrial(Collection<String> policies) {
		for (String policy : policies) {
			this.declarations.put(CorsKey.ofNamedPolicy(policy) + ".paths", "/");
		}
	}

	/** Whether a variable sets a property, or would with another value. */
	boolean binds(String variable) {
		CorsPropertiesBinder binder = new CorsPropertiesBinder(new TrialEnvironment(variable, this.declarations));
		binder.bind();
		return binder.places().namesAsWritten().contains(variable) || !binder.failures().isEmpty()
				|| !binder.unread().isEmpty();
	}

	/** An environment without the variables and system properties of this process. */
	private static final class TrialEnvironment extends AbstractEnvironment {

		private TrialEnvironment(String variable, Map<String, Object> declarations) {
			MutablePropertySources sources = getPropertySources();
			sources.addLast(new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "a value")));
			sources.addLast(new MapPropertySource("declarations", declarations));
		}

	}

}
