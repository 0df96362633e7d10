// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * A view of a source without the keys that are ignored. The binder reads more keys than
 * it binds, and the source may decrypt or fetch a value when it is read.
 */
final class KnownKeys implements IterableConfigurationPropertySource {

	private final IterableConfigurationPropertySource source;

	private KnownKeys(IterableConfigurationPropertySource source) {
		this.source = source;
	}

	/** Return the sources in their order, each in such a view. */
	static List<ConfigurationPropertySource> within(List<ConfigurationPropertySource> sources) {
		return sources.stream()
			.map((source) -> (source instanceof IterableConfigurationPropertySource iterable) ? new KnownKeys(iterable)
					: source)
			.toList();
	}

	@Override
	public Stream<ConfigurationPropertyName> stream() {
		return this.source.stream().filter((name) -> !isIgnored(name));
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(@Nullable ConfigurationPropertyName name) {
		if (name == null || isIgnored(name)) {
			return null;
		}
		try {
			return this.source.getConfigurationProperty(name);
		}
		catch (RuntimeException ex) {
			// The name of a policy may be a key of the application with a sealed value.
			if (CorsKey.isOurs(name) && CorsKey.of(name).isGroup()) {
				return null;
			}
			throw ex;
		}
	}

	private static boolean isIgnored(ConfigurationPropertyName name) {
		return CorsKey.isOurs(name) && CorsKey.of(name).isIgnorable();
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
