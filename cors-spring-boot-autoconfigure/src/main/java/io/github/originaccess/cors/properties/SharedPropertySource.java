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
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A view of environment variables or of system properties that shows only properties of
 * ours. Other programs set names that begin with {@code CORS_} too. If one of them looks
 * like a part of a list of ours, the binder leaves the whole list unset.
 */
final class SharedPropertySource implements IterableConfigurationPropertySource {

	private final IterableConfigurationPropertySource source;

	/** Elements of lists that cannot be read, with the reason. */
	private final Map<ConfigurationPropertyName, String> unread = new LinkedHashMap<>();

	SharedPropertySource(IterableConfigurationPropertySource source) {
		this.source = source;
		Map<String, ConfigurationPropertyName> whole = new HashMap<>();
		Map<String, Map<String, ConfigurationPropertyName>> lists = new LinkedHashMap<>();
		for (ConfigurationPropertyName name : this) {
			CorsKey key = CorsKey.of(name);
			String index = key.element(key.size() - 1);
			if (!CorsKey.isNumber(index)) {
				whole.put(key.asVariable(), name);
			}
			else if (key.parent().isListOfVariable()) {
				lists.computeIfAbsent(key.parent().asVariable(), (list) -> new LinkedHashMap<>()).put(index, name);
			}
		}
		for (Map.Entry<String, Map<String, ConfigurationPropertyName>> list : lists.entrySet()) {
			findUnread(whole.get(list.getKey()), list.getValue());
		}
	}

	private void findUnread(@Nullable ConfigurationPropertyName whole,
			Map<String, ConfigurationPropertyName> elements) {
		ConfigurationProperty list = (whole != null) ? this.source.getConfigurationProperty(whole) : null;
		int next = 0;
		while (list == null && elements.remove(String.valueOf(next)) != null) {
			next++;
		}
		String reason = (list != null)
				? "this element is not read, because " + PropertyPlace.of(list).name() + " sets the whole list"
				: "this element is not read, because the elements of a list are numbered from 0 without gaps, and"
						+ " number " + next + " is missing";
		elements.values().forEach((name) -> this.unread.put(name, reason));
	}

	/** Return the elements of lists that cannot be read. */
	List<PropertyProblem> unread(PropertyPlaces places) {
		List<PropertyProblem> problems = new ArrayList<>();
		this.unread.forEach((name, reason) -> {
			ConfigurationProperty property = this.source.getConfigurationProperty(name);
			if (property != null) {
				problems.add(places.describe(property, reason, PropertyProblem.WRONG_TYPE, null));
			}
		});
		return problems;
	}

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.source.stream().filter(this::isShown);
	}

	private boolean isShown(ConfigurationPropertyName name) {
		return CorsKey.ROOT.isAncestorOf(name) && !isNoneOfOurs(CorsKey.of(name)) && !this.unread.containsKey(name);
	}

	/** Whether the binder would bind a key as part of a list that is not read. */
	private static boolean isNoneOfOurs(CorsKey key) {
		return key.isBelowElement() || key.namesDefaultPolicy();
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
		return (name != null && CorsKey.of(name).isKnown()) ? this.source.getConfigurationProperty(name) : null;
	}

	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		return this.source.containsDescendantOf(name);
	}

	@Override
	public @Nullable Object getUnderlyingSource() {
		return this.source.getUnderlyingSource();
	}

}
