// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.originaccess.cors.OriginList.Entry;
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

	private final Consumer<Problem> problems;

	final @Nullable OriginList origins;

	final @Nullable OriginList furtherOrigins;

	final @Nullable NameList methods;

	final @Nullable NameList headers;

	final @Nullable NameList exposedHeaders;

	final @Nullable Boolean credentials;

	final @Nullable Duration maxAge;

	final @Nullable List<String> paths;

	final @Nullable Enforcement enforcement;

	final @Nullable OriginList ownOrigins;

	private final boolean allowsInsecureOrigins;

	private final boolean allowsPublicSuffixes;

	/**
	 * Parse and check the settings of a builder.
	 * @param problems takes each problem and each warning
	 * @param leftOut takes the problem of each further origin that is left out
	 */
	BuilderSettings(CorsPolicyBuilder builder, PathSyntax pathSyntax, Consumer<Problem> problems,
			Consumer<Problem> leftOut) {
		this.policy = builder.name();
		this.problems = problems;
		this.origins = origins(Setting.ALLOWED_ORIGINS, builder);
		this.furtherOrigins = furtherOrigins(builder.furtherOrigins(), leftOut);
		this.methods = names(Setting.ALLOWED_METHODS, builder);
		this.headers = names(Setting.ALLOWED_HEADERS, builder);
		this.exposedHeaders = names(Setting.EXPOSED_HEADERS, builder);
		this.credentials = builder.value(Setting.ALLOW_CREDENTIALS, Boolean.class);
		this.maxAge = maxAge(builder.value(Setting.MAX_AGE, Duration.class));
		this.paths = paths(builder.list(Setting.PATHS), pathSyntax);
		this.enforcement = builder.value(Setting.ENFORCEMENT, Enforcement.class);
		this.ownOrigins = ownOrigins(builder);
		this.allowsInsecureOrigins = isTrue(builder, Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS);
		this.allowsPublicSuffixes = isTrue(builder, Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);
	}

	String policy() {
		return this.policy;
	}

	/** Return the allowed origin that is {@code *}, or {@code null}. */
	@Nullable ListElement anyOrigin() {
		return (this.origins != null) ? this.origins.any() : null;
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
		BiConsumer<ListElement, ElementProblem> report = (element, problem) -> report(setting, element, problem);
		OriginList origins = OriginList.parse(texts, report);
		CoveredOrigins.find(origins,
				(covered, covering) -> report.accept(covered, ElementProblem.coveredBy(covering.text())));
		return origins;
	}

	/** Return the valid further origins; an invalid one never stops a compilation. */
	private @Nullable OriginList furtherOrigins(@Nullable List<String> texts, Consumer<Problem> leftOut) {
		if (texts == null) {
			return null;
		}
		BiConsumer<ListElement, ElementProblem> report = (element, problem) -> leftOut
			.accept(problem.of(this.policy, Setting.ALLOWED_ORIGINS, element));
		OriginList origins = OriginList.parse(texts, report);
		origins.patterns()
			.stream()
			.filter(Entry::isAny)
			.forEach((origin) -> report.accept(origin.element(), new ElementProblem(Code.ORIGIN_WILDCARD_MISPLACED,
					"only the configuration itself can allow every origin", null)));
		return (origins.any() != null) ? origins.without(Entry::isAny) : origins;
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

	private @Nullable NameList names(Setting setting, CorsPolicyBuilder builder) {
		List<String> texts = builder.list(setting);
		if (texts == null) {
			return null;
		}
		NameList names = NameList.parse(setting, texts, (element, problem) -> report(setting, element, problem));
		Problem problem = HeaderRoom.check(this.policy, setting, names);
		if (problem != null) {
			this.problems.accept(problem);
		}
		return names;
	}

	private @Nullable Duration maxAge(@Nullable Duration maxAge) {
		if (maxAge == null) {
			return null;
		}
		ElementProblem problem = maxAgeProblem(maxAge);
		if (problem != null) {
			report(Setting.MAX_AGE, new ListElement(-1, maxAge.toString()), problem);
		}
		return maxAge;
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
				this.problems.accept(problem);
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
		this.problems.accept(problem.of(this.policy, setting, element));
	}

}
