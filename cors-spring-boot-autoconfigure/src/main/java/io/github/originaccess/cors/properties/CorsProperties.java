// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.Ordered;

/**
 * The properties under {@code cors.*}: the settings of the default policy, the settings
 * of the named policies, and the properties for all policies. No bean of this type is
 * registered, because Boot's own binding stops at the first problem. The annotation is
 * for the metadata only.
 */
@ConfigurationProperties("cors")
public class CorsProperties extends CorsPolicyProperties {

	/**
	 * Whether to apply CORS policies. If false, nothing is registered or validated.
	 */
	private boolean enabled = true;

	/**
	 * Order of the CORS filter. If unset, the filter runs directly after forwarded
	 * headers and observation, and before rate limiters, session and security.
	 */
	private int filterOrder = Ordered.HIGHEST_PRECEDENCE + 2;

	/**
	 * Whether responses say why a request was denied: in a header, and in the body of a
	 * refused preflight or request. For development only, because it shows strangers what
	 * is configured.
	 */
	private boolean explainDenials;

	/**
	 * Whether to ignore unknown keys under "cors.", for applications that have keys of
	 * their own there. If false, an unknown key fails the start.
	 */
	private boolean ignoreUnknownKeys;

	/**
	 * Time between two calls of the allowed origins providers. If unset, they are asked
	 * when the application starts and when a refresh is requested. If a duration suffix
	 * is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration refreshInterval;

	/**
	 * Time that an allowed origins provider may take to answer for all policies. If it
	 * takes longer, its last answer stays in force. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration refreshTimeout = Duration.ofSeconds(10);

	/**
	 * Whether the start fails if an allowed origins provider fails. If false, the
	 * application starts with the configured origins and asks the provider again later.
	 */
	private boolean refreshFailFast;

	/**
	 * Settings of named policies by name. A named policy inherits every setting that it
	 * leaves unset, except its paths, from the default policy.
	 */
	private final Map<String, CorsPolicyProperties> policies = new LinkedHashMap<>();

	/** Create properties with the defaults and without a named policy. */
	public CorsProperties() {
	}

	/**
	 * Return whether policies are applied.
	 * @return whether policies are applied
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether policies are applied.
	 * @param enabled whether policies are applied
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the order of the filter.
	 * @return the order of the filter
	 */
	public int getFilterOrder() {
		return this.filterOrder;
	}

	/**
	 * Set the order of the filter.
	 * @param filterOrder the order of the filter
	 */
	public void setFilterOrder(int filterOrder) {
		this.filterOrder = filterOrder;
	}

	/**
	 * Return whether responses explain denials.
	 * @return whether responses explain denials
	 */
	public boolean isExplainDenials() {
		return this.explainDenials;
	}

	/**
	 * Set whether responses explain denials.
	 * @param explainDenials whether responses explain denials
	 */
	public void setExplainDenials(boolean explainDenials) {
		this.explainDenials = explainDenials;
	}

	/**
	 * Return whether unknown keys are ignored.
	 * @return whether unknown keys are ignored
	 */
	public boolean isIgnoreUnknownKeys() {
		return this.ignoreUnknownKeys;
	}

	/**
	 * Set whether unknown keys are ignored.
	 * @param ignoreUnknownKeys whether unknown keys are ignored
	 */
	public void setIgnoreUnknownKeys(boolean ignoreUnknownKeys) {
		this.ignoreUnknownKeys = ignoreUnknownKeys;
	}

	/**
	 * Return the time between two calls of the providers.
	 * @return the time between two calls of the providers, {@code null} if unset
	 */
	public @Nullable Duration getRefreshInterval() {
		return this.refreshInterval;
	}

	/**
	 * Set the time between two calls of the providers.
	 * @param refreshInterval the time between two calls of the providers, {@code null} if
	 * unset
	 */
	public void setRefreshInterval(@Nullable Duration refreshInterval) {
		this.refreshInterval = refreshInterval;
	}

	/**
	 * Return the time that a provider may take to answer.
	 * @return the time that a provider may take to answer
	 */
	public Duration getRefreshTimeout() {
		return this.refreshTimeout;
	}

	/**
	 * Set the time that a provider may take to answer.
	 * @param refreshTimeout the time that a provider may take to answer
	 */
	public void setRefreshTimeout(Duration refreshTimeout) {
		this.refreshTimeout = refreshTimeout;
	}

	/**
	 * Return whether the start fails if a provider fails.
	 * @return whether the start fails if a provider fails
	 */
	public boolean isRefreshFailFast() {
		return this.refreshFailFast;
	}

	/**
	 * Set whether the start fails if a provider fails.
	 * @param refreshFailFast whether the start fails if a provider fails
	 */
	public void setRefreshFailFast(boolean refreshFailFast) {
		this.refreshFailFast = refreshFailFast;
	}

	/**
	 * Return the named policies by name.
	 * @return the named policies by name, in the order of their declarations; the map can
	 * be changed
	 */
	public Map<String, CorsPolicyProperties> getPolicies() {
		return this.policies;
	}

}
