// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.originaccess.cors.Enforcement;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.Delimiter;
import org.springframework.boot.convert.DurationUnit;

/**
 * The settings of one policy as bound from properties. A setting that is unset is
 * {@code null}; a list that is set to nothing is empty. The lists hold text as written:
 * the core splits it at commas, because a comma in a list of ports does not separate.
 */
public class CorsPolicyProperties {

	/**
	 * Comma-separated list of origins that pages may come from, such as
	 * "https://app.example.com", or of patterns, such as "https://*.example.com". "*"
	 * allows every origin. If unset at the top level, the default policy covers no path.
	 * If empty, no origin is allowed.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedOrigins;

	/**
	 * Comma-separated list of request methods that pages may use. "*" allows every
	 * method. GET includes HEAD.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedMethods;

	/**
	 * Comma-separated list of request header names that pages may send. "*" allows every
	 * header, including Authorization. If empty, only safelisted headers are allowed.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedHeaders;

	/**
	 * Comma-separated list of response header names that pages may read in addition to
	 * the safelisted ones. "*" exposes every header and is not possible with credentials.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> exposedHeaders;

	/**
	 * Whether pages may send cookies, HTTP authentication and client certificates.
	 */
	private @Nullable Boolean allowCredentials;

	/**
	 * Time for which browsers may cache the response to a preflight, at most 24 hours. 0
	 * turns caching off. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxAge;

	/**
	 * Comma-separated list of path patterns that the policy covers, relative to the
	 * context path. Required for a named policy, unless a CorsPolicyResolver chooses it.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> paths;

	/**
	 * Treatment of requests from pages that are not trusted. "browser" lets them reach
	 * the application and relies on the browser to withhold the response from the page.
	 * "server" refuses them. "report" works like "browser" and reports what "server"
	 * would refuse.
	 */
	private @Nullable Enforcement enforcement;

	/**
	 * Comma-separated list of origins that the application itself is reached at. If set,
	 * enforcement checks same-origin requests against it and no longer trusts that they
	 * are same-origin.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> ownOrigins;

	/**
	 * Whether credentials and enforcement may trust http origins. Anyone on the network
	 * can alter the pages of an http origin.
	 */
	private @Nullable Boolean dangerouslyAllowInsecureOrigins;

	/**
	 * Whether credentials, enforcement and own origins may trust a wildcard under or
	 * above a public suffix, or every host of a custom scheme. Anyone can register a host
	 * below a public suffix.
	 */
	private @Nullable Boolean dangerouslyAllowPublicSuffixes;

	/** Create settings that are all unset. */
	public CorsPolicyProperties() {
	}

	/**
	 * Return the allowed origins and patterns.
	 * @return the allowed origins and patterns, {@code null} if unset
	 */
	public @Nullable List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	/**
	 * Set the allowed origins and patterns.
	 * @param allowedOrigins the allowed origins and patterns, {@code null} if unset
	 */
	public void setAllowedOrigins(@Nullable List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	/**
	 * Return the allowed methods.
	 * @return the allowed methods, {@code null} if unset
	 */
	public @Nullable List<String> getAllowedMethods() {
		return this.allowedMethods;
	}

	/**
	 * Set the allowed methods.
	 * @param allowedMethods the allowed methods, {@code null} if unset
	 */
	public void setAllowedMethods(@Nullable List<String> allowedMethods) {
		this.allowedMethods = allowedMethods;
	}

	/**
	 * Return the allowed request header names.
	 * @return the allowed request header names, {@code null} if unset
	 */
	public @Nullable List<String> getAllowedHeaders() {
		return this.allowedHeaders;
	}

	/**
	 * Set the allowed request header names.
	 * @param allowedHeaders the allowed request header names, {@code null} if unset
	 */
	public void setAllowedHeaders(@Nullable List<String> allowedHeaders) {
		this.allowedHeaders = allowedHeaders;
	}

	/**
	 * Return the exposed response header names.
	 * @return the exposed response header names, {@code null} if unset
	 */
	public @Nullable List<String> getExposedHeaders() {
		return this.exposedHeaders;
	}

	/**
	 * Set the exposed response header names.
	 * @param exposedHeaders the exposed response header names, {@code null} if unset
	 */
	public void setExposedHeaders(@Nullable List<String> exposedHeaders) {
		this.exposedHeaders = exposedHeaders;
	}

	/**
	 * Return whether credentials are allowed.
	 * @return whether credentials are allowed, {@code null} if unset
	 */
	public @Nullable Boolean getAllowCredentials() {
		return this.allowCredentials;
	}

	/**
	 * Set whether credentials are allowed.
	 * @param allowCredentials whether credentials are allowed, {@code null} if unset
	 */
	public void setAllowCredentials(@Nullable Boolean allowCredentials) {
		this.allowCredentials = allowCredentials;
	}

	/**
	 * Return the time for which browsers may cache a preflight.
	 * @return the time for which browsers may cache a preflight, {@code null} if unset
	 */
	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	/**
	 * Set the time for which browsers may cache a preflight.
	 * @param maxAge the time for which browsers may cache a preflight, {@code null} if
	 * unset
	 */
	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

	/**
	 * Return the path patterns.
	 * @return the path patterns, {@code null} if unset
	 */
	public @Nullable List<String> getPaths() {
		return this.paths;
	}

	/**
	 * Set the path patterns.
	 * @param paths the path patterns, {@code null} if unset
	 */
	public void setPaths(@Nullable List<String> paths) {
		this.paths = paths;
	}

	/**
	 * Return the enforcement.
	 * @return the treatment of requests from pages that are not trusted, {@code null} if
	 * unset
	 */
	public @Nullable Enforcement getEnforcement() {
		return this.enforcement;
	}

	/**
	 * Set the enforcement.
	 * @param enforcement the treatment of requests from pages that are not trusted,
	 * {@code null} if unset
	 */
	public void setEnforcement(@Nullable Enforcement enforcement) {
		this.enforcement = enforcement;
	}

	/**
	 * Return the application's own origins.
	 * @return the application's own origins, {@code null} if unset
	 */
	public @Nullable List<String> getOwnOrigins() {
		return this.ownOrigins;
	}

	/**
	 * Set the application's own origins.
	 * @param ownOrigins the application's own origins, {@code null} if unset
	 */
	public void setOwnOrigins(@Nullable List<String> ownOrigins) {
		this.ownOrigins = ownOrigins;
	}

	/**
	 * Return whether http origins may be trusted.
	 * @return whether http origins may be trusted, {@code null} if unset
	 */
	public @Nullable Boolean getDangerouslyAllowInsecureOrigins() {
		return this.dangerouslyAllowInsecureOrigins;
	}

	/**
	 * Set whether http origins may be trusted.
	 * @param allow whether http origins may be trusted, {@code null} if unset
	 */
	public void setDangerouslyAllowInsecureOrigins(@Nullable Boolean allow) {
		this.dangerouslyAllowInsecureOrigins = allow;
	}

	/**
	 * Return whether wildcards at public suffixes may be trusted.
	 * @return whether wildcards at public suffixes may be trusted, {@code null} if unset
	 */
	public @Nullable Boolean getDangerouslyAllowPublicSuffixes() {
		return this.dangerouslyAllowPublicSuffixes;
	}

	/**
	 * Set whether wildcards at public suffixes may be trusted.
	 * @param allow whether wildcards at public suffixes may be trusted, {@code null} if
	 * unset
	 */
	public void setDangerouslyAllowPublicSuffixes(@Nullable Boolean allow) {
		this.dangerouslyAllowPublicSuffixes = allow;
	}

}
