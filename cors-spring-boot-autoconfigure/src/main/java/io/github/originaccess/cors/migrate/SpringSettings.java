// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What a configuration of Spring's means. Unset values are replaced by what Spring does
 * without them.
 *
 * @param origins the allowed origins
 * @param originPatterns the allowed origin patterns, as Spring writes them
 * @param methods the allowed methods
 * @param headers the allowed request headers
 * @param exposedHeaders the exposed response headers
 * @param credentials whether credentials are allowed
 * @param maxAge the seconds for which browsers keep a preflight; {@code null} if Spring
 * does not say
 * @param privateNetwork whether requests from other networks are allowed
 */
record SpringSettings(Set<String> origins, Set<String> originPatterns, Set<String> methods, Set<String> headers,
		Set<String> exposedHeaders, boolean credentials, @Nullable Long maxAge, boolean privateNetwork) {

	static final String ANY = "*";

	/** The methods that need no preflight. */
	static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

	/** The settings of paths for which Spring has no configuration. */
	static final SpringSettings NONE = new SpringSettings(Set.of(), Set.of(), Set.of("GET"), Set.of(), Set.of(), false,
			null, false);

	static SpringSettings of(CorsConfiguration configuration) {
		List<String> methods = configuration.getAllowedMethods();
		return new SpringSettings(set(configuration.getAllowedOrigins(), UnaryOperator.identity()),
				set(configuration.getAllowedOriginPatterns(), UnaryOperator.identity()),
				set((methods != null && !methods.isEmpty()) ? methods : List.of("GET", "HEAD"),
						UnaryOperator.identity()),
				set(configuration.getAllowedHeaders(), UnaryOperator.identity()),
				set(configuration.getExposedHeaders(), UnaryOperator.identity()),
				Boolean.TRUE.equals(configuration.getAllowCredentials()), configuration.getMaxAge(),
				Boolean.TRUE.equals(configuration.getAllowPrivateNetwork()));
	}

	private static Set<String> set(@Nullable Collection<String> values, UnaryOperator<String> form) {
		Set<String> set = new LinkedHashSet<>();
		if (values != null) {
			values.forEach((value) -> set.add(form.apply(value)));
		}
		return set.contains(ANY) ? Set.of(ANY) : set;
	}

	/**
	 * Return these settings without values that have blanks around them. Spring compares
	 * them as they are, so they match nothing. A policy would remove the blanks.
	 * @param remark takes what is left out
	 */
	SpringSettings withoutBlanks(BiConsumer<Setting, String> remark) {
		return new SpringSettings(withoutBlanks(this.origins, Setting.ALLOWED_ORIGINS, remark),
				withoutBlanks(this.originPatterns, Setting.ALLOWED_ORIGINS, remark),
				withoutBlanks(this.methods, Setting.ALLOWED_METHODS, remark),
				withoutBlanks(this.headers, Setting.ALLOWED_HEADERS, remark),
				withoutBlanks(this.exposedHeaders, Setting.EXPOSED_HEADERS, remark), this.credentials, this.maxAge,
				this.privateNetwork);
	}

	private static Set<String> withoutBlanks(Set<String> values, Setting setting, BiConsumer<Setting, String> remark) {
		Set<String> others = new LinkedHashSet<>(values);
		others.removeIf((value) -> {
			boolean blank = !value.equals(value.strip());
			if (blank) {
				remark.accept(setting, "Left out '" + value + "': it has blanks around it, so it matches nothing. "
						+ value.strip() + " may be meant.");
			}
			return blank;
		});
		return others;
	}

	/** Return these settings for the methods that handlers are mapped to. */
	SpringSettings forMethods(Collection<String> mapped) {
		return mapped.isEmpty() ? this : withMethods(common(this.methods, new LinkedHashSet<>(mapped)));
	}

	/** Return these settings without some methods. */
	SpringSettings withoutMethods(Collection<String> others) {
		Set<String> left = new LinkedHashSet<>(
				this.methods.contains(ANY) ? List.of("GET", "POST", "PUT", "PATCH", "DELETE") : this.methods);
		left.removeAll(others);
		return withMethods(left);
	}

	/**
	 * Return what is left of these settings if no preflight reaches them: requests that
	 * need none.
	 */
	SpringSettings withoutPreflights() {
		return new SpringSettings(this.origins, this.originPatterns, common(this.methods, SAFELISTED), Set.of(),
				this.exposedHeaders, this.credentials, this.maxAge, this.privateNetwork);
	}

	private SpringSettings withMethods(Set<String> methods) {
		return new SpringSettings(this.origins, this.originPatterns, methods, this.headers, this.exposedHeaders,
				this.credentials, this.maxAge, this.privateNetwork);
	}

	/** Return these settings for the methods of other ones, too. */
	SpringSettings withMethodsOf(SpringSettings other) {
		Set<String> both = new LinkedHashSet<>(this.methods);
		both.addAll(other.methods);
		return withMethods(both.contains(ANY) ? Set.of(ANY) : both);
	}

	/** Whether the settings differ in nothing but the methods. */
	boolean isLike(SpringSettings other) {
		return withMethods(Set.of()).equals(other.withMethods(Set.of()));
	}

	/**
	 * Return settings for the methods of both, that grant to each method no more than
	 * both of them do.
	 */
	SpringSettings and(SpringSettings other) {
		if (fails() || other.fails()) {
			return NONE;
		}
		Long shorter = (this.maxAge == null || other.maxAge == null) ? null
				: Long.valueOf(Math.min(this.maxAge, other.maxAge));
		return new SpringSettings(common(allOrigins(), other.allOrigins()),
				common(this.originPatterns, other.originPatterns), withMethodsOf(other).methods(),
				commonNames(this.headers, other.headers), commonNames(this.exposedHeaders, other.exposedHeaders),
				this.credentials && other.credentials, shorter, this.privateNetwork && other.privateNetwork);
	}

	/** Return settings that grant no more than both. */
	SpringSettings inCommon(SpringSettings other) {
		return (fails() || other.fails()) ? NONE : and(other).withMethods(common(this.methods, other.methods));
	}

	/** Whether Spring answers 500, because it refuses {@code *} with credentials. */
	private boolean fails() {
		return this.credentials && this.origins.contains(ANY);
	}

	boolean allowsNobody() {
		return this.origins.isEmpty() && this.originPatterns.isEmpty();
	}

	private Set<String> allOrigins() {
		return this.originPatterns.contains(ANY) ? Set.of(ANY) : this.origins;
	}

	private static Set<String> common(Set<String> first, Set<String> second) {
		if (first.contains(ANY) || second.contains(ANY)) {
			return first.contains(ANY) ? second : first;
		}
		Set<String> common = new LinkedHashSet<>(first);
		common.retainAll(second);
		return common;
	}

	private static Set<String> commonNames(Set<String> first, Set<String> second) {
		UnaryOperator<String> lowerCase = (name) -> name.toLowerCase(Locale.ROOT);
		return common(set(first, lowerCase), set(second, lowerCase));
	}

}
