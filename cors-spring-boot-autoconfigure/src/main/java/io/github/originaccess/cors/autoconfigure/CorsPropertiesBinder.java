// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Binds {@code cors.*}, and finds all that cannot be bound in one pass.
 */
final class CorsPropertiesBinder {

	private static final String PREFIX = "cors";

	private final Environment environment;

	private final PropertyPlaces places;

	private final List<Finding> failures = new ArrayList<>();

	CorsPropertiesBinder(Environment environment) {
		this.environment = environment;
		this.places = new PropertyPlaces(ConfigurationPropertySources.get(environment));
	}

	/**
	 * Bind the properties. What cannot be converted is left unset.
	 */
	CorsProperties bind() {
		BindHandler handler = new RecordingBindHandler(this.places, this.failures, false);
		CorsProperties properties = Binder.get(this.environment)
			.bind(PREFIX, Bindable.of(CorsProperties.class), handler)
			.orElseGet(CorsProperties::new);
		mergeEqualNames(properties.getPolicies(), handler);
		return properties;
	}

	/** Where each bound value comes from. */
	PropertyPlaces places() {
		return this.places;
	}

	/** What could not be converted. */
	List<Finding> failures() {
		return this.failures;
	}

	/**
	 * Bind as Boot does, which stops at the first value that cannot be converted.
	 * @throws org.springframework.boot.context.properties.bind.BindException if there is
	 * one; Boot has a report for it
	 */
	void bindStrictly() {
		Binder.get(this.environment)
			.bind(PREFIX, Bindable.of(CorsProperties.class),
					new RecordingBindHandler(new PropertyPlaces(List.of()), new ArrayList<>(), true));
	}

	/**
	 * Of the names that are one and the same to Boot, keep the one that a file gives. An
	 * environment variable cannot say {@code some-page}: its {@code SOMEPAGE} makes a map
	 * key of its own, though it means the same policy.
	 */
	private void mergeEqualNames(Map<String, CorsPolicyProperties> policies, BindHandler handler) {
		Map<ConfigurationPropertyName, String> kept = new HashMap<>();
		for (String name : policies.keySet()) {
			kept.merge(ConfigurationPropertyName.adapt(name, '.'), name, (one, other) -> isUniform(one) ? other : one);
		}
		if (kept.size() == policies.size()) {
			return;
		}
		Binder overriding = new Binder(sourcesThatOverrideFiles(this.environment),
				new PropertySourcesPlaceholdersResolver(this.environment));
		policies.entrySet().removeIf((entry) -> {
			String name = entry.getKey();
			String written = kept.get(ConfigurationPropertyName.adapt(name, '.'));
			if (written == null || written.equals(name)) {
				return false;
			}
			CorsPolicyProperties settings = policies.get(written);
			if (settings != null && isUniform(name)) {
				overriding.bind("cors.policies." + name, Bindable.ofInstance(settings), handler);
			}
			return true;
		});
	}

	/** The environment variables, and what is stronger than they. */
	private static List<ConfigurationPropertySource> sourcesThatOverrideFiles(Environment environment) {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		int end = 0;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			sources.add(source);
			if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
				end = sources.size();
			}
		}
		return sources.subList(0, end);
	}

	/** Whether this could be how Boot reads the name of an environment variable. */
	private static boolean isUniform(String name) {
		return name.chars().allMatch((c) -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
	}

}
