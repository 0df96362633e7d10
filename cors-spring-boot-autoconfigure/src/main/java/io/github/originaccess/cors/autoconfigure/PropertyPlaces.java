// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Knows which property holds a setting, and where it was set.
 */
final class PropertyPlaces {

	private final List<ConfigurationPropertySource> sources = new ArrayList<>();

	PropertyPlaces(Environment environment) {
		ConfigurationPropertySources.get(environment).forEach(this.sources::add);
	}

	/**
	 * Return the property that a value of a policy stands in, as a person would write it.
	 */
	String name(String policy, Setting setting, int index) {
		String name = prefix(policy) + setting.propertyName();
		String element = name + "[" + index + "]";
		return (index >= 0 && find(element) != null) ? element : name;
	}

	/** Return where a property was set, or {@code null} if no source has it. */
	@Nullable String place(String name) {
		ConfigurationProperty property = find(name);
		if (property == null) {
			return null;
		}
		return (property.getOrigin() != null) ? property.getOrigin().toString()
				: "property source " + property.getSource();
	}

	private @Nullable ConfigurationProperty find(String name) {
		ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = source.getConfigurationProperty(adapted);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static String prefix(String policy) {
		if (policy.equals(CorsPolicyBuilder.DEFAULT_NAME)) {
			return "cors.";
		}
		return (policy.indexOf('.') < 0) ? "cors.policies." + policy + "." : "cors.policies[" + policy + "].";
	}

}
