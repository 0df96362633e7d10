// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Map;

import org.jspecify.annotations.Nullable;

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

	private VariableTrial() {
	}

	/**
	 * Whether a variable sets a property, or would with another value.
	 * @param declared the policy that a file declares, {@code null} if it is of no matter
	 */
	static boolean binds(String variable, @Nullable String declared) {
		Map<String, Object> declarations = (declared != null) ? Map.of(CorsKey.ofNamedPolicy(declared) + ".paths", "/")
				: Map.of();
		CorsPropertiesBinder binder = new CorsPropertiesBinder(new TrialEnvironment(variable, declarations));
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
