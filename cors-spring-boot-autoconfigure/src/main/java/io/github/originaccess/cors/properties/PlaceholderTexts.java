// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * The properties whose texts stand in a value for its placeholders. The origin of the
 * value itself is the place of the placeholders, which may be right, while a text is
 * wrong.
 */
final class PlaceholderTexts {

	private static final String START = "${";

	private final @Nullable ConfigurableEnvironment environment;

	PlaceholderTexts(Environment environment) {
		this.environment = (environment instanceof ConfigurableEnvironment configurable) ? configurable : null;
	}

	/**
	 * Return the places of the texts that have a part of a value.
	 * @param raw the value as written
	 * @param value the part after placeholders are resolved
	 * @return the places where this part can be set; empty if the value has it itself
	 */
	List<PropertyPlace> find(String raw, String value) {
		Map<PropertyPlace, String> texts = new LinkedHashMap<>();
		collect(raw, texts, new LinkedHashSet<>());
		if (texts.size() > 1 || hasOtherTexts(raw)) {
			String part = value.strip();
			List<PropertyPlace> whole = texts.entrySet()
				.stream()
				.filter((text) -> text.getValue().contains(part))
				.map(Map.Entry::getKey)
				.toList();
			if (!whole.isEmpty()) {
				return whole;
			}
			texts.values().removeIf((text) -> text.isBlank() || !part.contains(text.strip()));
		}
		return List.copyOf(texts.keySet());
	}

	/**
	 * Return whether a reader knows what a remedy for a part of a value replaces: the
	 * whole value, a part that stands in it, or a part of one text.
	 * @param raw the value as written
	 * @param value the part after placeholders are resolved
	 * @return whether the part is not made of several texts
	 */
	boolean isClear(String raw, String value) {
		if (!raw.contains(START) || !hasOtherTexts(raw) || raw.contains(value)) {
			return true;
		}
		Map<PropertyPlace, String> texts = new LinkedHashMap<>();
		collect(raw, texts, new LinkedHashSet<>());
		return texts.values().stream().anyMatch((text) -> text.contains(value.strip()));
	}

	/** Return the places of the properties through which a value refers to itself. */
	List<PropertyPlace> circle(String raw) {
		return names(raw).stream()
			.map(this::property)
			.filter(Objects::nonNull)
			.filter((property) -> String.valueOf(property.getValue()).contains(START))
			.map(PropertyPlace::of)
			.toList();
	}

	/** Return the names of all placeholders in a value, and in their own texts. */
	Set<String> names(String raw) {
		Set<String> names = new LinkedHashSet<>();
		collect(raw, new LinkedHashMap<>(), names);
		return names;
	}

	/**
	 * Return the names of all placeholders in a file. No other source is read, because it
	 * may decrypt or fetch its values.
	 */
	static Set<String> namesIn(@Nullable Object source) {
		Set<String> names = new LinkedHashSet<>();
		if (source instanceof OriginTrackedMapPropertySource file) {
			file.getSource().values().forEach((value) -> {
				String text = String.valueOf(value);
				for (int at = text.indexOf(START); at >= 0; at = text.indexOf(START, at + 1)) {
					int end = at + START.length();
					while (end < text.length() && ":}$".indexOf(text.charAt(end)) < 0) {
						end++;
					}
					names.add(text.substring(at + START.length(), end).strip());
				}
			});
		}
		return names;
	}

	/** Return a value with the texts of its placeholders, as far as there are any. */
	String resolve(String raw) {
		if (this.environment == null || !raw.contains(START)) {
			return raw;
		}
		try {
			return this.environment.resolvePlaceholders(raw);
		}
		catch (RuntimeException ex) {
			// It refers to itself, or its source fails.
			return raw;
		}
	}

	/** Whether a value has text besides one placeholder. */
	private static boolean hasOtherTexts(String raw) {
		String text = raw.strip();
		return !text.startsWith(START) || end(text, 0) != text.length() - 1;
	}

	private void collect(String raw, Map<PropertyPlace, String> texts, Set<String> names) {
		for (int start = raw.indexOf(START); start >= 0; start = raw.indexOf(START, start)) {
			int end = end(raw, start);
			if (end < 0) {
				return;
			}
			collectOne(raw.substring(start + START.length(), end), texts, names);
			start = end;
		}
	}

	private void collectOne(String placeholder, Map<PropertyPlace, String> texts, Set<String> names) {
		int colon = colon(placeholder);
		boolean hasDefault = colon >= 0;
		String name = resolve(hasDefault ? placeholder.substring(0, colon) : placeholder);
		if (!names.add(name)) {
			return;
		}
		ConfigurationProperty property = property(name);
		String text = (property != null) ? String.valueOf(property.getValue()) : "";
		if (property == null && hasDefault) {
			collect(placeholder.substring(colon + 1), texts, names);
		}
		else if (text.contains(START)) {
			collect(text, texts, names);
		}
		else if (property != null) {
			texts.put(PropertyPlace.of(property), text);
		}
	}

	/** Return the index of the first colon that is in no nested placeholder, or -1. */
	private static int colon(String placeholder) {
		for (int i = 0; i < placeholder.length(); i++) {
			if (placeholder.startsWith(START, i)) {
				i = end(placeholder, i);
				if (i < 0) {
					return -1;
				}
			}
			else if (placeholder.charAt(i) == ':') {
				return i;
			}
		}
		return -1;
	}

	/** Return the index of the brace that ends a placeholder, or -1. */
	private static int end(String text, int start) {
		int open = 0;
		for (int i = start; i < text.length(); i++) {
			if (text.startsWith(START, i)) {
				open++;
			}
			else if (text.charAt(i) == '}' && --open == 0) {
				return i;
			}
		}
		return -1;
	}

	/** A source that decrypts or fetches may fail. Nothing is known of its text then. */
	private @Nullable ConfigurationProperty property(String name) {
		try {
			return (this.environment != null) ? property(name, this.environment) : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/** Boot looks for a name in its relaxed form first, and then as it is. */
	private static @Nullable ConfigurationProperty property(String name, ConfigurableEnvironment environment) {
		if (ConfigurationPropertyName.isValid(name)) {
			ConfigurationPropertyName relaxed = ConfigurationPropertyName.of(name);
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
				ConfigurationProperty property = source.getConfigurationProperty(relaxed);
				if (property != null) {
					return property;
				}
			}
		}
		for (PropertySource<?> source : environment.getPropertySources()) {
			Object value = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source) ? null
					: source.getProperty(name);
			if (value != null) {
				return new ConfigurationProperty(ConfigurationPropertyName.adapt(name, '.'), value,
						PropertySourceOrigin.get(source, name));
			}
		}
		return null;
	}

}
