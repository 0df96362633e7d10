// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one policy as people write them. An <em>unset</em> setting comes from
 * the parent, or else from the built-in default. A list without elements is <em>set to
 * nothing</em>. Paths are never inherited.
 * <p>
 * An element of a list may contain several elements, separated by commas outside of
 * brackets. White space around elements, empty elements and repetitions are ignored.
 * {@link #build()} checks the settings. {@link Problem} says which of its parts are
 * stable across versions. Not safe for use by several threads.
 */
public final class CorsPolicyBuilder {

	/** The name of the default policy. */
	public static final String DEFAULT_NAME = CorsPolicy.DEFAULT_NAME;

	private final String name;

	private final @Nullable CorsPolicyBuilder parent;

	/** The values that are set: lists, booleans, a duration, an enforcement. */
	private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

	/** The name of the customizer that has set a setting last. */
	private final Map<Setting, String> customizers = new EnumMap<>(Setting.class);

	private @Nullable List<String> furtherOrigins;

	/** The name of the customizer at work; null if there is none. */
	private @Nullable String customizer;

	/** Create a builder of the default policy, which covers every path by default. */
	public CorsPolicyBuilder() {
		this.name = DEFAULT_NAME;
		this.parent = null;
	}

	/**
	 * Create a builder of a named policy. Without paths, it covers only the requests for
	 * which a program chooses it.
	 * @param name the policy's name, not {@link #DEFAULT_NAME}
	 * @param parent the builder that unset settings come from
	 * @throws IllegalArgumentException if the name is that of the default policy
	 */
	public CorsPolicyBuilder(String name, CorsPolicyBuilder parent) {
		if (name.equals(DEFAULT_NAME)) {
			throw new IllegalArgumentException("The policy named '" + name + "' has no parent");
		}
		this.name = name;
		this.parent = parent;
	}

	/**
	 * Create a builder of an existing policy, which inherits nothing.
	 * @param policy the policy, which stays as it is
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
			// An empty list of paths is a problem, and so is one of own origins.
			.paths(settings.paths().isEmpty() ? null : settings.paths())
			.enforcement(settings.enforcement())
			.ownOrigins(settings.ownOrigins().isEmpty() ? null : settings.ownOrigins())
			.dangerouslyAllowInsecureOrigins(settings.insecureOrigins())
			.dangerouslyAllowPublicSuffixes(settings.publicSuffixes());
	}

	/**
	 * Set the origins and origin patterns to trust.
	 * @param origins such as {@code https://app.example.com} or
	 * {@code https://*.example.com}; {@code *} for every origin; no element to allow none
	 * @return this
	 */
	public CorsPolicyBuilder allowedOrigins(String... origins) {
		return allowedOrigins(Arrays.asList(origins));
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
	 * Set origins to trust besides the allowed ones. An origin with a problem is left
	 * out.
	 * @param origins as in {@link #allowedOrigins(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder furtherOrigins(@Nullable Collection<String> origins) {
		this.furtherOrigins = (origins != null) ? copy(Setting.ALLOWED_ORIGINS, origins) : null;
		return this;
	}

	/**
	 * Set the request methods to allow.
	 * @param methods method names, or {@code *} for every method but CONNECT, TRACE and
	 * TRACK
	 * @return this
	 */
	public CorsPolicyBuilder allowedMethods(String... methods) {
		return allowedMethods(Arrays.asList(methods));
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
		return allowedHeaders(Arrays.asList(names));
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
		return exposedHeaders(Arrays.asList(names));
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
	 * Set how long browsers may cache the response to a preflight.
	 * @param maxAge whole seconds from 0 (no caching) to 24 hours; {@code null} to unset
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
		return paths(Arrays.asList(patterns));
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
	 * Set who refuses denied requests.
	 * @param enforcement the enforcement; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder enforcement(@Nullable Enforcement enforcement) {
		return set(Setting.ENFORCEMENT, enforcement);
	}

	/**
	 * Set the application's own origins. A request counts as same-origin only if it is
	 * addressed to one of them.
	 * @param origins at least one, as in {@link #allowedOrigins(String...)}, not
	 * {@code *}
	 * @return this
	 */
	public CorsPolicyBuilder ownOrigins(String... origins) {
		return ownOrigins(Arrays.asList(origins));
	}

	/**
	 * Set the application's own origins.
	 * @param origins as in {@link #ownOrigins(String...)}; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder ownOrigins(@Nullable Collection<String> origins) {
		return set(Setting.OWN_ORIGINS, origins);
	}

	/**
	 * Set whether unencrypted origins may be trusted.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder dangerouslyAllowInsecureOrigins(@Nullable Boolean allow) {
		return set(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, allow);
	}

	/**
	 * Set whether wildcards directly under or above a public suffix, and every host of a
	 * custom scheme, may be trusted.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder dangerouslyAllowPublicSuffixes(@Nullable Boolean allow) {
		return set(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES, allow);
	}

	/**
	 * Have code change the settings, and record which of them it sets.
	 * @param name the name of the code, such as a bean's
	 * @param change sets settings of this builder; it runs before this method returns
	 * @return this
	 */
	public CorsPolicyBuilder customize(String name, Consumer<CorsPolicyBuilder> change) {
		this.customizer = name;
		try {
			change.accept(this);
		}
		finally {
			this.customizer = null;
		}
		return this;
	}

	/**
	 * Return what has set a setting last in {@link #customize}.
	 * @param setting any setting, set or unset
	 * @return the name; {@code null} if nothing has
	 */
	public @Nullable String customizer(Setting setting) {
		return this.customizers.get(setting);
	}

	/**
	 * Compile the policy. A named policy needs no paths: a program may give it out.
	 * @return the policy, which later changes of this builder do not reach
	 * @throws InvalidCorsPolicyException if the policy or its parent has a problem
	 */
	public CorsPolicy build() {
		return PolicyCompiler.compile(this);
	}

	/**
	 * Compile several policies together. A default policy without allowed and further
	 * origins is validated, but left out.
	 * @param builders the builders, with their parents
	 * @param pathSyntax the check of path patterns
	 * @param warnings takes each warning, and the problem of each further origin that is
	 * left out; the code of such a problem is not a warning
	 * @return the policies in the order of their builders
	 * @throws InvalidCorsPolicyException if any policy has a problem
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
	 * Return the builder that the value of a setting comes from.
	 * @param setting any setting; paths come from this builder only
	 * @return this builder or a parent; {@code null} for the built-in default
	 */
	public @Nullable CorsPolicyBuilder owner(Setting setting) {
		if (this.values.containsKey(setting)) {
			return this;
		}
		return (this.parent != null && setting != Setting.PATHS) ? this.parent.owner(setting) : null;
	}

	/**
	 * Return the value of a setting as text, its own or an inherited one.
	 * @param setting any setting; paths are not inherited
	 * @return the elements as they were given, or the only value; {@code null} for the
	 * built-in default
	 */
	public @Nullable List<String> values(Setting setting) {
		CorsPolicyBuilder owner = owner(setting);
		return (owner != null) ? owner.texts(setting) : null;
	}

	@Nullable CorsPolicyBuilder parent() {
		return this.parent;
	}

	/** Return the value that this builder sets, of a setting that is no list. */
	<T> @Nullable T value(Setting setting, Class<T> type) {
		return type.cast(this.values.get(setting));
	}

	/** Return the value that this builder sets, of a setting that is a list. */
	@SuppressWarnings("unchecked") // the setters take lists of texts only
	@Nullable List<String> list(Setting setting) {
		return (this.values.get(setting) instanceof List<?> list) ? (List<String>) list : null;
	}

	@Nullable List<String> furtherOrigins() {
		return this.furtherOrigins;
	}

	private static <T> List<T> copy(Setting setting, Collection<T> elements) {
		int index = 0;
		for (T element : elements) {
			if (element == null) {
				throw new NullPointerException(setting.propertyName() + "[" + index + "] is null");
			}
			index++;
		}
		return List.copyOf(elements);
	}

	private List<String> texts(Setting setting) {
		List<String> list = list(setting);
		return (list != null) ? list : List.of(String.valueOf(this.values.get(setting)));
	}

	private CorsPolicyBuilder set(Setting setting, @Nullable Object value) {
		Object copy = (value instanceof Collection<?> elements) ? copy(setting, elements) : value;
		if (copy != null) {
			this.values.put(setting, copy);
		}
		else {
			this.values.remove(setting);
		}
		if (this.customizer != null) {
			this.customizers.put(setting, this.customizer);
		}
		return this;
	}

}
