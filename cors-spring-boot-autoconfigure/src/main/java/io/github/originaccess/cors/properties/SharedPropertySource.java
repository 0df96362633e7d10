// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Environment variables or system properties, of which only those are seen that are
 * properties of ours: programs that have other ideas of what {@code CORS_} means set them
 * too. The binder would leave a whole list unset for one of theirs that looks like a part
 * of it.
 */
final class SharedPropertySource implements IterableConfigurationPropertySource {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cors");

	private final IterableConfigurationPropertySource source;

	/** Elements of our lists that cannot be read, with the reason. */
	private final Map<ConfigurationPropertyName, String> unread = new LinkedHashMap<>();

	private SharedPropertySource(IterableConfigurationPropertySource source) {
		this.source = source;
		Map<String, ConfigurationPropertyName> whole = new HashMap<>();
		Map<String, Map<String, ConfigurationPropertyName>> elements = new LinkedHashMap<>();
		stream().forEach((name) -> {
			String index = name.getLastElement(Form.ORIGINAL);
			if (index.chars().allMatch(Character::isDigit)) {
				elements.computeIfAbsent(key(name.getParent()), (list) -> new LinkedHashMap<>()).put(index, name);
			}
			else {
				whole.put(key(name), name);
			}
		});
		elements.forEach((list, numbered) -> {
			if (UnknownCorsProperties.isList(list)) {
				findUnread(whole.get(list), numbered);
			}
		});
	}

	/** Return the sources in their order, with those that are shared seen this way. */
	static List<ConfigurationPropertySource> within(Iterable<ConfigurationPropertySource> sources) {
		List<ConfigurationPropertySource> seen = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			boolean shared = PropertyPlaces.isSystemSource(source.getUnderlyingSource());
			seen.add((shared && source instanceof IterableConfigurationPropertySource iterable)
					? new SharedPropertySource(iterable) : source);
		}
		return seen;
	}

	private void findUnread(@Nullable ConfigurationPropertyName whole,
			Map<String, ConfigurationPropertyName> numbered) {
		ConfigurationProperty list = (whole != null) ? this.source.getConfigurationProperty(whole) : null;
		int next = 0;
		while (list == null && numbered.remove(String.valueOf(next)) != null) {
			next++;
		}
		String reason = (list != null)
				? "it is not read, because " + PropertyPlace.of(list).name() + " holds the list as a whole"
				: "it is not read, because the elements of a list are numbered from 0 on without gaps, and number "
						+ next + " is missing";
		numbered.values().forEach((name) -> this.unread.put(name, reason));
	}

	/** Return the elements of our lists that cannot be read. */
	List<PropertyProblem> unread(PropertyPlaces places) {
		List<PropertyProblem> findings = new ArrayList<>();
		this.unread.forEach((name, reason) -> {
			ConfigurationProperty property = this.source.getConfigurationProperty(name);
			if (property != null) {
				findings.add(places.describe(property, reason, PropertyProblem.WRONG_TYPE, null));
			}
		});
		return findings;
	}

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.source.stream()
			.filter(PREFIX::isAncestorOf)
			.filter((name) -> !UnknownCorsProperties.isOnlyLikeOurs(name) && !this.unread.containsKey(name));
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
		return (name != null && UnknownCorsProperties.isKnown(name)) ? this.source.getConfigurationProperty(name)
				: null;
	}

	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		return this.source.containsDescendantOf(name);
	}

	@Override
	public @Nullable Object getUnderlyingSource() {
		return this.source.getUnderlyingSource();
	}

	/** A variable has no dashes: what stands between them are elements of its name. */
	private static String key(ConfigurationPropertyName name) {
		return PropertyPlaces.uniform(PropertyPlaces.key(name));
	}

}
