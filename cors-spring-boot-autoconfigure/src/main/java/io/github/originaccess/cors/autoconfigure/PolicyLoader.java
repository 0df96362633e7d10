// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.PathPolicyResolver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Makes policies of an environment's properties, or finds all that is wrong with them in
 * one pass: what cannot be bound, what nobody reads, what the engine refuses.
 */
final class PolicyLoader {

	private static final Log logger = LogFactory.getLog(PolicyLoader.class);

	private static final int MOST_WARNINGS = 20;

	private final CorsPropertiesBinder binder;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Problem> warnings = new ArrayList<>();

	/** What stops nothing: of the sources, then of the policies. */
	private final List<Finding> oddities = new ArrayList<>();

	private PolicyLoader(Environment environment) {
		this.binder = new CorsPropertiesBinder(environment);
	}

	/**
	 * Load the policies.
	 * @param environment where the properties are
	 * @param customizers what adjusts the policies before they are validated
	 * @throws InvalidCorsConfigurationException with everything that is wrong
	 * @throws org.springframework.boot.context.properties.bind.BindException if all that
	 * is wrong is the type of one value
	 */
	static ConfiguredPolicies load(Environment environment, List<CorsPolicyCustomizer> customizers) {
		PolicyLoader loader = new PolicyLoader(environment);
		CorsProperties properties = loader.binder.bind();
		loader.findings.addAll(loader.binder.failures());
		List<Finding> unread = loader.binder.unread();
		log(unread);
		loader.oddities.addAll(unread);
		PropertyPlaces places = loader.binder.places();
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		loader.findings.addAll(RepeatedCorsProperties.find(sources, places));
		UnknownCorsProperties.find(sources, places)
			.stream()
			.filter((finding) -> !properties.isIgnoreUnknownKeys() || !finding.code().equals(Finding.UNKNOWN_KEY))
			.forEach(loader.findings::add);
		return loader.compile(builders(properties), customizers);
	}

	private ConfiguredPolicies compile(List<CorsPolicyBuilder> builders, List<CorsPolicyCustomizer> customizers) {
		builders.forEach((builder) -> customize(builder, customizers));
		List<CorsPolicy> policies = List.of();
		try {
			policies = CorsPolicyBuilder.buildAll(builders, PathPolicyResolver::check, this.warnings::add);
		}
		catch (InvalidCorsPolicyException ex) {
			ex.problems()
				.stream()
				.map(this.binder.places()::describe)
				.filter(this::isCause)
				.forEach(this.findings::add);
		}
		if (this.findings.size() == 1 && this.findings.equals(this.binder.failures())
				&& this.findings.get(0).code().equals(Finding.WRONG_TYPE)) {
			// Boot has a report of its own for a value of the wrong type.
			this.binder.bindStrictly();
		}
		if (!this.findings.isEmpty()) {
			throw new InvalidCorsConfigurationException(this.findings);
		}
		List<Finding> described = this.warnings.stream().map(this.binder.places()::describe).toList();
		log(described);
		this.oddities.addAll(described);
		return new ConfiguredPolicies(policies, sources(builders),
				this.oddities.stream().map(ConfigurationReport::line).toList());
	}

	private Map<String, Map<Setting, String>> sources(List<CorsPolicyBuilder> builders) {
		Map<String, Map<Setting, String>> sources = new HashMap<>();
		for (CorsPolicyBuilder builder : builders) {
			Map<Setting, String> ofPolicy = new EnumMap<>(Setting.class);
			for (Setting setting : Setting.values()) {
				CorsPolicyBuilder owner = builder.owner(setting);
				if (owner != null) {
					ofPolicy.put(setting, this.binder.places().source(owner.name(), setting));
				}
			}
			sources.put(builder.name(), ofPolicy);
		}
		return sources;
	}

	/**
	 * Whether a finding is not just the consequence of another one: what is misspelt, or
	 * cannot be bound, is not set either.
	 */
	private boolean isCause(Finding finding) {
		return finding.value() != null || this.findings.stream().noneMatch((other) -> other.explains(finding));
	}

	private void customize(CorsPolicyBuilder builder, List<CorsPolicyCustomizer> customizers) {
		if (customizers.isEmpty()) {
			return;
		}
		Map<Setting, @Nullable List<String>> before = new HashMap<>();
		Arrays.stream(Setting.values()).forEach((setting) -> before.put(setting, builder.values(setting)));
		customizers.forEach((customizer) -> customizer.customize(builder));
		for (Setting setting : Setting.values()) {
			if (!Objects.equals(before.get(setting), builder.values(setting))) {
				this.binder.places().changed(builder.name(), setting);
			}
		}
	}

	private static void log(List<Finding> warnings) {
		warnings.stream().limit(MOST_WARNINGS).map(ConfigurationReport::line).forEach(logger::warn);
		if (warnings.size() > MOST_WARNINGS) {
			logger.warn((warnings.size() - MOST_WARNINGS) + " more such properties under cors.* are left out here");
		}
	}

	private static List<CorsPolicyBuilder> builders(CorsProperties properties) {
		CorsPolicyBuilder defaultPolicy = apply(properties, new CorsPolicyBuilder());
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaultPolicy);
		properties.getPolicies().forEach((name, policy) -> {
			// Reported as an unknown key.
			if (!UnknownKey.isDefault(name)) {
				builders.add(apply(policy, new CorsPolicyBuilder(name, defaultPolicy)));
			}
		});
		return builders;
	}

	private static CorsPolicyBuilder apply(CorsPolicyProperties properties, CorsPolicyBuilder builder) {
		return builder.allowedOrigins(properties.getAllowedOrigins())
			.allowedMethods(properties.getAllowedMethods())
			.allowedHeaders(properties.getAllowedHeaders())
			.exposedHeaders(properties.getExposedHeaders())
			.allowCredentials(properties.getAllowCredentials())
			.maxAge(properties.getMaxAge())
			.paths(properties.getPaths())
			.enforcement(properties.getEnforcement())
			.ownOrigins(properties.getOwnOrigins())
			.dangerouslyAllowInsecureOrigins(properties.getDangerouslyAllowInsecureOrigins())
			.dangerouslyAllowPublicSuffixes(properties.getDangerouslyAllowPublicSuffixes());
	}

}
