// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Finds keys under {@code cors.} that nobody reads. Environment variables and system
 * properties are left out: they are shared with programs that have other ideas of what
 * {@code CORS_} means.
 */
final class UnknownCorsProperties {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cors");

	/** Where the part of a name that follows the prefix is. */
	private static final int FIRST = PREFIX.getNumberOfElements();

	private static final int SETTING_OF_POLICY = FIRST + 2;

	private static final String POLICIES = "policies";

	private static final Set<Setting> LISTS = EnumSet.of(Setting.ALLOWED_ORIGINS, Setting.ALLOWED_METHODS,
			Setting.ALLOWED_HEADERS, Setting.EXPOSED_HEADERS, Setting.PATHS, Setting.OWN_ORIGINS);

	private final PropertyPlaces places;

	private final Set<String> seen = new HashSet<>();

	private final List<PropertyProblem> findings = new ArrayList<>();

	private UnknownCorsProperties(PropertyPlaces places) {
		this.places = places;
	}

	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, PropertyPlaces places) {
		UnknownCorsProperties unknown = new UnknownCorsProperties(places);
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !PropertyPlaces.isSystemSource(source.getUnderlyingSource())) {
				iterable.stream()
					.filter((name) -> PREFIX.equals(name) || PREFIX.isAncestorOf(name))
					.forEach((name) -> unknown.check(name, source));
			}
		}
		return unknown.findings;
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = isKnown(name) ? null : source.getConfigurationProperty(name);
		if (property == null) {
			return;
		}
		String noValue = whyNoValueStandsThere(name);
		if (noValue != null && String.valueOf(property.getValue()).isEmpty()) {
			return;
		}
		PropertyProblem finding = (noValue != null)
				? this.places.describe(property, noValue, PropertyProblem.WRONG_TYPE, null) : unknown(property);
		PropertyProblem list = finding.ofWholeList();
		if (this.seen.add(list.place().file() + " " + list.property())) {
			this.findings.add(list);
		}
	}

	private PropertyProblem unknown(ConfigurationProperty property) {
		UnknownKey.Hint hint = UnknownKey.hint(elements(property.getName()), PropertyPlace.of(property).isYaml());
		return this.places.describe(property, hint.reason(), PropertyProblem.UNKNOWN_KEY, hint.instead());
	}

	/**
	 * Tell why a key has no value of its own: what is meant stands below it. To the
	 * binder such a value is invisible as soon as something does.
	 */
	private static @Nullable String whyNoValueStandsThere(ConfigurationPropertyName name) {
		int end = name.getNumberOfElements();
		while (name.isNumericIndex(end - 1)) {
			end--;
		}
		if (isBelowElement(name)) {
			return "an element of this list is one value; nothing stands below it";
		}
		if (end <= FIRST || name.isNumericIndex(FIRST)) {
			return "settings stand below cors, each on a line of its own";
		}
		if (!is(name, FIRST, POLICIES) || end > SETTING_OF_POLICY || isDefaultPolicy(name)) {
			return null;
		}
		if (name.getNumberOfElements() == FIRST + 1) {
			return "policies stand below this key, each under its name";
		}
		if (name.isNumericIndex(FIRST + 1)) {
			return "policies are no list; each stands under its name";
		}
		return UnknownKey.isSetting(name.getElement(FIRST + 1, Form.ORIGINAL))
				? "between cors.policies and a setting stands the policy's name, of letters, digits and dashes"
				: "settings stand below a policy's name, each on a line of its own";
	}

	/** Whether a name is a property of ours, or an element of one. */
	static boolean isKnown(ConfigurationPropertyName name) {
		if (name.getNumberOfElements() == FIRST) {
			return false;
		}
		if (is(name, FIRST, POLICIES)) {
			return !isDefaultPolicy(name) && isSetting(name, SETTING_OF_POLICY);
		}
		return isSetting(name, FIRST) || name.getNumberOfElements() == FIRST + 1
				&& UnknownKey.TOP_LEVEL_ONLY.stream().anyMatch((key) -> is(name, FIRST, key));
	}

	private static boolean isDefaultPolicy(ConfigurationPropertyName name) {
		return name.getNumberOfElements() > FIRST + 1
				&& UnknownKey.isDefault(name.getElement(FIRST + 1, Form.ORIGINAL));
	}

	/** Whether a name, spelt uniformly and without dots, is a list of ours. */
	static boolean isList(String name) {
		String policies = PREFIX + POLICIES;
		return LISTS.stream()
			.map((setting) -> PropertyPlaces.uniform(setting.propertyName()))
			.anyMatch((list) -> name.equals(PREFIX + list) || name.startsWith(policies) && name.endsWith(list)
					&& name.length() > policies.length() + list.length());
	}

	/** Whether a name, to the binder, is part of a list of ours, and is not to us. */
	static boolean isOnlyLikeOurs(ConfigurationPropertyName name) {
		return isBelowElement(name) || is(name, FIRST, POLICIES) && isDefaultPolicy(name);
	}

	/** Whether a name stands below an element of a list. */
	private static boolean isBelowElement(ConfigurationPropertyName name) {
		return isListOfMore(name, FIRST) || isListOfMore(name, SETTING_OF_POLICY) && is(name, FIRST, POLICIES);
	}

	private static boolean isListOfMore(ConfigurationPropertyName name, int index) {
		return name.getNumberOfElements() > index + 2 && name.isNumericIndex(index + 1)
				&& LISTS.stream().anyMatch((list) -> is(name, index, list.propertyName()));
	}

	private static boolean isSetting(ConfigurationPropertyName name, int index) {
		for (Setting setting : Setting.values()) {
			if (is(name, index, setting.propertyName())) {
				int further = name.getNumberOfElements() - index - 1;
				return further == 0 || further == 1 && LISTS.contains(setting) && name.isNumericIndex(index + 1);
			}
		}
		return false;
	}

	private static boolean is(ConfigurationPropertyName name, int index, String key) {
		return index < name.getNumberOfElements()
				&& PropertyPlaces.uniform(name.getElement(index, Form.ORIGINAL)).equals(PropertyPlaces.uniform(key));
	}

	/** The parts after the prefix without the indices of lists. */
	private static List<String> elements(ConfigurationPropertyName name) {
		List<String> elements = new ArrayList<>();
		for (int i = FIRST; i < name.getNumberOfElements(); i++) {
			if (!name.isNumericIndex(i) || i == FIRST + 1 && is(name, FIRST, POLICIES)) {
				elements.add(name.getElement(i, Form.ORIGINAL));
			}
		}
		return elements;
	}

}
