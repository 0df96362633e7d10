// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.OriginList.Invalid;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one builder, without inherited ones, parsed and checked. Each setting
 * is checked once, even if many policies inherit it. A setting that is unset is
 * {@code null}.
 */
final class BuilderSettings {

	private static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	private final String policy;

	private final PolicyProblems problems;

	final @Nullable OriginList origins;

	final @Nullable OriginList furtherOrigins;

	/** The lists of names that are set. */
	private final Map<Setting, NameList> names = new EnumMap<>(Setting.class);

	final @Nullable Boolean credentials;

	final @Nullable List<String> paths;

	final @Nullable Enforcement enforcement;

	final @Nullable OriginList ownOrigins;

	private final boolean allowsInsecureOrigins;

	private final boolean allowsPublicSuffixes;

	/**
	 * Parse and check the settings of a builder.
	 * @param problems takes each problem and each warning
	 */
	BuilderSettings(CorsPolicyBuilder builder, PathSyntax pathSyntax, PolicyProblems problems) {
		this.policy = builder.name();
		this.problems = problems;
		this.origins = origins(Setting.ALLOWED_ORIGINS, builder);
		this.furtherOrigins = furtherOrigins(builder.furtherOrigins());
		addNames(Setting.ALLOWED_METHODS, builder);
		addNames(Setting.ALLOWED_HEADERS, builder);
		addNames(Setting.EXPOSED_HEADERS, builder);
		this.credentials = builder.value(Setting.ALLOW_CREDENTIALS, Boolean.class);
		checkMaxAge(builder.value(Setting.MAX_AGE, Duration.class));
		this.paths = paths(builder.list(Setting.PATHS), pathSyntax);
		this.enforcement = builder.value(Setting.ENFORCEMENT, Enforcement.class);
		this.ownOrigins = ownOrigins(builder);
		this.allowsInsecureOrigins = isTrue(builder, Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS);
		this.allowsPublicSuffixes = isTrue(builder, Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);
	}

	String policy() {
		return this.policy;
	}

	/** Return a list of methods or header names. */
	@Nullable NameList names(Setting setting) {
		return this.names.get(setting);
	}

	/** Return the allowed origin that is {@code *}, or {@code null}. */
	@Nullable ListElement anyOrigin() {
		return (this.origins != null) ? this.origins.any() : null;
	}

	/** Whether any {@code dangerously-*} setting is on. */
	boolean allowDangers() {
		return this.allowsInsecureOrigins || this.allowsPublicSuffixes;
	}

	/** Whether a {@code dangerously-*} setting is on. */
	boolean allows(Setting permission) {
		return (permission == Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS) ? this.allowsInsecureOrigins
				: this.allowsPublicSuffixes;
	}

	private static boolean isTrue(CorsPolicyBuilder builder, Setting setting) {
		return Boolean.TRUE.equals(builder.value(setting, Boolean.class));
	}

	private @Nullable OriginList origins(Setting setting, CorsPolicyBuilder builder) {
		List<String> texts = builder.list(setting);
		if (texts == null) {
			return null;
		}
		OriginList origins = OriginList.parse(texts);
		for (Invalid invalid : origins.invalid()) {
			report(setting, invalid.element(), invalid.problem());
		}
		// No plain origin covers another.
		if (!origins.patterns().isEmpty()) {
			CoveredOrigins.find(origins,
					(covered, covering) -> report(setting, covered, ElementProblem.coveredBy(covering.text())));
		}
		return origins;
	}

	/** Return the valid further origins; an invalid one never stops a compilation. */
	private @Nullable OriginList furtherOrigins(@Nullable List<String> texts) {
		if (texts == null) {
			return null;
		}
		OriginList origins = OriginList.parse(texts);
		for (Invalid invalid : origins.invalid()) {
			leaveOut(invalid.element(), invalid.problem());
		}
		for (Entry origin : origins.patterns()) {
			if (origin.isAny()) {
				leaveOut(origin.element(), new ElementProblem(Code.ORIGIN_WILDCARD_MISPLACED,
						"only the configuration itself can allow every origin", null));
			}
		}
		return (origins.any() != null) ? origins.without(Entry::isAny) : origins;
	}

	private void leaveOut(ListElement element, ElementProblem problem) {
		this.problems.addLeftOut(problem.of(this.policy, Setting.ALLOWED_ORIGINS, element));
	}

	private @Nullable OriginList ownOrigins(CorsPolicyBuilder builder) {
		OriginList origins = origins(Setting.OWN_ORIGINS, builder);
		List<String> texts = builder.list(Setting.OWN_ORIGINS);
		if (texts != null && ListElement.split(texts).isEmpty()) {
			report(Setting.OWN_ORIGINS, ListElement.WHOLE, new ElementProblem(Code.OWN_ORIGINS_EMPTY,
					"an application has at least one own origin; remove the property to trust the browser", null));
		}
		ListElement any = (origins != null) ? origins.any() : null;
		if (any != null) {
			report(Setting.OWN_ORIGINS, any, new ElementProblem(Code.ANY_OWN_ORIGIN,
					"any site can point its DNS name at this server; list the origins that users know", null));
		}
		return origins;
	}

	private void addNames(Setting setting, CorsPolicyBuilder builder) {
		List<String> texts = builder.list(setting);
		if (texts == null) {
			return;
		}
		NameList names = NameList.parse(setting, texts, (element, problem) -> report(setting, element, problem));
		Problem problem = HeaderRoom.check(this.policy, setting, names);
		if (problem != null) {
			this.problems.add(problem);
		}
		this.names.put(setting, names);
	}

	private void checkMaxAge(@Nullable Duration maxAge) {
		ElementProblem problem = (maxAge != null) ? maxAgeProblem(maxAge) : null;
		if (maxAge != null && problem != null) {
			report(Setting.MAX_AGE, new ListElement(-1, maxAge.toString()), problem);
		}
	}

	private static @Nullable ElementProblem maxAgeProblem(Duration maxAge) {
		if (maxAge.isNegative()) {
			return new ElementProblem(Code.MAX_AGE_NEGATIVE, "a cache time cannot be negative; 0 means no caching",
					"0");
		}
		if (maxAge.compareTo(LONGEST_MAX_AGE) > 0) {
			return new ElementProblem(Code.MAX_AGE_TOO_LONG, "no browser caches for longer than 24 hours", "24h");
		}
		return (maxAge.getNano() == 0) ? null : new ElementProblem(Code.MAX_AGE_FRACTIONAL,
				"browsers accept whole seconds only", Math.max(1, maxAge.getSeconds()) + "s");
	}

	private @Nullable List<String> paths(@Nullable List<String> texts, PathSyntax syntax) {
		if (texts == null) {
			return null;
		}
		Set<String> paths = new LinkedHashSet<>();
		List<ListElement> elements = ListElement.split(texts);
		for (ListElement element : elements) {
			Problem problem = syntax.check(this.policy, element.index(), element.text());
			if (problem != null) {
				this.problems.add(problem);
			}
			else {
				paths.add(element.text());
			}
		}
		if (elements.isEmpty()) {
			report(Setting.PATHS, ListElement.WHOLE,
					new ElementProblem(Code.PATHS_MISSING, "a policy without paths covers nothing", "/**"));
		}
		return List.copyOf(paths);
	}

	private void report(Setting setting, ListElement element, ElementProblem problem) {
		this.problems.add(problem.of(this.policy, setting, element));
	}

}
