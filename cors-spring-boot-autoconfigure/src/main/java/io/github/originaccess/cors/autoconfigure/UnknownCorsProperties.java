// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Finds keys under {@code cors.} that nobody reads. Environment variables and system
 * properties are left out: they are shared with programs that have other ideas of what
 * {@code CORS_} means.
 */
final class UnknownCorsProperties {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cors");

	private static final String POLICIES = "policies";

	private static final Set<Setting> LISTS = EnumSet.of(Setting.ALLOWED_ORIGINS, Setting.ALLOWED_METHODS,
			Setting.ALLOWED_HEADERS, Setting.EXPOSED_HEADERS, Setting.PATHS, Setting.OWN_ORIGINS);

	private final PropertyPlaces places;

	private final Set<String> seen = new HashSet<>();

	private final List<Finding> findings = new ArrayList<>();

	private UnknownCorsProperties(PropertyPlaces places) {
		this.places = places;
	}

	static List<Finding> find(Iterable<ConfigurationPropertySource> sources, PropertyPlaces places) {
		UnknownCorsProperties unknown = new UnknownCorsProperties(places);
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !RecordingBindHandler.isSystemSource(source.getUnderlyingSource())) {
				iterable.stream().filter(PREFIX::isAncestorOf).forEach((name) -> unknown.check(name, source));
			}
		}
		return unknown.findings;
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		if (isKnown(name)) {
			return;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property == null) {
			return;
		}
		PropertyPlace place = PropertyPlace.of(property);
		String key = withoutIndices(place.name());
		if (this.seen.add(place.file() + " " + key)) {
			UnknownKey.Hint hint = UnknownKey.hint(elements(name));
			this.findings.add(new Finding(key, String.valueOf(property.getValue()), place,
					this.places.overriddenBy(property), hint.reason(), Finding.UNKNOWN_KEY, hint.instead()));
		}
	}

	private static boolean isKnown(ConfigurationPropertyName name) {
		int first = PREFIX.getNumberOfElements();
		if (is(name, first, POLICIES)) {
			// The map itself and a policy without settings are for the binder to judge.
			int setting = first + 2;
			return name.getNumberOfElements() <= setting
					|| !is(name, first + 1, CorsPolicyBuilder.DEFAULT_NAME) && isSetting(name, setting);
		}
		return isSetting(name, first) || name.getNumberOfElements() == first + 1
				&& UnknownKey.TOP_LEVEL_ONLY.stream().anyMatch((key) -> is(name, first, key));
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
		return PropertyPlaces.uniform(name.getElement(index, Form.ORIGINAL)).equals(PropertyPlaces.uniform(key));
	}

	private static List<String> elements(ConfigurationPropertyName name) {
		List<String> elements = new ArrayList<>();
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			if (!name.isNumericIndex(i)) {
				elements.add(name.getElement(i, Form.ORIGINAL));
			}
		}
		return elements;
	}

	private static String withoutIndices(String key) {
		int bracket = key.length();
		while (bracket > 0 && key.charAt(bracket - 1) == ']') {
			int open = key.lastIndexOf('[', bracket);
			if (open < 0 || !key.substring(open + 1, bracket - 1).chars().allMatch(Character::isDigit)) {
				break;
			}
			bracket = open;
		}
		return key.substring(0, bracket);
	}

}
