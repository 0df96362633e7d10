// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * The result of reading the properties under {@code cors.*} once: their values, the place
 * of each, and all problems of the properties themselves. The problems that only the
 * engine finds are not among them.
 */
public final class BoundProperties {

	private final CorsPropertiesBinder binder;

	private final CorsProperties values;

	private final List<PropertyProblem> problems = new ArrayList<>();

	private final List<PropertyProblem> warnings;

	/**
	 * Read the properties of an environment.
	 * @param environment the environment
	 */
	public BoundProperties(Environment environment) {
		this.binder = new CorsPropertiesBinder(environment);
		this.values = this.binder.bind();
		this.warnings = new ArrayList<>(this.binder.unread());
		this.problems.addAll(this.binder.failures());
		addUnlessPositive("cors.refresh-interval", this.values.getRefreshInterval());
		addUnlessPositive("cors.refresh-timeout", this.values.getRefreshTimeout());
		checkNames(ConfigurationPropertySources.get(environment));
	}

	private void checkNames(Iterable<ConfigurationPropertySource> sources) {
		WrittenNames names = new WrittenNames(sources);
		boolean ignoring = this.values.isIgnoreUnknownKeys();
		if (names.haveRepetitions()) {
			this.problems.addAll(RepeatedCorsProperties.find(sources, places()));
		}
		if (names.mayBeUnbound() && !ignoring) {
			this.warnings.addAll(UnboundNames.find(sources, this.values.getPolicies().keySet(), places()));
		}
		if (names.haveUnknownKeys()) {
			this.problems.addAll(UnknownCorsProperties.find(sources, places(), ignoring));
		}
	}

	private void addUnlessPositive(String name, @Nullable Duration duration) {
		boolean positive = duration == null || !duration.isNegative() && !duration.isZero();
		ConfigurationProperty property = positive ? null : places().find(name);
		if (property != null) {
			this.problems.add(places().describe(property, "the duration must be longer than zero",
					PropertyProblem.NOT_POSITIVE, null));
		}
	}

	/**
	 * Return the values.
	 * @return the values; a value that could not be converted is unset
	 */
	public CorsProperties values() {
		return this.values;
	}

	/**
	 * Return the places.
	 * @return the place of each value
	 */
	public PropertyPlaces places() {
		return this.binder.places();
	}

	/**
	 * Return the problems of the properties themselves.
	 * @return the problems in the order in which they were found
	 */
	public List<PropertyProblem> problems() {
		return List.copyOf(this.problems);
	}

	/**
	 * Return the warnings: elements of lists in environment variables and system
	 * properties that Boot does not read, and names that are nearly ours and that no
	 * property reads.
	 * @return the warnings in the order in which they were found
	 */
	public List<PropertyProblem> warnings() {
		return List.copyOf(this.warnings);
	}

	/**
	 * Return the properties that are read only when the application starts, and that have
	 * changed since.
	 * @param start the values at the start
	 * @return the changes in words, in a fixed order; empty if there are none
	 */
	public List<String> ineffectiveChanges(CorsProperties start) {
		List<String> changes = new ArrayList<>();
		addChange("cors.enabled", start.isEnabled(), this.values.isEnabled(), changes);
		addChange("cors.explain-denials", start.isExplainDenials(), this.values.isExplainDenials(), changes);
		addChange("cors.filter-order", start.getFilterOrder(), this.values.getFilterOrder(), changes);
		return changes;
	}

	private void addChange(String name, Object before, Object now, List<String> changes) {
		if (!now.equals(before)) {
			ConfigurationProperty property = places().find(name);
			changes.add(name + " = " + now + " ("
					+ ((property != null) ? PrintableValue.of(PropertyPlace.of(property).text()) + ", " : "")
					+ "before: " + before + ")");
		}
	}

	/**
	 * Return the policies that the values describe.
	 * @return a new builder for each policy, that of the default policy first
	 */
	public List<CorsPolicyBuilder> builders() {
		CorsPolicyBuilder defaultPolicy = builder(this.values, new CorsPolicyBuilder());
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaultPolicy);
		for (Map.Entry<String, CorsPolicyProperties> policy : this.values.getPolicies().entrySet()) {
			// A named policy cannot have this name; it is reported as an unknown key.
			if (!CorsKey.isDefault(policy.getKey())) {
				builders.add(builder(policy.getValue(), new CorsPolicyBuilder(policy.getKey(), defaultPolicy)));
			}
		}
		return builders;
	}

	private static CorsPolicyBuilder builder(CorsPolicyProperties values, CorsPolicyBuilder builder) {
		return builder.allowedOrigins(values.getAllowedOrigins())
			.allowedMethods(values.getAllowedMethods())
			.allowedHeaders(values.getAllowedHeaders())
			.exposedHeaders(values.getExposedHeaders())
			.allowCredentials(values.getAllowCredentials())
			.maxAge(values.getMaxAge())
			.paths(values.getPaths())
			.enforcement(values.getEnforcement())
			.ownOrigins(values.getOwnOrigins())
			.dangerouslyAllowInsecureOrigins(values.getDangerouslyAllowInsecureOrigins())
			.dangerouslyAllowPublicSuffixes(values.getDangerouslyAllowPublicSuffixes());
	}

	/**
	 * Describe a problem that the engine finds.
	 * @param problem the problem of one of the policies
	 * @param builders the policies
	 * @return the same problem with its property, and the places that it depends on
	 */
	public PropertyProblem describe(Problem problem, List<CorsPolicyBuilder> builders) {
		PropertyProblem described = places().describe(problem);
		String owner = ownerOfRemedy(problem, builders);
		if (owner != null) {
			return described.withoutRemedy("; " + problem.remedy() + " already belongs to the policy '" + owner + "'");
		}
		OtherSetting other = OtherSetting.of(problem, builders);
		return (other == null) ? described : described.with(described.related()
			.with(places().keyAndPlace(other.owner(), other.setting()), other.remedy(described.place())));
	}

	/**
	 * Return the policy that already has one of the paths of a remedy, or null if there
	 * is none. The same path in two policies is a problem.
	 */
	private static @Nullable String ownerOfRemedy(Problem problem, List<CorsPolicyBuilder> builders) {
		if (problem.setting() != Setting.PATHS || problem.remedy() == null
				|| problem.code() == Problem.Code.PATHS_MISSING) {
			return null;
		}
		Set<String> proposed = paths(List.of(problem.remedy())).collect(Collectors.toSet());
		for (CorsPolicyBuilder builder : builders) {
			if (!builder.name().equals(problem.policy()) && paths(builder).anyMatch(proposed::contains)) {
				return builder.name();
			}
		}
		return null;
	}

	/** Return the paths of a policy. That of the default policy may be implied. */
	private static Stream<String> paths(CorsPolicyBuilder builder) {
		List<String> paths = builder.values(Setting.PATHS);
		if (paths != null) {
			return paths(paths);
		}
		boolean implied = builder.name().equals(CorsPolicyBuilder.DEFAULT_NAME)
				&& builder.values(Setting.ALLOWED_ORIGINS) != null;
		return implied ? Stream.of("/**") : Stream.of();
	}

	/** Return paths with a slash, which the remedy of another policy may add as well. */
	private static Stream<String> paths(List<String> elements) {
		return elements.stream()
			.flatMap((element) -> Stream.of(element.split(",")))
			.map(String::strip)
			.map((path) -> path.startsWith("/") ? path : "/" + path);
	}

	/**
	 * Fail as Boot does if the only problem is one value of the wrong type, because Boot
	 * has a report of its own for it. That report shows the text of a placeholder, which
	 * may be a secret, and not its place.
	 * @param all all problems, including those that only the engine finds
	 * @throws org.springframework.boot.context.properties.bind.BindException if the only
	 * problem is one value of the wrong type
	 */
	public void failAsBoot(List<PropertyProblem> all) {
		if (all.size() == 1 && all.equals(this.binder.failures())
				&& all.get(0).code().equals(PropertyProblem.WRONG_TYPE)
				&& !String.valueOf(all.get(0).value()).contains(PropertyProblem.PLACEHOLDER)) {
			this.binder.bindStrictly();
		}
	}

}
