// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * The properties of files, variables and a command line, each loaded as Boot loads it. A
 * source that is added later has a lower precedence.
 */
public final class LoadedConfiguration {

	private final List<PropertySource<?>> sources = new ArrayList<>();

	private List<String> resolvers = List.of();

	/** Suppose that the application has a resolver. */
	public LoadedConfiguration resolver(String bean) {
		this.resolvers = List.of(bean);
		return this;
	}

	/** Add a YAML or properties file. A later document overrides an earlier one. */
	public LoadedConfiguration file(String name, String text) {
		PropertySourceLoader loader = name.endsWith(".properties") ? new PropertiesPropertySourceLoader()
				: new YamlPropertySourceLoader();
		try {
			List<PropertySource<?>> documents = loader.load(name, new TextFile(name, text));
			for (int i = documents.size() - 1; i >= 0; i--) {
				this.sources.add(documents.get(i));
			}
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public LoadedConfiguration variables(Map<String, Object> variables) {
		this.sources.add(new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		return this;
	}

	public LoadedConfiguration systemProperties(Map<String, Object> properties) {
		this.sources.add(new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
		return this;
	}

	public LoadedConfiguration commandLine(String... arguments) {
		this.sources.add(new SimpleCommandLinePropertySource(arguments));
		return this;
	}

	/** Return the policies. */
	public List<CorsPolicy> policies() {
		return new PolicyLoader(environment(), List.of(), new ConfiguredPaths(this.resolvers), new LineLimit())
			.loadAtStart(null)
			.policies();
	}

	/** Return the problems in the order of the report. */
	public List<PropertyProblem> problems() {
		try {
			policies();
			return List.of();
		}
		catch (InvalidCorsConfigurationException ex) {
			return ex.problems().stream().sorted(PropertyProblem.IN_READING_ORDER).toList();
		}
	}

	public ConfigurableEnvironment environment() {
		ConfigurableEnvironment environment = new StandardEnvironment() {

			@Override
			protected void customizePropertySources(MutablePropertySources propertySources) {
				LoadedConfiguration.this.sources.forEach(propertySources::addLast);
			}

		};
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private static final class TextFile extends ByteArrayResource {

		private final String name;

		private TextFile(String name, String text) {
			super(text.getBytes(StandardCharsets.UTF_8));
			this.name = name;
		}

		@Override
		public String getDescription() {
			return this.name;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
