// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

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
		Origin origin = property.getOrigin();
		if (origin instanceof PropertySourceOrigin wrapper && wrapper.getOrigin() != null) {
			origin = wrapper.getOrigin();
		}
		if (origin instanceof TextResourceOrigin text) {
			Resource resource = text.getResource();
			TextResourceOrigin.Location location = text.getLocation();
			if (resource != null && location != null) {
				return "%s:%d:%d".formatted(describe(resource), location.getLine() + 1, location.getColumn() + 1);
			}
		}
		return (origin != null) ? origin.toString() : "property source " + property.getSource();
	}

	/** As terminals and IDEs make links of it, where the file is one of theirs. */
	private static String describe(Resource resource) {
		if (resource instanceof ClassPathResource classPathResource) {
			return "classpath:" + classPathResource.getPath();
		}
		try {
			return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
		}
		catch (IOException ex) {
			return resource.getDescription();
		}
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
