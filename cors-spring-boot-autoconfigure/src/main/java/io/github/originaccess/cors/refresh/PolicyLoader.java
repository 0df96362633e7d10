// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import io.github.originaccess.cors.SettingPlace.Setter;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.BoundProperties;
import io.github.originaccess.cors.properties.ConfigurationReport;
import io.github.originaccess.cors.properties.CorsKey;
import io.github.originaccess.cors.properties.CorsProperties;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * A loader of policies from one reading of the properties, with the changes of
 * customizers. It loads them with the last answers of providers, and again with later
 * ones. It reports all problems at once: those of the properties and those that the
 * engine finds.
 */
final class PolicyLoader {

	private static final Log logger = LogFactory.getLog(PolicyLoader.class);

	private static final int MOST_WARNINGS = 20;

	/** The place of a setting that nothing sets. */
	private static final String BUILT_IN = "default";

	private static final String EVERY_PATH = "/**";

	private final BoundProperties properties;

	private final List<CorsPolicyBuilder> builders;

	private final ConfiguredPaths paths;

	/** The named policy for which a default policy without properties is left out. */
	private final @Nullable String policyOfEveryPath;

	private final LineLimit warningLines;

	/** The warnings that are in the log, or that its limit has kept out. */
	private final Set<PropertyProblem> logged = new HashSet<>();

	/**
	 * Read the properties.
	 * @param environment the environment that holds the properties
	 * @param customizers the customizers, which change policies before their validation
	 * @param paths the check of paths
	 * @param warningLines the limit of warnings in the log
	 */
	PolicyLoader(Environment environment, List<CustomizerBean> customizers, ConfiguredPaths paths,
			LineLimit warningLines) {
		this.paths = paths;
		this.warningLines = warningLines;
		this.properties = new BoundProperties(environment);
		this.builders = this.properties.builders();
		for (CorsPolicyBuilder builder : this.builders) {
			customize(builder, customizers);
		}
		this.policyOfEveryPath = findPolicyOfEveryPath();
	}

	/**
	 * Load the policies when the application starts. This is {@link #load}, except that
	 * Boot reports a problem for which it has a report of its own.
	 * @param provided the further origins; {@code null} if there are no providers
	 * @throws io.github.originaccess.cors.properties.InvalidCorsConfigurationException
	 * with all problems
	 * @throws org.springframework.boot.context.properties.bind.BindException if the only
	 * problem is one value of the wrong type
	 */
	LoadedPolicies loadAtStart(@Nullable ProvidedOrigins provided) {
		List<PropertyProblem> problems = new ArrayList<>();
		LoadedPolicies loaded = load(provided, problems);
		if (loaded == null) {
			throw LoadFailure.atStart(this.properties, problems);
		}
		return loaded;
	}

	/**
	 * Load the policies.
	 * @param provided the further origins; {@code null} if there are no providers
	 * @throws CorsPoliciesRefusedException with all problems
	 */
	LoadedPolicies load(@Nullable ProvidedOrigins provided) {
		List<PropertyProblem> problems = new ArrayList<>();
		LoadedPolicies loaded = load(provided, problems);
		if (loaded == null) {
			throw LoadFailure.later(problems);
		}
		return loaded;
	}

	/** Load the policies, or add all problems to a list and return null. */
	private @Nullable LoadedPolicies load(@Nullable ProvidedOrigins provided, List<PropertyProblem> problems) {
		log(this.properties.warnings());
		SkippedOrigins skipped = (provided != null) ? new SkippedOrigins(provided) : null;
		problems.addAll(this.properties.problems());
		for (CorsPolicyBuilder builder : this.builders) {
			builder.furtherOrigins(
					(provided != null && skipped != null) ? furtherOrigins(builder, provided, skipped) : null);
		}
		// A builder is a consumer already, so a start links no lambda for it.
		Stream.Builder<Problem> warnings = Stream.builder();
		List<CorsPolicy> policies = build(warnings, skipped, problems);
		if (!problems.isEmpty()) {
			return null;
		}
		boolean awaitsOrigins = provided != null && !provided.areComplete(names());
		List<PropertyProblem> engineWarnings = new ArrayList<>();
		for (Problem warning : warnings.build().toList()) {
			// An origin that a provider has yet to bring may need the setting.
			if (!awaitsOrigins || warning.code() != Code.DANGEROUS_SETTING_WITHOUT_EFFECT) {
				engineWarnings.add(this.properties.describe(warning, this.builders));
			}
		}
		log(engineWarnings);
		return new LoadedPolicies(policies, places(provided), lines(engineWarnings), skipped);
	}

	/** Build the policies, or add the problems that the engine finds to a list. */
	private List<CorsPolicy> build(Stream.Builder<Problem> warnings, @Nullable SkippedOrigins skipped,
			List<PropertyProblem> problems) {
		try {
			return CorsPolicyBuilder.buildAll(this.builders, this.paths, (skipped == null) ? warnings : (problem) -> {
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
				.map((problem) -> this.properties.describe(problem, this.builders))
				.filter((problem) -> isCause(problem, problems))
				.toList()
				.forEach(problems::add);
			return List.of();
		}
	}

	/** Return the warnings of the properties and of the engine, one line each. */
	private List<String> lines(List<PropertyProblem> engineWarnings) {
		List<String> lines = new ArrayList<>();
		for (PropertyProblem warning : this.properties.warnings()) {
			lines.add(ConfigurationReport.line(warning));
		}
		for (PropertyProblem warning : engineWarnings) {
			lines.add(ConfigurationReport.line(warning));
		}
		return lines;
	}

	/** Return the properties. */
	CorsProperties values() {
		return this.properties.values();
	}

	/** Return the properties that have changed and are read only at the start. */
	List<String> ineffectiveChanges(CorsProperties start) {
		return this.properties.ineffectiveChanges(start);
	}

	/** Return the names of the policies, including policies that cover no path. */
	List<String> names() {
		List<String> names = new ArrayList<>();
		for (CorsPolicyBuilder builder : this.builders) {
			names.add(builder.name());
		}
		return names;
	}

	/** Return whether a value has a placeholder, so any property may change it. */
	boolean hasPlaceholders() {
		return this.properties.places().havePlaceholders();
	}

	/**
	 * Return whether the properties have no problems and describe the same policies as
	 * another configuration.
	 */
	boolean describesTheSameAs(PolicyLoader other) {
		return this.properties.problems().isEmpty() && names().equals(other.names())
				&& IntStream.range(0, this.builders.size())
					.allMatch((i) -> Arrays.stream(Setting.values())
						.allMatch((setting) -> Objects.equals(this.builders.get(i).values(setting),
								other.builders.get(i).values(setting))
								&& isSetIn(this.builders.get(i), setting) == isSetIn(other.builders.get(i), setting)));
	}

	private static boolean isSetIn(CorsPolicyBuilder builder, Setting setting) {
		return builder.owner(setting) == builder;
	}

	/**
	 * Return the further origins of a policy. Until every provider has answered, a policy
	 * without origins covers its paths and allows no origin. A named policy does so also
	 * if all providers return null for it. A default policy that no property describes is
	 * left out if a named policy covers every path, so that an answer for it does not
	 * stop other answers.
	 */
	private @Nullable List<String> furtherOrigins(CorsPolicyBuilder builder, ProvidedOrigins provided,
			SkippedOrigins skipped) {
		List<String> further = provided.origins(builder.name());
		if (builder.values(Setting.ALLOWED_ORIGINS) != null) {
			return further;
		}
		if (further == null && (!isDefault(builder) || !provided.isComplete(builder.name()))) {
			further = List.of();
		}
		if (isDefault(builder) && this.policyOfEveryPath != null) {
			skipped.addDefaultPolicy(this.policyOfEveryPath);
			return null;
		}
		return further;
	}

	private static boolean isDefault(CorsPolicyBuilder builder) {
		return builder.name().equals(CorsPolicyBuilder.DEFAULT_NAME);
	}

	/**
	 * Return the name of the policy that covers every path in place of a default policy
	 * without paths and origins of its own, or null if there is no such policy.
	 */
	private @Nullable String findPolicyOfEveryPath() {
		CorsPolicyBuilder defaultPolicy = this.builders.get(0);
		if (defaultPolicy.values(Setting.PATHS) != null || defaultPolicy.values(Setting.ALLOWED_ORIGINS) != null) {
			return null;
		}
		for (CorsPolicyBuilder builder : this.builders) {
			List<String> paths = builder.values(Setting.PATHS);
			for (String element : (paths != null) ? paths : List.<String>of()) {
				// An element may contain several paths.
				for (String path : element.split(",")) {
					if (path.strip().equals(EVERY_PATH)) {
						return builder.name();
					}
				}
			}
		}
		return null;
	}

	/** Return the place of each setting of each policy. */
	Map<String, Map<Setting, SettingPlace>> places(@Nullable ProvidedOrigins provided) {
		Map<String, Map<Setting, SettingPlace>> places = new HashMap<>();
		for (CorsPolicyBuilder builder : this.builders) {
			Map<Setting, SettingPlace> ofPolicy = new EnumMap<>(Setting.class);
			for (Setting setting : Setting.values()) {
				ofPolicy.put(setting, place(builder, setting));
			}
			if (provided != null) {
				ofPolicy.computeIfPresent(Setting.ALLOWED_ORIGINS,
						(setting, place) -> withProviders(place, builder, provided));
			}
			places.put(builder.name(), ofPolicy);
		}
		return places;
	}

	private SettingPlace place(CorsPolicyBuilder builder, Setting setting) {
		CorsPolicyBuilder owner = builder.owner(setting);
		// A customizer may also have unset a value, so that it is inherited.
		String bean = builder.customizer(setting);
		bean = (bean == null && owner != null) ? owner.customizer(setting) : bean;
		if (bean != null) {
			return SettingPlace.inCode(List.of(bean));
		}
		if (owner == null) {
			boolean chosen = setting == Setting.PATHS && !isDefault(builder);
			return new SettingPlace(Setter.NOTHING, "", List.of(), chosen ? this.paths.chosenBy() : BUILT_IN);
		}
		String location = this.properties.places().place(owner.name(), setting);
		return new SettingPlace((owner == builder) ? Setter.PROPERTY : Setter.INHERITED_PROPERTY, location, List.of(),
				CorsKey.of(owner.name(), setting) + " in " + location);
	}

	/**
	 * Add the providers of a policy's origins. A policy that inherits its origins has
	 * those of the default policy, too.
	 */
	private SettingPlace withProviders(SettingPlace place, CorsPolicyBuilder builder, ProvidedOrigins provided) {
		Set<String> policies = new LinkedHashSet<>();
		if (!isSetIn(builder, Setting.ALLOWED_ORIGINS) && this.policyOfEveryPath == null) {
			policies.add(CorsPolicyBuilder.DEFAULT_NAME);
		}
		policies.add(builder.name());
		String providers = policies.stream()
			.map(provided::describe)
			.filter((text) -> !text.isEmpty())
			.distinct()
			.collect(Collectors.joining("; "));
		if (providers.isEmpty()) {
			return place;
		}
		boolean inCode = place.setter() == Setter.CODE;
		List<String> beans = inCode ? place.beans()
				: policies.stream().flatMap((policy) -> provided.names(policy).stream()).distinct().toList();
		return new SettingPlace(place.setter(), place.location(), beans,
				(place.setter() == Setter.NOTHING) ? providers : place.text() + "; " + providers);
	}

	/**
	 * Whether a problem has no other problem as its cause. A setting whose key is
	 * misspelt, or whose value has the wrong type, is also unset.
	 */
	private static boolean isCause(PropertyProblem problem, List<PropertyProblem> others) {
		return problem.value() != null || others.stream().noneMatch((other) -> other.explains(problem));
	}

	private void customize(CorsPolicyBuilder builder, List<CustomizerBean> customizers) {
		for (CustomizerBean bean : customizers) {
			builder.customize(bean.name(), bean.customizer()::customize);
		}
		for (Setting setting : Setting.values()) {
			String bean = builder.customizer(setting);
			if (bean != null) {
				this.properties.places().customized(builder.name(), setting, bean);
			}
		}
	}

	/** Log the warnings that are not in the log yet. */
	private void log(List<PropertyProblem> all) {
		List<PropertyProblem> warnings = new ArrayList<>();
		for (PropertyProblem warning : all) {
			if (this.logged.add(warning)) {
				warnings.add(warning);
			}
		}
		if (warnings.isEmpty()) {
			return;
		}
		String text = warnings.stream()
			.limit(MOST_WARNINGS)
			.map(ConfigurationReport::line)
			.collect(Collectors.joining("; "));
		if (this.warningLines.take(text) == null) {
			return;
		}
		for (int i = 0; i < Math.min(warnings.size(), MOST_WARNINGS); i++) {
			logger.warn(ConfigurationReport.line(warnings.get(i)));
		}
		if (warnings.size() > MOST_WARNINGS) {
			logger.warn((warnings.size() - MOST_WARNINGS) + " more such properties under cors.* are not listed here "
					+ Documentation.WARNINGS);
		}
	}

}
