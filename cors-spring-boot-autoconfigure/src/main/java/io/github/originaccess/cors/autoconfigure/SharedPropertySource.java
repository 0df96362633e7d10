// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
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

	private SharedPropertySource(IterableConfigurationPropertySource source) {
		this.source = source;
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

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.source.stream()
			.filter(PREFIX::isAncestorOf)
			.filter((name) -> !UnknownCorsProperties.isOnlyLikeOurs(name));
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

}
