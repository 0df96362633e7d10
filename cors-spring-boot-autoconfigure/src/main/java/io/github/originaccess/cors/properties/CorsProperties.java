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
 * The properties under {@code cors.*}: the settings of the default policy, those of the
 * named policies, and what concerns them all. The annotation is for the metadata: Boot's
 * own binding would stop at the first problem, so no bean of this type is registered.
 */
@ConfigurationProperties("cors")
public class CorsProperties extends CorsPolicyProperties {

	/**
	 * Whether CORS policies are applied. If false, nothing is registered or validated.
	 */
	private boolean enabled = true;

	/**
	 * Order of the filter. Unless set, it stands directly after forwarded headers and
	 * observation, and before rate limiters, session and security.
	 */
	private int filterOrder = Ordered.HIGHEST_PRECEDENCE + 2;

	/**
	 * Whether responses say why a request was denied: in a header, and in the body of a
	 * refused preflight or request. A development aid: it tells strangers what is
	 * configured.
	 */
	private boolean explainDenials;

	/**
	 * Whether keys under "cors." that are no properties of this list are left alone, for
	 * applications that keep keys of their own there. If false, they stop the start.
	 */
	private boolean ignoreUnknownKeys;

	/**
	 * How often the allowed origins providers are asked again. Unless set, they are asked
	 * when the application starts and when a refresh is requested. A bare number is
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration refreshInterval;

	/**
	 * How long an allowed origins provider may take to answer for all policies. What it
	 * answered last stays if it takes longer. A bare number is seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration refreshTimeout = Duration.ofSeconds(10);

	/**
	 * Whether the start fails if an allowed origins provider does. If false, the
	 * application starts with the origins that are configured, and goes on asking.
	 */
	private boolean refreshFailFast;

	/**
	 * Named policies. What a policy leaves unset is inherited from the default policy.
	 */
	private final Map<String, CorsPolicyProperties> policies = new LinkedHashMap<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getFilterOrder() {
		return this.filterOrder;
	}

	public void setFilterOrder(int filterOrder) {
		this.filterOrder = filterOrder;
	}

	public boolean isExplainDenials() {
		return this.explainDenials;
	}

	public void setExplainDenials(boolean explainDenials) {
		this.explainDenials = explainDenials;
	}

	public boolean isIgnoreUnknownKeys() {
		return this.ignoreUnknownKeys;
	}

	public void setIgnoreUnknownKeys(boolean ignoreUnknownKeys) {
		this.ignoreUnknownKeys = ignoreUnknownKeys;
	}

	public @Nullable Duration getRefreshInterval() {
		return this.refreshInterval;
	}

	public void setRefreshInterval(@Nullable Duration refreshInterval) {
		this.refreshInterval = refreshInterval;
	}

	public Duration getRefreshTimeout() {
		return this.refreshTimeout;
	}

	public void setRefreshTimeout(Duration refreshTimeout) {
		this.refreshTimeout = refreshTimeout;
	}

	public boolean isRefreshFailFast() {
		return this.refreshFailFast;
	}

	public void setRefreshFailFast(boolean refreshFailFast) {
		this.refreshFailFast = refreshFailFast;
	}

	public Map<String, CorsPolicyProperties> getPolicies() {
		return this.policies;
	}

}
