// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.originaccess.cors.servlet.CorsPolicyFilter;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties under {@code cors.*}: the settings of the default policy, those of the
 * named policies, and what concerns them all. The annotation is for the metadata: Boot's
 * own binding would stop at the first problem, so no bean of this type is registered.
 */
@ConfigurationProperties("cors")
class CorsProperties extends CorsPolicyProperties {

	/**
	 * Whether CORS policies are applied. If false, nothing is registered or validated.
	 */
	private boolean enabled = true;

	/**
	 * Order of the filter. Unless set, it stands after forwarded headers and observation,
	 * and before session and security.
	 */
	private int filterOrder = CorsPolicyFilter.DEFAULT_ORDER;

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

	public Map<String, CorsPolicyProperties> getPolicies() {
		return this.policies;
	}

}
