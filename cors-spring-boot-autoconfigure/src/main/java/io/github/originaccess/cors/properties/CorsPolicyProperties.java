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
 * The settings of one policy. Unset is {@code null}; a list without elements is set to
 * nothing. Commas are left to the core, which knows that those in a list of ports do not
 * separate.
 */
public class CorsPolicyProperties {

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

	/**
	 * What happens to requests of pages that are not trusted: "browser" lets them reach
	 * the application and leaves it to the browser to keep the answer from the page,
	 * "server" refuses them, "report" tells what "server" would refuse.
	 */
	private @Nullable Enforcement enforcement;

	/**
	 * Origins that the application itself is reached at. If set, enforcement no longer
	 * takes it on trust that a request is of the same origin.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> ownOrigins;

	/**
	 * Whether credentials and enforcement may trust http origins, whose pages anybody on
	 * the network can alter.
	 */
	private @Nullable Boolean dangerouslyAllowInsecureOrigins;

	/**
	 * Whether credentials, enforcement and own origins may trust a wildcard under or
	 * above a public suffix, below which anybody can register a host.
	 */
	private @Nullable Boolean dangerouslyAllowPublicSuffixes;

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

	public @Nullable Enforcement getEnforcement() {
		return this.enforcement;
	}

	public void setEnforcement(@Nullable Enforcement enforcement) {
		this.enforcement = enforcement;
	}

	public @Nullable List<String> getOwnOrigins() {
		return this.ownOrigins;
	}

	public void setOwnOrigins(@Nullable List<String> ownOrigins) {
		this.ownOrigins = ownOrigins;
	}

	public @Nullable Boolean getDangerouslyAllowInsecureOrigins() {
		return this.dangerouslyAllowInsecureOrigins;
	}

	public void setDangerouslyAllowInsecureOrigins(@Nullable Boolean allow) {
		this.dangerouslyAllowInsecureOrigins = allow;
	}

	public @Nullable Boolean getDangerouslyAllowPublicSuffixes() {
		return this.dangerouslyAllowPublicSuffixes;
	}

	public void setDangerouslyAllowPublicSuffixes(@Nullable Boolean allow) {
		this.dangerouslyAllowPublicSuffixes = allow;
	}

}
