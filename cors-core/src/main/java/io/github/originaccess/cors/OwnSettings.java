// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The settings that one builder was given itself, each checked and normalised once,
 * however many policies inherit it. What was not given is {@code null}.
 */
final class OwnSettings {

	private static final Duration LONGEST_MAX_AGE = Duration.ofHours(24);

	private static final String ANY = "*";

	private final String policy;

	private final Consumer<Problem> found;

	private final Consumer<Problem> leftOut;

	final @Nullable OriginList origins;

	/** Those that were not refused. */
	final @Nullable OriginList furtherOrigins;

	final @Nullable Names methods;

	final @Nullable Names headers;

	final @Nullable Names exposedHeaders;

	final @Nullable Boolean credentials;

	final @Nullable Duration maxAge;

	final @Nullable List<String> paths;

	final @Nullable Enforcement enforcement;

	final @Nullable OriginList ownOrigins;

	private final boolean allowsInsecureOrigins;

	private final boolean allowsPublicSuffixes;

	OwnSettings(CorsPolicyBuilder builder, PathSyntax pathSyntax, Consumer<Problem> found, Consumer<Problem> leftOut) {
		this.policy = builder.name();
		this.found = found;
		this.leftOut = leftOut;
		this.origins = origins(Setting.ALLOWED_ORIGINS, builder.own().list(Setting.ALLOWED_ORIGINS));
		this.furtherOrigins = furtherOrigins(builder.own().furtherOrigins());
		this.methods = methods(builder.own().list(Setting.ALLOWED_METHODS));
		this.headers = names(Setting.ALLOWED_HEADERS, builder.own().list(Setting.ALLOWED_HEADERS));
		this.exposedHeaders = names(Setting.EXPOSED_HEADERS, builder.own().list(Setting.EXPOSED_HEADERS));
		this.credentials = builder.own().get(Setting.ALLOW_CREDENTIALS, Boolean.class);
		this.maxAge = maxAge(builder.own().get(Setting.MAX_AGE, Duration.class));
		this.paths = paths(builder.own().list(Setting.PATHS), pathSyntax);
		this.enforcement = builder.own().get(Setting.ENFORCEMENT, Enforcement.class);
		this.ownOrigins = ownOrigins(builder.own().list(Setting.OWN_ORIGINS));
		this.allowsInsecureOrigins = isTrue(builder, Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS);
		this.allowsPublicSuffixes = isTrue(builder, Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);
	}

	String policy() {
		return this.policy;
	}

	/** Return where {@code *} stands among the origins, or {@code null}. */
	@Nullable ListElement anyOrigin() {
		return (this.origins != null) ? this.origins.any() : null;
	}

	/** Whether a {@code dangerously-*} setting is on. */
	boolean allows(Setting permission) {
		return (permission == Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS) ? this.allowsInsecureOrigins
				: this.allowsPublicSuffixes;
	}

	private static boolean isTrue(CorsPolicyBuilder builder, Setting setting) {
		return Boolean.TRUE.equals(builder.own().get(setting, Boolean.class));
	}

	private @Nullable OriginList origins(Setting setting, @Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		OriginList origins = OriginList.parse(entries,
				(element, problem) -> this.found.accept(problem.of(this.policy, setting, element)));
		CoveredOrigins.find(origins, (covered, covering) -> reportCovered(setting, covered, covering.text()));
		return origins;
	}

	/** They come from others, so that none of them may stop anything. */
	private @Nullable OriginList furtherOrigins(@Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		OriginList origins = OriginList.parse(entries, (element, problem) -> this.leftOut
			.accept(problem.of(this.policy, Setting.ALLOWED_ORIGINS, element)));
		if (origins.any() == null) {
			return origins;
		}
		for (OriginList.Entry origin : origins.patterns()) {
			if (origin.isAny()) {
				this.leftOut.accept(problem(Code.ORIGIN_WILDCARD_MISPLACED, Setting.ALLOWED_ORIGINS, origin.element(),
						"only a configuration itself can trust every site", null));
			}
		}
		return origins.without(OriginList.Entry::isAny);
	}

	private @Nullable OriginList ownOrigins(@Nullable List<String> entries) {
		OriginList origins = origins(Setting.OWN_ORIGINS, entries);
		if (entries != null && ListElement.split(entries).isEmpty()) {
			report(Code.OWN_ORIGINS_EMPTY, Setting.OWN_ORIGINS, ListElement.WHOLE,
					"an application is reached at one origin at least; leave the property out to trust the browser",
					null);
		}
		ListElement any = (origins != null) ? origins.any() : null;
		if (any != null) {
			report(Code.ANY_OWN_ORIGIN, Setting.OWN_ORIGINS, any,
					"any site can have its own name lead to this server; name the origins that users know", null);
		}
		return origins;
	}

	private @Nullable Names methods(@Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		List<ListElement> elements = ListElement.split(entries);
		if (elements.isEmpty()) {
			report(Code.METHODS_EMPTY, Setting.ALLOWED_METHODS, ListElement.WHOLE,
					"a policy without methods would refuse every request", "GET, HEAD, POST");
		}
		Map<String, String> methods = new LinkedHashMap<>();
		ListElement any = null;
		for (ListElement element : elements) {
			String method = element.text();
			if (method.equals(ANY)) {
				any = element;
			}
			else if (isName(Setting.ALLOWED_METHODS, element)) {
				String normalized = FetchRules.normalizeMethod(method);
				if (FetchRules.isWellKnownHeader(method)) {
					report(Code.HEADER_AMONG_METHODS, Setting.ALLOWED_METHODS, element,
							"this is the name of a header; headers stand under allowed-headers", null);
				}
				methods.put(normalized, normalized);
			}
		}
		warnOfCovered(Setting.ALLOWED_METHODS, elements, any);
		return fitting(Setting.ALLOWED_METHODS, new Names(any, List.copyOf(methods.values())));
	}

	private @Nullable Names names(Setting setting, @Nullable List<String> entries) {
		if (entries == null) {
			return null;
		}
		Map<String, String> names = new LinkedHashMap<>();
		List<ListElement> elements = ListElement.split(entries);
		ListElement any = null;
		for (ListElement element : elements) {
			String name = element.text();
			if (name.equals(ANY)) {
				any = element;
			}
			else if (isName(setting, element)) {
				if (setting == Setting.ALLOWED_HEADERS && FetchRules.isStandardMethod(name)) {
					report(Code.METHOD_AMONG_HEADERS, setting, element,
							"this is a method; methods stand under allowed-methods", null);
				}
				names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
			}
		}
		warnOfCovered(setting, elements, any);
		return fitting(setting, new Names(any, List.copyOf(names.values())));
	}

	private Names fitting(Setting setting, Names names) {
		Problem problem = HeaderRoom.check(this.policy, setting, names);
		if (problem != null) {
			this.found.accept(problem);
		}
		return names;
	}

	private boolean isName(Setting setting, ListElement element) {
		NameMistake mistake = NameMistake.find(setting, element.text());
		if (mistake != null) {
			report(mistake.code(), setting, element, mistake.reason(), mistake.instead());
		}
		return mistake == null;
	}

	private @Nullable Duration maxAge(@Nullable Duration maxAge) {
		if (maxAge == null) {
			return null;
		}
		ListElement value = new ListElement(-1, maxAge.toString());
		if (maxAge.isNegative()) {
			report(Code.MAX_AGE_NEGATIVE, Setting.MAX_AGE, value, "a cache time is not negative; 0 means no caching",
					"0");
		}
		else if (maxAge.compareTo(LONGEST_MAX_AGE) > 0) {
			report(Code.MAX_AGE_TOO_LONG, Setting.MAX_AGE, value, "no browser caches for longer than 24 hours", "24h");
		}
		else if (maxAge.getNano() != 0) {
			report(Code.MAX_AGE_FRACTIONAL, Setting.MAX_AGE, value, "browsers take whole seconds only",
					Math.max(1, maxAge.getSeconds()) + "s");
		}
		return maxAge;
	}

	private @Nullable List<String> paths(@Nullable List<String> entries, PathSyntax syntax) {
		if (entries == null) {
			return null;
		}
		Set<String> paths = new LinkedHashSet<>();
		List<ListElement> elements = ListElement.split(entries);
		for (ListElement element : elements) {
			Problem problem = syntax.check(this.policy, element.index(), element.text());
			if (problem != null) {
				this.found.accept(problem);
			}
			else {
				paths.add(element.text());
			}
		}
		if (elements.isEmpty()) {
			report(Code.PATHS_MISSING, Setting.PATHS, ListElement.WHOLE, "a policy without paths covers nothing",
					"/**");
		}
		return List.copyOf(paths);
	}

	private void warnOfCovered(Setting setting, List<ListElement> elements, @Nullable ListElement any) {
		if (any != null) {
			elements.stream()
				.filter((element) -> !element.text().equals(ANY))
				.forEach((element) -> reportCovered(setting, element, ANY));
		}
	}

	private void reportCovered(Setting setting, ListElement covered, String covering) {
		report(Code.ENTRY_ALREADY_COVERED, setting, covered, "\"" + covering + "\" in the same list covers it already",
				null);
	}

	private void report(Code code, Setting setting, ListElement element, String reason, @Nullable String instead) {
		this.found.accept(problem(code, setting, element, reason, instead));
	}

	private Problem problem(Code code, Setting setting, ListElement element, String reason, @Nullable String instead) {
		return new Problem(code, this.policy, setting, element.index(), element.text(), reason, instead);
	}

	/**
	 * Method or header names.
	 *
	 * @param any where {@code *} stands among them, or {@code null}
	 * @param names the names other than {@code *}, normalised, each once
	 */
	record Names(@Nullable ListElement any, List<String> names) {

	}

}
