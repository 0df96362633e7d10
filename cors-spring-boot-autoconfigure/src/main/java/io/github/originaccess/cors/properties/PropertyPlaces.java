// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * The places of all bound values: the property that each setting of each policy was bound
 * from, and the properties that it overrides.
 */
public final class PropertyPlaces {

	private final Environment environment;

	private final List<ConfigurationPropertySource> sources;

	/** The properties in the order in which they were bound. */
	private final Map<CorsKey, ConfigurationProperty> bound = new LinkedHashMap<>();

	/** Names of the beans that have set a setting since it was bound. */
	private final Map<CorsKey, String> customizers = new HashMap<>();

	PropertyPlaces(Environment environment) {
		this.environment = environment;
		this.sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			this.sources.add(source);
		}
	}

	private PlaceholderTexts placeholders() {
		return new PlaceholderTexts(this.environment);
	}

	/** Record that a value was bound from a property. */
	void add(ConfigurationProperty property) {
		this.bound.put(CorsKey.of(property.getName()), property);
	}

	/** Describe a problem of a property itself. */
	PropertyProblem describe(ConfigurationProperty property, String reason, String code, @Nullable String remedy) {
		return describe(property, String.valueOf(property.getValue()), reason, code, remedy);
	}

	/** Describe a problem of a property whose placeholders are resolved. */
	PropertyProblem describe(ConfigurationProperty property, String value, String reason, String code,
			@Nullable String remedy) {
		PropertyPlace place = PropertyPlace.of(property);
		return new PropertyProblem(place.name(), value, place, overriddenBy(property), reason, code, remedy,
				related(property, value));
	}

	/**
	 * Describe a value of the wrong type. Where it has placeholders, only the text as
	 * written is shown, because a text that is no setting may be a secret.
	 */
	PropertyProblem describeWrongType(ConfigurationProperty property, String value, String reason) {
		PropertyPlace place = PropertyPlace.of(property);
		String raw = String.valueOf(property.getValue());
		List<PropertyPlace> texts = raw.contains(PropertyProblem.PLACEHOLDER) ? placeholders().find(raw, value)
				: List.of();
		return new PropertyProblem(place.name(), raw, place, overriddenBy(property), reason, PropertyProblem.WRONG_TYPE,
				null, new RelatedPlaces(null, texts, null, null));
	}

	/** Describe a value whose placeholders refer to each other or to the value. */
	PropertyProblem describeCircle(ConfigurationProperty property) {
		PropertyPlace place = PropertyPlace.of(property);
		String raw = String.valueOf(property.getValue());
		List<PropertyPlace> others = placeholders().circle(raw)
			.stream()
			.filter((other) -> !other.equals(place))
			.toList();
		return new PropertyProblem(place.name(), raw, place, overriddenBy(property),
				others.isEmpty() ? PropertyProblem.REFERS_TO_ITSELF : PropertyProblem.REFER_TO_EACH_OTHER,
				PropertyProblem.UNRESOLVED_PLACEHOLDER, null, new RelatedPlaces(null, others, null, null));
	}

	private RelatedPlaces related(ConfigurationProperty property, String value) {
		String raw = String.valueOf(property.getValue());
		return raw.contains(PropertyProblem.PLACEHOLDER)
				? new RelatedPlaces(raw.equals(value) ? null : raw, placeholders().find(raw, value), null, null)
				: RelatedPlaces.NONE;
	}

	/** Return the property that a value was bound from, or null if it is unset. */
	@Nullable ConfigurationProperty find(String name) {
		return this.bound.get(CorsKey.of(ConfigurationPropertyName.of(name)));
	}

	/**
	 * Tell whether a value holds a placeholder, which any other property may change.
	 * @return whether at least one value holds a placeholder
	 */
	public boolean havePlaceholders() {
		return this.bound.values()
			.stream()
			.anyMatch((property) -> String.valueOf(property.getValue()).contains(PropertyProblem.PLACEHOLDER));
	}

	/** Return the names of all bound properties as written. */
	Set<String> namesAsWritten() {
		return this.bound.values()
			.stream()
			.map((property) -> PropertyPlace.of(property).name())
			.collect(Collectors.toSet());
	}

	/** Return the names of all placeholders in the values, and in their own texts. */
	Set<String> namesOfPlaceholders() {
		return this.bound.values()
			.stream()
			.flatMap((property) -> placeholders().names(String.valueOf(property.getValue())).stream())
			.collect(Collectors.toSet());
	}

	/**
	 * Record that a bean has set a setting since it was bound.
	 * @param policy the name of the policy
	 * @param setting the setting
	 * @param bean the name of the bean
	 */
	public void customized(String policy, Setting setting, String bean) {
		this.customizers.put(CorsKey.of(policy, setting), bean);
	}

	/**
	 * Return the place of a setting that a property sets.
	 * @param policy the name of the policy that has the setting itself
	 * @param setting the setting
	 * @return where it is set
	 */
	public String place(String policy, Setting setting) {
		ConfigurationProperty property = property(policy, setting);
		return (property != null) ? PropertyPlace.of(property).text() : inCode(CorsKey.of(policy, setting)).text();
	}

	/** Return the place of a setting with its key, also if code set it. */
	String keyAndPlace(String policy, Setting setting) {
		ConfigurationProperty property = property(policy, setting);
		PropertyPlace place = (property != null) ? PropertyPlace.of(property) : inCode(CorsKey.of(policy, setting));
		return CorsKey.of(policy, setting) + " in " + place.text();
	}

	/** Return the place of a setting that no property sets. */
	private PropertyPlace inCode(CorsKey key) {
		String bean = this.customizers.get(key);
		return (bean != null) ? PropertyPlace.inCode(List.of(bean)) : PropertyPlace.IN_CODE;
	}

	/** Return the property that set a setting, or null if code did. */
	private @Nullable ConfigurationProperty property(String policy, Setting setting) {
		CorsKey key = CorsKey.of(policy, setting);
		ConfigurationProperty whole = this.bound.get(key);
		ConfigurationProperty property = (whole != null) ? whole : this.bound.get(CorsKey.of(policy, setting, 0));
		return this.customizers.containsKey(key) ? null : property;
	}

	/**
	 * Describe a problem of a policy that code made.
	 * @param problem the problem
	 * @return the same problem with code as its place
	 */
	public static PropertyProblem inCode(Problem problem) {
		return inCode(problem, PropertyPlace.IN_CODE);
	}

	private static PropertyProblem inCode(Problem problem, PropertyPlace place) {
		CorsKey key = CorsKey.of(problem.policy(), problem.setting(), problem.index());
		return located(problem, key.toString(), problem.value(), place, List.of(), RelatedPlaces.NONE);
	}

	/**
	 * Describe a problem of a policy that was bound.
	 * @param problem the problem
	 * @return the same problem with the property that the value was bound from
	 */
	public PropertyProblem describe(Problem problem) {
		String policy = problem.policy();
		Setting setting = problem.setting();
		CorsKey key = CorsKey.of(policy, setting);
		if (this.customizers.containsKey(key)) {
			return inCode(problem, inCode(key));
		}
		ConfigurationProperty whole = this.bound.get(key);
		ConfigurationProperty property = this.bound.getOrDefault(CorsKey.of(policy, setting, problem.index()), whole);
		if (property != null) {
			return describe(property, problem);
		}
		ConfigurationProperty first = this.bound.get(CorsKey.of(policy, setting, 0));
		boolean several = this.bound.containsKey(CorsKey.of(policy, setting, 1));
		return (first != null) ? describe(first, problem).ofWholeList(several) : located(problem, key.toString(), null,
				declaration(CorsKey.ofPolicy(policy)), List.of(), RelatedPlaces.NONE);
	}

	private PropertyProblem describe(ConfigurationProperty property, Problem problem) {
		PropertyPlace place = PropertyPlace.of(property);
		String raw = String.valueOf(property.getValue());
		boolean whole = problem.index() < 0 && !property.getName().isLastElementIndexed();
		String value = whole ? placeholders().resolve(raw) : problem.value();
		PropertyProblem described = located(problem, place.name(), value, place, overriddenBy(property),
				related(property, value));
		return placeholders().isClear(raw, value) ? described : described.withoutRemedy();
	}

	private static PropertyProblem located(Problem problem, String property, @Nullable String value,
			PropertyPlace place, List<PropertyPlace> overridden, RelatedPlaces related) {
		if (problem.value().contains(PropertyProblem.PLACEHOLDER)) {
			return new PropertyProblem(property, value, place, overridden, PropertyProblem.NOTHING_DEFINES_IT,
					PropertyProblem.UNRESOLVED_PLACEHOLDER, null, related);
		}
		return new PropertyProblem(property, value, place, overridden, problem.reason(), problem.code().id(),
				problem.remedy(), related);
	}

	/** Return the place of a policy's first property. */
	private PropertyPlace declaration(CorsKey policy) {
		return this.bound.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(policy))
			.map((entry) -> PropertyPlace.of(entry.getValue()))
			.min(PropertyPlace::compareInReadingOrder)
			.orElseGet(() -> emptyDeclaration(policy));
	}

	/** A policy without properties is a key with an empty value. */
	private PropertyPlace emptyDeclaration(CorsKey policy) {
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = (source instanceof IterableConfigurationPropertySource iterable)
					? iterable.stream()
						.filter((name) -> CorsKey.isOurs(name) && CorsKey.of(name).equals(policy))
						.findFirst()
						.map((name) -> read(source, name))
						.orElse(null)
					: null;
			if (property != null) {
				return PropertyPlace.of(property);
			}
		}
		return PropertyPlace.IN_CODE;
	}

	/**
	 * Return the places where weaker sources set the same property. A list overrides a
	 * whole list.
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
			ConfigurationProperty property = read(source, name);
			if (property != null) {
				return property;
			}
		}
		return read(source, names[names.length - 1].append("[0]"));
	}

	/** A source that decrypts or fetches may fail, and nothing needs this value. */
	private static @Nullable ConfigurationProperty read(ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		try {
			return source.getConfigurationProperty(name);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
