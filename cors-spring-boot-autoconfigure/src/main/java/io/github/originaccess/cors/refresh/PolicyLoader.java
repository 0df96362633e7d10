// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.BoundProperties;
import io.github.originaccess.cors.properties.ConfigurationReport;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.PathProblems;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Makes policies of an environment's properties, or finds all that is wrong with them in
 * one pass: what cannot be bound, what nobody reads, what the engine refuses. What it has
 * bound once can be compiled again with other answers of providers.
 */
final class PolicyLoader {

	private static final Log logger = LogFactory.getLog(PolicyLoader.class);

	private static final int MOST_WARNINGS = 20;

	private final BoundProperties properties;

	private final RefreshSettings refresh;

	private final List<CorsPolicyBuilder> builders;

	private final LineLimit limit;

	private boolean logged;

	/**
	 * Bind the properties.
	 * @param environment where the properties are
	 * @param customizers what adjusts the policies before they are validated
	 * @param limit the limit of lines that warn
	 */
	PolicyLoader(Environment environment, List<CorsPolicyCustomizer> customizers, LineLimit limit) {
		this.limit = limit;
		this.properties = new BoundProperties(environment);
		this.refresh = RefreshSettings.of(this.properties.values());
		this.builders = this.properties.builders();
		for (CorsPolicyBuilder builder : this.builders) {
			customize(builder, customizers);
		}
	}

	/**
	 * As {@link #compile}, in Boot's own words where it has some.
	 * @throws org.springframework.boot.context.properties.bind.BindException if all that
	 * is wrong is the type of one value
	 */
	LoadedPolicies start(ProvidedOrigins answers) {
		try {
			return compile(answers);
		}
		catch (InvalidCorsConfigurationException ex) {
			this.properties.failAsBoot(ex.problems());
			throw ex;
		}
	}

	/**
	 * Make the policies.
	 * @param answers the further origins
	 * @throws InvalidCorsConfigurationException with everything that is wrong
	 */
	LoadedPolicies compile(ProvidedOrigins answers) {
		if (!this.logged) {
			log(this.properties.warnings());
		}
		List<Problem> warnings = new ArrayList<>();
		SkippedOrigins skipped = new SkippedOrigins(answers);
		List<CorsPolicy> policies = List.of();
		List<PropertyProblem> all = new ArrayList<>(this.properties.problems());
		for (CorsPolicyBuilder builder : this.builders) {
			builder.furtherOrigins(furtherOrigins(builder, answers));
		}
		try {
			policies = CorsPolicyBuilder.buildAll(this.builders, PathProblems::find, (problem) -> {
				if (problem.code().isWarning()) {
					warnings.add(problem);
				}
				else {
					skipped.add(problem);
				}
			});
		}
		catch (InvalidCorsPolicyException ex) {
			ex.problems()
				.stream()
				.map(this.properties.places()::describe)
				.filter((finding) -> isCause(finding, all))
				.toList()
				.forEach(all::add);
		}
		if (!all.isEmpty()) {
			throw new InvalidCorsConfigurationException(all);
		}
		List<PropertyProblem> oddities = new ArrayList<>(this.properties.warnings());
		for (Problem warning : warnings) {
			oddities.add(this.properties.places().describe(warning));
		}
		if (!this.logged) {
			log(oddities.subList(this.properties.warnings().size(), oddities.size()));
			this.logged = true;
		}
		List<String> lines = new ArrayList<>();
		for (PropertyProblem oddity : oddities) {
			lines.add(ConfigurationReport.line(oddity));
		}
		return new LoadedPolicies(policies, sources(answers), lines, skipped);
	}

	/** When providers are asked. */
	RefreshSettings refresh() {
		return this.refresh;
	}

	/** Names of the policies, those that cover nothing included. */
	List<String> names() {
		return this.builders.stream().map(CorsPolicyBuilder::name).toList();
	}

	/** Whether any value holds a placeholder, so that any property may change it. */
	boolean hasPlaceholders() {
		return this.properties.places().havePlaceholders();
	}

	/** Whether the policies of another configuration, if nothing is wrong, are these. */
	boolean describesTheSameAs(PolicyLoader other) {
		return this.properties.problems().isEmpty() && names().equals(other.names())
				&& IntStream.range(0, this.builders.size())
					.allMatch((i) -> Arrays.stream(Setting.values())
						.allMatch((setting) -> Objects.equals(this.builders.get(i).values(setting),
								other.builders.get(i).values(setting))
								&& isOwn(this.builders.get(i), setting) == isOwn(other.builders.get(i), setting)));
	}

	private static boolean isOwn(CorsPolicyBuilder builder, Setting setting) {
		return builder.owner(setting) == builder;
	}

	/**
	 * What nobody knows yet trusts nobody: a policy without origins covers its paths
	 * until a provider has answered, and a named one also if none has anything to say.
	 */
	private @Nullable List<String> furtherOrigins(CorsPolicyBuilder builder, ProvidedOrigins answers) {
		List<String> further = answers.origins(builder.name());
		if (answers.isEmpty() || builder.values(Setting.ALLOWED_ORIGINS) != null) {
			return further;
		}
		if (further == null && (!isDefault(builder) || !answers.isComplete(builder.name()))) {
			further = List.of();
		}
		// It would clash with them, to allow nobody.
		return (further != null && further.isEmpty() && isDefault(builder) && isCoveredByOthers(builder)) ? null
				: further;
	}

	private static boolean isDefault(CorsPolicyBuilder builder) {
		return builder.name().equals(CorsPolicyBuilder.DEFAULT_NAME);
	}

	/** Whether named policies cover the same paths, so that they must not clash. */
	private boolean isCoveredByOthers(CorsPolicyBuilder defaultPolicy) {
		List<String> paths = Objects.requireNonNullElse(defaultPolicy.values(Setting.PATHS), List.of("/**"));
		return this.builders.stream()
			.filter((builder) -> builder != defaultPolicy)
			.map((builder) -> builder.values(Setting.PATHS))
			.anyMatch((others) -> others != null && !Collections.disjoint(others, paths));
	}

	/** Where each setting of each policy was set, given the same answers. */
	Map<String, Map<Setting, String>> sources(ProvidedOrigins answers) {
		Map<String, Map<Setting, String>> sources = new HashMap<>();
		for (CorsPolicyBuilder builder : this.builders) {
			Map<Setting, String> ofPolicy = new EnumMap<>(Setting.class);
			for (Setting setting : Setting.values()) {
				CorsPolicyBuilder owner = builder.owner(setting);
				if (owner != null) {
					ofPolicy.put(setting, this.properties.places().place(owner.name(), setting));
				}
			}
			String provided = provided(builder, answers);
			if (!provided.isEmpty()) {
				String configured = ofPolicy.get(Setting.ALLOWED_ORIGINS);
				ofPolicy.put(Setting.ALLOWED_ORIGINS, (configured != null) ? configured + "; " + provided : provided);
			}
			sources.put(builder.name(), ofPolicy);
		}
		return sources;
	}

	/** Who says something of a policy or, if it inherits its origins, of the default. */
	private static String provided(CorsPolicyBuilder builder, ProvidedOrigins answers) {
		boolean inherits = !isDefault(builder) && builder.owner(Setting.ALLOWED_ORIGINS) != builder;
		String inherited = inherits ? answers.describe(CorsPolicyBuilder.DEFAULT_NAME) : "";
		String own = answers.describe(builder.name());
		if (inherited.isEmpty() || inherited.equals(own)) {
			return own;
		}
		return own.isEmpty() ? inherited : inherited + "; " + own;
	}

	/**
	 * Whether a finding is not just the consequence of another one: what is misspelt, or
	 * cannot be bound, is not set either.
	 */
	private static boolean isCause(PropertyProblem finding, List<PropertyProblem> others) {
		return finding.value() != null || others.stream().noneMatch((other) -> other.explains(finding));
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
				this.properties.places().changed(builder.name(), setting);
			}
		}
	}

	private void log(List<PropertyProblem> warnings) {
		String all = warnings.stream()
			.limit(MOST_WARNINGS)
			.map(ConfigurationReport::line)
			.collect(Collectors.joining("; "));
		if (warnings.isEmpty() || this.limit.take(all) == null) {
			return;
		}
		for (int i = 0; i < Math.min(warnings.size(), MOST_WARNINGS); i++) {
			logger.warn(ConfigurationReport.line(warnings.get(i)));
		}
		if (warnings.size() > MOST_WARNINGS) {
			logger.warn((warnings.size() - MOST_WARNINGS) + " more such properties under cors.* are left out here");
		}
	}

}
