// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.Delimiter;
import org.springframework.boot.convert.DurationUnit;

/**
 * The settings of one policy. Unset is {@code null}; a list without elements is set to
 * nothing. Commas are left to the core, which knows that those in a list of ports do not
 * separate.
 */
class CorsPolicyProperties {

	/**
	 * Origins that pages may come from, such as "https://app.example.com", or patterns of
	 * them, such as "https://*.example.com". "*" allows every origin. If unset at the top
	 * level, the default policy covers no path; if empty, nobody is allowed.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedOrigins;

	/**
	 * Request methods that pages may use. "*" allows every method. GET includes HEAD.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedMethods;

	/**
	 * Names of the request headers that pages may send. "*" allows every header,
	 * Authorization included; if empty, only safelisted headers are allowed.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> allowedHeaders;

	/**
	 * Names of the response headers that pages may read besides the safelisted ones. "*"
	 * exposes every header and is refused with credentials.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> exposedHeaders;

	/**
	 * Whether pages may send cookies, HTTP authentication and client certificates.
	 */
	private @Nullable Boolean allowCredentials;

	/**
	 * Time for which browsers may cache the answer to a preflight, at most 24 hours. 0
	 * turns caching off. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxAge;

	/**
	 * Path patterns that the policy covers, relative to the context path. Required for a
	 * named policy.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> paths;

	public @Nullable List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(@Nullable List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public @Nullable List<String> getAllowedMethods() {
		return this.allowedMethods;
	}

	public void setAllowedMethods(@Nullable List<String> allowedMethods) {
		this.allowedMethods = allowedMethods;
	}

	public @Nullable List<String> getAllowedHeaders() {
		return this.allowedHeaders;
	}

	public void setAllowedHeaders(@Nullable List<String> allowedHeaders) {
		this.allowedHeaders = allowedHeaders;
	}

	public @Nullable List<String> getExposedHeaders() {
		return this.exposedHeaders;
	}

	public void setExposedHeaders(@Nullable List<String> exposedHeaders) {
		this.exposedHeaders = exposedHeaders;
	}

	public @Nullable Boolean getAllowCredentials() {
		return this.allowCredentials;
	}

	public void setAllowCredentials(@Nullable Boolean allowCredentials) {
		this.allowCredentials = allowCredentials;
	}

	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

	public @Nullable List<String> getPaths() {
		return this.paths;
	}

	public void setPaths(@Nullable List<String> paths) {
		this.paths = paths;
	}

}
