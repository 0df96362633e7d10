// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes the settings of one policy as people write them. A setting that was never given
 * is <em>unset</em> and comes from the parent, or else from the built-in default; a list
 * that was given without elements is <em>set to nothing</em>. Paths are never inherited.
 * <p>
 * An element of a list may itself hold several, separated by commas outside of brackets;
 * white space around them, empty ones and repetitions are ignored. Nothing is checked
 * before {@link #build()}. Not safe for use by several threads.
 */
public final class CorsPolicyBuilder {

	/** The name of the default policy. */
	public static final String DEFAULT_NAME = "default";

	private final String name;

	private final @Nullable CorsPolicyBuilder parent;

	private @Nullable List<String> allowedOrigins;

	private @Nullable List<String> allowedMethods;

	private @Nullable List<String> allowedHeaders;

	private @Nullable List<String> exposedHeaders;

	private @Nullable Boolean allowCredentials;

	private @Nullable Duration maxAge;

	private @Nullable List<String> paths;

	/**
	 * Create a builder of the default policy, which covers every path unless told
	 * otherwise.
	 */
	public CorsPolicyBuilder() {
		this.name = DEFAULT_NAME;
		this.parent = null;
	}

	/**
	 * Create a builder of a named policy, whose paths have to be set.
	 * @param name the policy's name
	 * @param parent where unset settings come from
	 */
	public CorsPolicyBuilder(String name, CorsPolicyBuilder parent) {
		this.name = name;
		this.parent = parent;
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
		this.allowedOrigins = copy(origins);
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
		this.allowedMethods = copy(methods);
		return this;
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
		this.allowedHeaders = copy(names);
		return this;
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
		this.exposedHeaders = copy(names);
		return this;
	}

	/**
	 * Set whether pages may send cookies, HTTP authentication and client certificates.
	 * @param allow whether they may; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder allowCredentials(@Nullable Boolean allow) {
		this.allowCredentials = allow;
		return this;
	}

	/**
	 * Set how long browsers may cache the answer to a preflight.
	 * @param maxAge whole seconds from 0 (not at all) to 24 hours; {@code null} to unset
	 * @return this
	 */
	public CorsPolicyBuilder maxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
		return this;
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
		this.paths = copy(patterns);
		return this;
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
	 * origins, but validated all the same.
	 * @param builders the builders, parents among them
	 * @param pathSyntax tells what is wrong with a path pattern
	 * @return the policies in the order of their builders
	 * @throws InvalidCorsPolicyException if anything is wrong with any of them
	 */
	public static List<CorsPolicy> buildAll(List<CorsPolicyBuilder> builders, PathSyntax pathSyntax) {
		return PolicyCompiler.compileAll(builders, pathSyntax);
	}

	/**
	 * Return the name of the policy.
	 * @return the name, {@link #DEFAULT_NAME} for the default policy
	 */
	public String name() {
		return this.name;
	}

	boolean isDefault() {
		return this.parent == null;
	}

	@Nullable List<String> ownAllowedOrigins() {
		return this.allowedOrigins;
	}

	@Nullable List<String> ownAllowedMethods() {
		return this.allowedMethods;
	}

	@Nullable List<String> ownAllowedHeaders() {
		return this.allowedHeaders;
	}

	@Nullable List<String> ownExposedHeaders() {
		return this.exposedHeaders;
	}

	@Nullable Boolean ownAllowCredentials() {
		return this.allowCredentials;
	}

	@Nullable Duration ownMaxAge() {
		return this.maxAge;
	}

	@Nullable List<String> ownPaths() {
		return this.paths;
	}

	@Nullable CorsPolicyBuilder parent() {
		return this.parent;
	}

	private static @Nullable List<String> copy(@Nullable Collection<String> elements) {
		return (elements != null) ? List.copyOf(elements) : null;
	}

}
