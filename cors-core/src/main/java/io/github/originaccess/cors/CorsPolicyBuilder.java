// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Takes the settings of one policy as people write them. A setting that was never given
 * is <em>unset</em> and comes from the parent, or else from the built-in default; a list
 * that was given without elements is <em>set to nothing</em>. Paths are never inherited.
 * <p>
 * An element of a list may itself hold several, separated by commas outside of brackets;
 * white space around them, empty ones and repetitions are ignored. Nothing is checked
 * before {@link #build()}; {@link Problem} says what stays the same across versions. Not
 * safe for use by several threads.
 */
public final class CorsPolicyBuilder {

	/** The name of the default policy. */
	public static final String DEFAULT_NAME = CorsPolicy.DEFAULT_NAME;

	private final String name;

	private final @Nullable CorsPolicyBuilder parent;

	/** What this builder was given: lists, booleans, durations, an enforcement. */
	private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

	private @Nullable List<String> furtherOrigins;

	/** Create a builder of the default policy, which covers every path by default. */
	public CorsPolicyBuilder() {
		this.name = DEFAULT_NAME;
		this.parent = null;
	}

	/**
	 * Create a builder of a named policy, whose paths have to be set.
	 * @param name the policy's name, not {@link #DEFAULT_NAME}
	 * @param parent where unset settings come from
	 */
	public CorsPolicyBuilder(String name, CorsPolicyBuilder parent) {
		if (name.equals(DEFAULT_NAME)) {
			throw new IllegalArgumentException("The policy named '" + name + "' is the one that has no parent");
		}
		this.name = name;
		this.parent = parent;
	}

	/**
	 * Create a builder of the same policy, which inherits nothing.
	 * @param policy the policy
	 * @return a builder with the policy's name and all of its settings
	 */
	public static CorsPolicyBuilder of(CorsPolicy policy) {
		CorsPolicyBuilder root = new CorsPolicyBuilder();
		CorsPolicyBuilder builder = root.name.equals(policy.name()) ? root : new CorsPolicyBuilder(policy.name(), root);
		EffectiveSettings settings = policy.settings();
		return builder.allowedOrigins(settings.allowedOrigins())
			.allowedMethods(settings.methods().texts())
			.allowedHeaders(settings.headers().texts())
			.exposedHeaders(settings.exposedHeaders().texts())
			.allowCredentials(settings.credentials())
			.maxAge(settings.maxAge())
			.paths(settings.paths())
			.enforcement(settings.enforcement())
			// An empty list of own origins is a problem, so none is unset.
			.ownOrigins(settings.ownOrigins().isEmpty() ? null : settings.ownOrigins())
			.dangerouslyAllowInsecureOrigins(settings.insecureOrigins())
			.dangerouslyAllowPublicSuffixes(settings.publicSuffixes());
	}

	/**
	 * Set the origins and origin patterns to trust.
	 * @param origins such as {@code https://app.example.com} or
	 * {@code https://*.example.com}; {@code *} for every origin; none to trust nobody
	 * @return this
	 */
	public CorsPolicyBuilder allowedOrigins(String... origins) {
		return allowedOrigins(List.of(origins));
	}

	/**
	 * Set the origins and origin patterns to trust.
	 * @param origins as in {@link #allowedOrigins(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder allowedOrigins(@Nullable Collection<String> origins) {
		return set(Setting.ALLOWED_ORIGINS, origins);
	}

	/**
	 * Set origins to trust besides the allowed ones. What is refused is left out.
	 * @param origins as in {@link #allowedOrigins(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder furtherOrigins(@Nullable Collection<String> origins) {
		this.furtherOrigins = (origins != null) ? List.copyOf(origins) : null;
		return this;
	}

	/**
	 * Set the request methods to allow.
	 * @param methods method names, or {@code *} for every method but CONNECT, TRACE and
	 * TRACK
	 * @return this
	 */
	public CorsPolicyBuilder allowedMethods(String... methods) {
		return allowedMethods(List.of(methods));
	}

	/**
	 * Set the request methods to allow.
	 * @param methods as in {@link #allowedMethods(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder allowedMethods(@Nullable Collection<String> methods) {
		return set(Setting.ALLOWED_METHODS, methods);
	}

	/**
	 * Set the request headers to allow besides the safelisted ones.
	 * @param names header names, or {@code *} for every header
	 * @return this
	 */
	public CorsPolicyBuilder allowedHeaders(String... names) {
		return allowedHeaders(List.of(names));
	}

	/**
	 * Set the request headers to allow besides the safelisted ones.
	 * @param names as in {@link #allowedHeaders(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder allowedHeaders(@Nullable Collection<String> names) {
		return set(Setting.ALLOWED_HEADERS, names);
	}

	/**
	 * Set the response headers that pages may read besides the safelisted ones.
	 * @param names header names, or {@code *} for every header
	 * @return this
	 */
	public CorsPolicyBuilder exposedHeaders(String... names) {
		return exposedHeaders(List.of(names));
	}

	/**
	 * Set the response headers that pages may read besides the safelisted ones.
	 * @param names as in {@link #exposedHeaders(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder exposedHeaders(@Nullable Collection<String> names) {
		return set(Setting.EXPOSED_HEADERS, names);
	}

	/**
	 * Set whether pages may send cookies, HTTP authentication and client certificates.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder allowCredentials(@Nullable Boolean allow) {
		return set(Setting.ALLOW_CREDENTIALS, allow);
	}

	/**
	 * Set how long browsers may cache the answer to a preflight.
	 * @param maxAge whole seconds from 0 (not at all) to 24 hours; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder maxAge(@Nullable Duration maxAge) {
		return set(Setting.MAX_AGE, maxAge);
	}

	/**
	 * Set the path patterns that the policy covers.
	 * @param patterns patterns, each beginning with a slash
	 * @return this
	 */
	public CorsPolicyBuilder paths(String... patterns) {
		return paths(List.of(patterns));
	}

	/**
	 * Set the path patterns that the policy covers.
	 * @param patterns as in {@link #paths(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder paths(@Nullable Collection<String> patterns) {
		return set(Setting.PATHS, patterns);
	}

	/**
	 * Set what happens to the requests of pages that are not trusted.
	 * @param enforcement who refuses them; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder enforcement(@Nullable Enforcement enforcement) {
		return set(Setting.ENFORCEMENT, enforcement);
	}

	/**
	 * Set the origins that the application itself is reached at, so that "same origin" is
	 * not taken on a browser's word.
	 * @param origins as in {@link #allowedOrigins(String...)}, one at least, no {@code *}
	 * @return this
	 */
	public CorsPolicyBuilder ownOrigins(String... origins) {
		return ownOrigins(List.of(origins));
	}

	/**
	 * Set the origins that the application itself is reached at.
	 * @param origins as in {@link #ownOrigins(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder ownOrigins(@Nullable Collection<String> origins) {
		return set(Setting.OWN_ORIGINS, origins);
	}

	/**
	 * Set whether origins that are not encrypted may be trusted.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder dangerouslyAllowInsecureOrigins(@Nullable Boolean allow) {
		return set(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, allow);
	}

	/**
	 * Set whether wildcards directly under or above a public suffix may be trusted.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder dangerouslyAllowPublicSuffixes(@Nullable Boolean allow) {
		return set(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES, allow);
	}

	/**
	 * Compile the policy.
	 * @return the policy
	 * @throws InvalidCorsPolicyException if anything is wrong with it, or with what it
	 * inherits
	 */
	public CorsPolicy build() {
		return PolicyCompiler.compile(this);
	}

	/**
	 * Compile several policies together. The default policy is left out where it names no
	 * origins, further ones neither, but validated all the same.
	 * @param builders the builders, parents among them
	 * @param pathSyntax tells what is wrong with a path pattern
	 * @param warnings takes what is odd about the policies though they work, and each
	 * further origin that was left out, whose code is none of a warning
	 * @return the policies in the order of their builders
	 * @throws InvalidCorsPolicyException if anything is wrong with any of them
	 */
	public static List<CorsPolicy> buildAll(List<CorsPolicyBuilder> builders, PathSyntax pathSyntax,
			Consumer<Problem> warnings) {
		return PolicyCompiler.compileAll(builders, pathSyntax, warnings);
	}

	/**
	 * Return the name of the policy.
	 * @return the name, {@link #DEFAULT_NAME} for the default policy
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return which builder the value of a setting comes from.
	 * @param setting the setting
	 * @return this builder or one that it inherits from; {@code null} if the built-in
	 * default holds
	 */
	public @Nullable CorsPolicyBuilder owner(Setting setting) {
		if (this.values.containsKey(setting)) {
			return this;
		}
		return (this.parent != null && setting != Setting.PATHS) ? this.parent.owner(setting) : null;
	}

	/**
	 * Return the value of a setting, its own or an inherited one, as text.
	 * @param setting the setting
	 * @return the elements as they were given, or the only value; {@code null} if the
	 * built-in default holds
	 */
	public @Nullable List<String> values(Setting setting) {
		CorsPolicyBuilder owner = owner(setting);
		return (owner != null) ? owner.texts(setting) : null;
	}

	@Nullable CorsPolicyBuilder parent() {
		return this.parent;
	}

	/** Return this builder's own value of a setting that is no list. */
	<T> @Nullable T value(Setting setting, Class<T> type) {
		return type.cast(this.values.get(setting));
	}

	/** Return this builder's own value of a setting that is a list. */
	@SuppressWarnings("unchecked") // the setters take lists of texts only
	@Nullable List<String> list(Setting setting) {
		return (this.values.get(setting) instanceof List<?> list) ? (List<String>) list : null;
	}

	@Nullable List<String> furtherOrigins() {
		return this.furtherOrigins;
	}

	private List<String> texts(Setting setting) {
		List<String> list = list(setting);
		return (list != null) ? list : List.of(String.valueOf(this.values.get(setting)));
	}

	private CorsPolicyBuilder set(Setting setting, @Nullable Object value) {
		Object copy = (value instanceof Collection<?> elements) ? List.copyOf(elements) : value;
		this.values.compute(setting, (key, previous) -> copy);
		return this;
	}

}
