// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Knows which property each setting of each policy was bound from, and what it overrides.
 */
public final class PropertyPlaces {

	private static final ConfigurationPropertyName POLICIES = ConfigurationPropertyName.of("cors.policies");

	private final List<ConfigurationPropertySource> sources;

	/** By name, spelt the one way in which all spellings of it are equal. */
	private final Map<String, ConfigurationProperty> bound = new HashMap<>();

	/** The same for settings that code has changed since. */
	private final Set<String> changed = new HashSet<>();

	public PropertyPlaces(Iterable<ConfigurationPropertySource> sources) {
		this.sources = new ArrayList<>();
		sources.forEach(this.sources::add);
	}

	/** Take down that a value was bound from a property. */
	void add(ConfigurationProperty property) {
		this.bound.put(key(property.getName()), property);
	}

	/** Whether a source holds environment variables or system properties. */
	static boolean isSystemSource(@Nullable Object source) {
		return source instanceof SystemEnvironmentPropertySource || source instanceof PropertySource<?> other
				&& other.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
	}

	/** Describe what is wrong with a property itself. */
	PropertyProblem describe(ConfigurationProperty property, String reason, String code, @Nullable String instead) {
		PropertyPlace place = PropertyPlace.of(property);
		return new PropertyProblem(place.name(), String.valueOf(property.getValue()), place, overriddenBy(property),
				reason, code, instead);
	}

	/** Return the property that a value was bound from. */
	@Nullable ConfigurationProperty find(String name) {
		return this.bound.get(key(ConfigurationPropertyName.of(name)));
	}

	public boolean havePlaceholders() {
		return this.bound.values()
			.stream()
			.anyMatch((property) -> String.valueOf(property.getValue()).contains(PropertyProblem.PLACEHOLDER));
	}

	/** Take down that code has changed a setting of a policy since it was bound. */
	public void changed(String policy, Setting setting) {
		this.changed.add(key(policy, setting, -1));
	}

	/**
	 * Tell where a setting was set: the property as it was written, and its place.
	 * @param policy the policy that was given the setting itself
	 */
	public String source(String policy, Setting setting) {
		ConfigurationProperty whole = this.bound.get(key(policy, setting, -1));
		ConfigurationProperty property = (whole != null) ? whole : this.bound.get(key(policy, setting, 0));
		if (property == null || this.changed.contains(key(policy, setting, -1))) {
			return PropertyPlace.IN_CODE.text();
		}
		PropertyPlace place = PropertyPlace.of(property);
		return name(policy, setting, -1) + " in " + place.text();
	}

	/**
	 * Describe a problem of a policy that code made.
	 * @param problem the problem
	 * @return the same problem with code as its place
	 */
	public static PropertyProblem inCode(Problem problem) {
		return located(problem, name(problem.policy(), problem.setting(), problem.index()), problem.value(),
				PropertyPlace.IN_CODE, List.of());
	}

	/** Describe a problem of a policy by the property that it was bound from. */
	public PropertyProblem describe(Problem problem) {
		String policy = problem.policy();
		Setting setting = problem.setting();
		ConfigurationProperty whole = this.bound.get(key(policy, setting, -1));
		ConfigurationProperty property = this.bound.getOrDefault(key(policy, setting, problem.index()), whole);
		if (this.changed.contains(key(policy, setting, -1))) {
			return inCode(problem);
		}
		ConfigurationProperty first = this.bound.get(key(policy, setting, 0));
		if (property == null && first != null) {
			return describe(first, problem).ofWholeList();
		}
		if (property == null) {
			return located(problem, name(policy, setting, -1), null, declaration(policy), List.of());
		}
		return describe(property, problem);
	}

	private PropertyProblem describe(ConfigurationProperty property, Problem problem) {
		PropertyPlace place = PropertyPlace.of(property);
		String raw = String.valueOf(property.getValue());
		boolean asWritten = problem.index() < 0 && raw.indexOf('$') < 0 && !property.getName().isLastElementIndexed();
		return located(problem, place.name(), asWritten ? raw : problem.value(), place, overriddenBy(property));
	}

	private static PropertyProblem located(Problem problem, String property, @Nullable String value,
			PropertyPlace place, List<PropertyPlace> overridden) {
		if (problem.value().contains(PropertyProblem.PLACEHOLDER)) {
			return new PropertyProblem(property, value, place, overridden, PropertyProblem.NOTHING_DEFINES_IT,
					PropertyProblem.UNRESOLVED_PLACEHOLDER, null);
		}
		return new PropertyProblem(property, value, place, overridden, problem.reason(), problem.code().id(),
				problem.remedy());
	}

	/** Return where the first property of a policy stands. */
	private PropertyPlace declaration(String policy) {
		return this.bound.entrySet()
			.stream()
			.filter((entry) -> (entry.getKey() + ".").startsWith(prefix(policy)))
			.map((entry) -> PropertyPlace.of(entry.getValue()))
			.min(PropertyPlace.IN_READING_ORDER)
			.orElseGet(() -> emptyDeclaration(policy));
	}

	/** A policy without any property is one with an empty value. */
	private PropertyPlace emptyDeclaration(String policy) {
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = (source instanceof IterableConfigurationPropertySource iterable)
					? iterable.stream()
						.filter((name) -> (key(name) + ".").equals(prefix(policy)))
						.findFirst()
						.map(source::getConfigurationProperty)
						.orElse(null)
					: null;
			if (property != null) {
				return PropertyPlace.of(property);
			}
		}
		return PropertyPlace.IN_CODE;
	}

	/**
	 * Return where weaker sources set the same property: a list overrides a whole list.
	 */
	private List<PropertyPlace> overriddenBy(ConfigurationProperty property) {
		ConfigurationPropertyName name = property.getName();
		ConfigurationPropertyName list = name.isLastElementIndexed() ? name.getParent() : name;
		List<PropertyPlace> places = new ArrayList<>();
		boolean weaker = false;
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty same = find(source, name, list);
			if (weaker && same != null) {
				places.add(PropertyPlace.of(same));
			}
			weaker |= source.getUnderlyingSource() == underlyingSource(property);
		}
		return places;
	}

	private static @Nullable Object underlyingSource(ConfigurationProperty property) {
		ConfigurationPropertySource source = property.getSource();
		return (source != null) ? source.getUnderlyingSource() : null;
	}

	private static @Nullable ConfigurationProperty find(ConfigurationPropertySource source,
			ConfigurationPropertyName... names) {
		for (ConfigurationPropertyName name : names) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return source.getConfigurationProperty(names[names.length - 1].append("[0]"));
	}

	/** The property as a file has it, for those that are in none. */
	private static String name(String policy, Setting setting, int index) {
		String prefix = policy.equals(CorsPolicyBuilder.DEFAULT_NAME) ? "cors" : policy(policy);
		return prefix + "." + setting.propertyName() + ((index < 0) ? "" : "[" + index + "]");
	}

	/** The key that the settings of a named policy stand under. */
	static String policy(String name) {
		return isPlain(name) ? "cors.policies." + name : "cors.policies[" + name + "]";
	}

	private static boolean isPlain(String policy) {
		return policy.chars().allMatch((c) -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
	}

	/** A name in brackets is its characters: {@code [/a/*]} is not {@code [/a/**]}. */
	private static String uniformPolicy(String name) {
		return isPlain(name) ? uniform(name) : "[" + name + "]";
	}

	private static String key(String policy, Setting setting, int index) {
		return prefix(policy) + uniform(setting.propertyName()) + ((index < 0) ? "" : "." + index);
	}

	private static String prefix(String policy) {
		return policy.equals(CorsPolicyBuilder.DEFAULT_NAME) ? "cors." : "cors.policies." + uniformPolicy(policy) + ".";
	}

	/** A name spelt the one way in which all spellings of it are equal. */
	static String key(ConfigurationPropertyName name) {
		StringBuilder key = new StringBuilder();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			boolean policy = i == POLICIES.getNumberOfElements() && POLICIES.isAncestorOf(name);
			key.append((i > 0) ? "." : "").append(policy ? uniformPolicy(element) : uniform(element));
		}
		return key.toString();
	}

	/**
	 * Letters and digits in lower case: the one spelling that all spellings of a name
	 * have in common.
	 */
	static String uniform(String element) {
		String lowerCase = element.toLowerCase(Locale.ROOT);
		StringBuilder uniform = new StringBuilder(lowerCase.length());
		for (int i = 0; i < lowerCase.length(); i++) {
			if (Character.isLetterOrDigit(lowerCase.charAt(i))) {
				uniform.append(lowerCase.charAt(i));
			}
		}
		return uniform.toString();
	}

}
