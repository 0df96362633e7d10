// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * The handlers that may be called on paths where the policy of a pattern decides. Of the
 * handlers with the method of a request, Spring calls the one with the most specific
 * pattern. So each method has handlers of its own, which may have different settings.
 */
final class HandlersAt {

	/** Stands for the methods that no handler names. */
	private static final String OTHERS = "*";

	/** Stands for paths and methods without a handler. */
	private static final MappedHandler MISSING = new MappedHandler("", Set.of(), false, null);

	/** Stands for requests that fail the further conditions of all handlers. */
	private static final MappedHandler UNMATCHED = new MappedHandler("", Set.of(), true, null);

	private final String pattern;

	private final List<MappedHandler> handlers;

	private final PathPatterns patterns;

	/** What decides, and the methods on which it does. */
	private final Map<Deciding, Set<String>> methods = new LinkedHashMap<>();

	/** All methods that a handler names. */
	private final Set<String> named = new LinkedHashSet<>();

	HandlersAt(String pattern, List<MappedHandler> handlers, PathPatterns patterns) {
		this.pattern = pattern;
		this.handlers = List.copyOf(handlers);
		this.patterns = patterns;
		handlers.forEach((handler) -> this.named.addAll(handler.methods()));
		if (!handlers.isEmpty()) {
			this.named.forEach(this::addDeciding);
			addDeciding(OTHERS);
		}
	}

	private void addDeciding(String method) {
		List<MappedHandler> mapped = this.handlers.stream()
			.filter((handler) -> handler.methods().isEmpty() || handler.methods().contains(method))
			.toList();
		List<MappedHandler> including = mapped.stream()
			.filter((handler) -> PathPatterns.includes(handler.pattern(), this.pattern))
			.toList();
		// If a request fails the further conditions of a handler, Spring calls another
		// one.
		List<MappedHandler> sure = including.stream().filter((handler) -> !handler.conditional()).toList();
		Set<MappedHandler> deciding = new LinkedHashSet<>(mapped.stream()
			.filter((handler) -> sure.stream().noneMatch((each) -> isFirst(each, handler)))
			.toList());
		if (sure.isEmpty()) {
			deciding.add(including.isEmpty() ? MISSING : UNMATCHED);
		}
		this.methods.computeIfAbsent(new Deciding(deciding, areSeveral(mapped)), (key) -> new LinkedHashSet<>())
			.add(method);
	}

	/** Whether Spring may find several handlers. It looks for single paths first. */
	private static boolean areSeveral(List<MappedHandler> mapped) {
		List<MappedHandler> single = mapped.stream()
			.filter((handler) -> !PathPatterns.isWide(handler.pattern()))
			.toList();
		boolean found = single.stream().anyMatch((handler) -> !handler.conditional());
		return (found ? single.size() : mapped.size()) > 1;
	}

	/** Whether Spring calls one handler instead of another one. */
	private boolean isFirst(MappedHandler one, MappedHandler other) {
		return this.patterns.wins(one.pattern(), other.pattern());
	}

	/** Whether none of the handlers has the annotation. */
	boolean isEmpty() {
		return this.handlers.isEmpty();
	}

	/**
	 * Return what the handlers do.
	 * @param base the configuration of the mappings; {@code null} if there is none
	 */
	Combined settings(@Nullable CorsConfiguration base) {
		Combination combination = new Combination(base);
		this.methods.forEach(combination::add);
		return combination.end();
	}

	/**
	 * The settings of handlers.
	 *
	 * @param settings the settings
	 * @param sources what has the annotation, in words
	 * @param rest whether handlers without the annotation are among them
	 * @param mayExist whether handlers with a configuration may be called
	 * @param mayBeNone whether handlers without any configuration may be called
	 * @param remarks what the settings do not have, one sentence each
	 */
	record Combined(SpringSettings settings, Set<String> sources, boolean rest, boolean mayExist, boolean mayBeNone,
			Set<String> remarks) {

	}

	/**
	 * A handler, or several without annotation that have the same pattern.
	 *
	 * @param pattern the pattern
	 * @param methods the methods that it is mapped to; empty for any
	 * @param conditional whether it has conditions besides path and method
	 * @param annotation the annotation; {@code null} if it has none
	 */
	record MappedHandler(String pattern, Set<String> methods, boolean conditional, @Nullable Annotation annotation) {

	}

	/**
	 * An annotation of a handler.
	 *
	 * @param own its configuration
	 * @param repository whether it is on a repository of Spring Data REST
	 * @param source what has it, in words
	 */
	record Annotation(CorsConfiguration own, boolean repository, String source) {

		SpringSettings settings(@Nullable CorsConfiguration base) {
			// Spring Data REST combines them in the other order.
			CorsConfiguration combined = (this.repository || base == null) ? this.own.combine(base)
					: base.combine(this.own);
			return SpringSettings.of((combined != null) ? combined : this.own);
		}

	}

	/**
	 * What decides on a method.
	 *
	 * @param handlers the handlers, one of which Spring calls
	 * @param several whether Spring finds several, before it takes one
	 */
	private record Deciding(Set<MappedHandler> handlers, boolean several) {

	}

	/**
	 * The settings of methods on which the same handlers decide.
	 *
	 * @param handlers the handlers
	 * @param settings the settings, for these methods alone
	 */
	private record Group(Set<MappedHandler> handlers, SpringSettings settings) {

		boolean isMissing() {
			return this.handlers.equals(Set.of(MISSING));
		}

		boolean isAt(String pattern) {
			return this.handlers.stream().anyMatch((handler) -> handler.pattern().equals(pattern));
		}

		boolean allowsAnyOrigin() {
			return this.settings.origins().contains(SpringSettings.ANY)
					|| this.settings.originPatterns().contains(SpringSettings.ANY);
		}

	}

	/** The combination of the settings that methods have. */
	private final class Combination {

		private final @Nullable CorsConfiguration base;

		private final Set<SpringSettings> whole = new LinkedHashSet<>();

		private final List<Group> groups = new ArrayList<>();

		private final Set<String> sources = new LinkedHashSet<>();

		private final Set<String> remarks = new LinkedHashSet<>();

		private boolean rest;

		private boolean mayExist;

		private boolean mayBeNone;

		/** Whether a page may not read what it may request without a preflight. */
		private boolean closed;

		private Combination(@Nullable CorsConfiguration base) {
			this.base = base;
		}

		void add(Deciding deciding, Set<String> methods) {
			Set<MappedHandler> handlers = new LinkedHashSet<>(deciding.handlers());
			if (this.base == null) {
				// Such a request gets an error, which a page may read.
				handlers.remove(UNMATCHED);
			}
			Set<SpringSettings> possible = new LinkedHashSet<>();
			handlers.forEach((handler) -> possible.add(settings(handler, deciding.several())));
			SpringSettings common = possible.stream().reduce(SpringSettings::inCommon).orElse(SpringSettings.NONE);
			Group group = new Group(handlers, restricted(common, methods));
			this.whole.add(common);
			if (group.isMissing() && this.base == null) {
				return;
			}
			this.mayExist |= this.base != null
					|| deciding.handlers().stream().anyMatch((handler) -> handler.annotation() != null);
			this.mayBeNone |= this.base == null
					&& deciding.handlers().stream().anyMatch((handler) -> handler.annotation() == null);
			if (possible.size() > 1) {
				boolean conditional = handlers.stream().anyMatch(MappedHandler::conditional);
				this.remarks.add(Outcomes.several(HandlersAt.this.pattern, common) + (conditional
						? " Which one decides depends on conditions of handlers, such as params or headers." : ""));
			}
			if (!group.settings().allowsNobody() && !group.settings().methods().isEmpty()) {
				this.groups.add(group);
			}
			else {
				this.closed |= methods.contains(OTHERS) || !Collections.disjoint(methods, SpringSettings.SAFELISTED);
			}
		}

		private SpringSettings settings(MappedHandler handler, boolean several) {
			Annotation annotation = handler.annotation();
			SpringSettings rest = (this.base != null) ? SpringSettings.of(this.base) : SpringSettings.NONE;
			SpringSettings settings = (annotation != null) ? annotation.settings(this.base) : rest;
			// For several handlers Spring allows preflights of any origin, with
			// credentials. It refuses to combine that with *.
			return (several && rest.origins().contains(SpringSettings.ANY)) ? settings.withoutPreflights() : settings;
		}

		private SpringSettings restricted(SpringSettings settings, Set<String> methods) {
			if (!methods.contains(OTHERS)) {
				return settings.forMethods(methods);
			}
			Set<String> others = new LinkedHashSet<>(HandlersAt.this.named);
			others.removeAll(methods);
			return others.isEmpty() ? settings : settings.withoutMethods(others);
		}

		Combined end() {
			if (this.whole.size() == 1) {
				this.groups.forEach(this::addSources);
				return combined(this.whole.iterator().next());
			}
			List<Group> own = this.groups.stream().filter((group) -> group.isAt(HandlersAt.this.pattern)).toList();
			if (own.isEmpty() && !this.closed) {
				own = this.groups.stream().filter((group) -> !group.isMissing()).toList();
			}
			SpringSettings settings = joined(own);
			for (Group group : this.groups) {
				if (!own.contains(group)) {
					settings = with(group, settings);
				}
			}
			return combined((settings != null) ? settings : SpringSettings.NONE);
		}

		/** Return the settings of all groups; {@code null} if there are none. */
		private @Nullable SpringSettings joined(List<Group> own) {
			boolean alike = own.stream().allMatch((group) -> group.settings().isLike(own.get(0).settings()));
			if (!alike) {
				this.remarks.add("The handlers at " + HandlersAt.this.pattern + " have different settings for their"
						+ " methods. A policy has the same for all methods of a path, so it has what they have in"
						+ " common.");
			}
			own.forEach(this::addSources);
			return own.stream()
				.map(Group::settings)
				.reduce(alike ? SpringSettings::withMethodsOf : SpringSettings::and)
				.orElse(null);
		}

		/**
		 * Return settings for the methods of a further group, too, if it has the same.
		 */
		private @Nullable SpringSettings with(Group group, @Nullable SpringSettings settings) {
			if ((settings == null || settings.isLike(group.settings())) && !(this.closed && group.allowsAnyOrigin())) {
				addSources(group);
				return (settings != null) ? settings.withMethodsOf(group.settings()) : group.settings();
			}
			if (!group.isMissing()) {
				this.remarks.add("Handlers of other patterns serve " + String.join(", ", group.settings().methods())
						+ " at paths of " + HandlersAt.this.pattern
						+ ", with other settings. The policy leaves these methods out.");
			}
			return settings;
		}

		private void addSources(Group group) {
			group.handlers().forEach((handler) -> {
				Annotation annotation = handler.annotation();
				if (annotation != null) {
					this.sources.add(annotation.source());
				}
				this.rest |= annotation == null && !group.isMissing();
			});
		}

		private Combined combined(SpringSettings settings) {
			return new Combined(settings, this.sources, this.rest, this.mayExist, this.mayBeNone, this.remarks);
		}

	}

}
