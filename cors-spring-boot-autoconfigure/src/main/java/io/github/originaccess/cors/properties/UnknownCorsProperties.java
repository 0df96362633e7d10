// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * A search for keys under {@code cors.} that set nothing. It skips environment variables
 * and system properties, because other programs use names that begin with {@code CORS_}
 * too.
 */
final class UnknownCorsProperties {

	/** The name of Boot's property source for {@code SPRING_APPLICATION_JSON}. */
	private static final String JSON = "spring.application.json";

	private static final String BELOW_ELEMENT = "an element of this list is one value and has no keys below it";

	private final PropertyPlaces places;

	private final boolean ignoring;

	private final Set<String> seen = new HashSet<>();

	/** The first problem of the current source with each remedy. */
	private final Map<String, PropertyProblem> byRemedy = new HashMap<>();

	private final List<PropertyProblem> problems = new ArrayList<>();

	private UnknownCorsProperties(PropertyPlaces places, boolean ignoring) {
		this.places = places;
		this.ignoring = ignoring;
	}

	/**
	 * Find the keys.
	 * @param ignoring whether unknown keys are no problem, unless they make Boot leave a
	 * list unset
	 */
	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, PropertyPlaces places,
			boolean ignoring) {
		UnknownCorsProperties unknown = new UnknownCorsProperties(places, ignoring);
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !CorsPropertiesBinder.isShared(source)) {
				unknown.byRemedy.clear();
				iterable.stream().filter(CorsKey::isOurs).forEach((name) -> unknown.check(name, source));
			}
		}
		return unknown.problems;
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		CorsKey key = CorsKey.of(name);
		String misplaced = whyNoValueBelongsThere(key);
		// An ignored key is not read: its source may decrypt or fetch the value.
		if (key.isKnown() || misplaced == null && this.ignoring && !key.unsetsList()) {
			return;
		}
		if (misplaced != null) {
			addMisplaced(name, source, misplaced + ((misplaced.equals(BELOW_ELEMENT) && isNested(name, source))
					? "; put an element with a colon in quotes" : ""));
		}
		else {
			add(unknown(name, source, key));
		}
	}

	private void add(PropertyProblem problem) {
		// A misspelt list is one problem, and not one for each element.
		PropertyProblem list = problem.ofWholeList();
		if (this.seen.add(list.place().file() + " " + list.property())) {
			// The index is the mistake if the remedy is the key without it.
			this.problems.add(joined(list.property().equals(list.remedy()) ? problem : list));
		}
	}

	/** Leave out a remedy that another key of the same source has, too. */
	private PropertyProblem joined(PropertyProblem problem) {
		PropertyProblem first = (problem.remedy() != null && !isBelow(problem.property(), problem.remedy()))
				? this.byRemedy.putIfAbsent(problem.remedy(), problem) : null;
		return (first == null) ? problem : problem.withoutRemedy(
				"; " + first.property() + " (" + first.place().text() + ") means the same property, so write one key");
	}

	private static boolean isBelow(String written, String remedy) {
		return CorsKey.of(ConfigurationPropertyName.adapt(written, '.')).startsWith(CorsKey.of(name(remedy)));
	}

	private void addMisplaced(ConfigurationPropertyName name, ConfigurationPropertySource source, String reason) {
		try {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null && !String.valueOf(property.getValue()).isEmpty()) {
				add(this.places.describe(property, reason, PropertyProblem.WRONG_TYPE, null));
				addOtherSpellings(property, source, reason);
			}
		}
		catch (RuntimeException ex) {
			// A source that decrypts or fetches may fail. Such a value is none of ours.
			if (!this.ignoring) {
				add(problem(name, source, reason, null));
			}
		}
	}

	/**
	 * Add the values that Boot hides behind a value with the same name. To Boot, all
	 * names of policies without letters of ASCII are the same.
	 */
	private void addOtherSpellings(ConfigurationProperty property, ConfigurationPropertySource source, String reason) {
		if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable) {
			for (String written : enumerable.getPropertyNames()) {
				Origin origin = WrittenNames.isOurs(written, property.getName())
						? PropertySourceOrigin.get(enumerable, written) : null;
				// A part of a JSON text has no name of its own.
				if (origin instanceof PropertySourceOrigin own && own.getPropertySource() == enumerable) {
					add(this.places.describe(
							new ConfigurationProperty(property.getName(),
									String.valueOf(enumerable.getProperty(written)), origin),
							reason, PropertyProblem.WRONG_TYPE, null));
				}
			}
		}
	}

	/**
	 * Describe an unknown key. Its value is not read: the source may decrypt or fetch it,
	 * and it may be a secret of the application.
	 */
	private static PropertyProblem unknown(ConfigurationPropertyName name, ConfigurationPropertySource source,
			CorsKey key) {
		UnknownKey unknown = UnknownKey.of(key.withoutIndices(), PropertyPlace.of(name, source).isYaml());
		if (unknown.reason().equals(UnknownKey.ONE_VALUE) && isNested(name, source)) {
			return problem(name, source, UnknownKey.ONE_VALUE + "; write the value without brackets or dash", null);
		}
		ConfigurationProperty same = sameAs(unknown.remedy(), key, source);
		return (same == null) ? problem(name, source, unknown.reason(), unknown.remedy())
				: problem(name, source, unknown.reason() + "; " + advice(same), null);
	}

	/**
	 * Return what a source already sets in the place of a remedy, or null. A key below
	 * the property itself is another mistake.
	 */
	private static @Nullable ConfigurationProperty sameAs(@Nullable String remedy, CorsKey key,
			ConfigurationPropertySource source) {
		ConfigurationPropertyName name = (remedy != null) ? name(remedy) : null;
		if (name == null || key.startsWith(CorsKey.of(name))) {
			return null;
		}
		ConfigurationProperty whole = source.getConfigurationProperty(name);
		return (whole != null) ? whole : source.getConfigurationProperty(name.append("[0]"));
	}

	/** Return the name of a remedy, which has brackets in quotes in YAML. */
	private static ConfigurationPropertyName name(String remedy) {
		return ConfigurationPropertyName.adapt(remedy.replace(".\"[", "[").replace("]\"", "]"), '.');
	}

	/** Say what to do with two keys that mean one property. One would hide the other. */
	private static String advice(ConfigurationProperty same) {
		CorsKey key = CorsKey.of(same.getName());
		boolean element = key.isIndex(key.size() - 1);
		CorsKey whole = element ? key.parent() : key;
		String place = whole + " (" + PropertyPlace.of(same).text() + ")";
		return CorsKey.isList(whole.element(whole.size() - 1)) ? "add the values to " + place
				: place + " is set as well, so remove one of the two";
	}

	/** Whether a key is in YAML or JSON, where lists and levels of keys have a syntax. */
	private static boolean isNested(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		return PropertyPlace.of(name, source).isYaml()
				|| source.getUnderlyingSource() instanceof PropertySource<?> own && own.getName().equals(JSON);
	}

	private static PropertyProblem problem(ConfigurationPropertyName name, ConfigurationPropertySource source,
			String reason, @Nullable String remedy) {
		PropertyPlace place = PropertyPlace.of(name, source);
		return new PropertyProblem(place.name(), null, place, List.of(), reason, PropertyProblem.UNKNOWN_KEY, remedy,
				RelatedPlaces.NONE);
	}

	/**
	 * Return why a key has no value of its own, or null if it is unknown altogether. The
	 * binder ignores such a value as soon as there is a key below it.
	 */
	private static @Nullable String whyNoValueBelongsThere(CorsKey key) {
		if (key.isBelowElement()) {
			return BELOW_ELEMENT;
		}
		if (key.size() == 0 || key.isIndex(0)) {
			return "this key has no value of its own; each setting is a key below it";
		}
		int end = key.size();
		while (key.isIndex(end - 1)) {
			end--;
		}
		if (!key.isUnderPolicies() || end > 2 || key.namesDefaultPolicy()) {
			return null;
		}
		if (key.size() == 1) {
			return "this key has no value of its own; each policy is a key below it";
		}
		if (key.isIndex(1)) {
			return "policies are not a list; each policy is a key with the policy's name";
		}
		return CorsKey.isSetting(key.element(1))
				? "the name of a policy is missing between cors.policies and the setting; it has letters, digits and"
						+ " dashes"
				: "a policy has no value of its own; each setting is a key below the policy's name";
	}

}
