// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.Locale;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.StringUtils;

/**
 * The fifth way of use: each tenant has a host and a policy of its own. The resolver
 * chooses the policy by the host. A tenant without a policy is refused, and never gets
 * the policy of the path.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Profile("tenants")
class TenantPolicies {

	private static final String DOMAIN = ".localhost";

	@Bean
	CorsPolicyResolver policyOfTenant(CorsPolicyRegistry policies) {
		return (request) -> {
			String tenant = tenantOf(request.host());
			return (tenant != null) ? policies.required(policyOf(tenant)) : null;
		};
	}

	/**
	 * Return the tenant that a host belongs to, or {@code null} if it belongs to none.
	 */
	static @Nullable String tenantOf(@Nullable String host) {
		// Servers accept a host with a dot at its end.
		String name = (host != null) ? StringUtils.trimTrailingCharacter(host.toLowerCase(Locale.ROOT), '.') : "";
		return name.endsWith(DOMAIN) ? name.substring(0, name.length() - DOMAIN.length()) : null;
	}

	/** Return the name of a tenant's policy, which is no name in a properties file. */
	static String policyOf(String tenant) {
		return "tenant-" + tenant;
	}

}
