// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.registry.PathPolicyResolver;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Turns the properties of an environment into policies.
 */
final class CorsPropertiesBinder {

	private CorsPropertiesBinder() {
	}

	static CorsProperties bind(Environment environment) {
		CorsProperties properties = Binder.get(environment)
			.bind("cors", Bindable.of(CorsProperties.class))
			.orElseGet(CorsProperties::new);
		mergeEqualNames(properties.getPolicies(), environment);
		return properties;
	}

	/**
	 * Of the names that are one and the same to Boot, keep the one that a file gives. An
	 * environment variable cannot say {@code some-page}: its {@code SOMEPAGE} makes a map
	 * key of its own, though it means the same policy.
	 */
	private static void mergeEqualNames(Map<String, CorsPolicyProperties> policies, Environment environment) {
		Map<ConfigurationPropertyName, String> kept = new HashMap<>();
		for (String name : policies.keySet()) {
			kept.merge(ConfigurationPropertyName.adapt(name, '.'), name, (one, other) -> isUniform(one) ? other : one);
		}
		if (kept.size() == policies.size()) {
			return;
		}
		Binder overriding = new Binder(sourcesThatOverrideFiles(environment),
				new PropertySourcesPlaceholdersResolver(environment));
		policies.entrySet().removeIf((entry) -> {
			String name = entry.getKey();
			String written = kept.get(ConfigurationPropertyName.adapt(name, '.'));
			if (written == null || written.equals(name)) {
				return false;
			}
			CorsPolicyProperties settings = policies.get(written);
			if (settings != null && isUniform(name)) {
				overriding.bind("cors.policies." + name, Bindable.ofInstance(settings));
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

	/**
	 * Compile the policies that the properties describe.
	 * @throws io.github.originaccess.cors.InvalidCorsPolicyException with all problems of
	 * all policies
	 */
	static List<CorsPolicy> policies(CorsProperties properties) {
		CorsPolicyBuilder defaultPolicy = apply(properties, new CorsPolicyBuilder());
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaultPolicy);
		properties.getPolicies()
			.forEach((name, policy) -> builders.add(apply(policy, new CorsPolicyBuilder(name, defaultPolicy))));
		return CorsPolicyBuilder.buildAll(builders, PathPolicyResolver::check);
	}

	private static CorsPolicyBuilder apply(CorsPolicyProperties properties, CorsPolicyBuilder builder) {
		return builder.allowedOrigins(properties.getAllowedOrigins())
			.allowedMethods(properties.getAllowedMethods())
			.allowedHeaders(properties.getAllowedHeaders())
			.exposedHeaders(properties.getExposedHeaders())
			.allowCredentials(properties.getAllowCredentials())
			.maxAge(properties.getMaxAge())
			.paths(properties.getPaths());
	}

}
