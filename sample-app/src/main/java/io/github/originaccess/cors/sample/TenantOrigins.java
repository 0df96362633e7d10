// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.registry.AllowedOriginsProvider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The fifth way of use: origins that tenants have entered join those of the properties.
 * The starter asks this provider at the start and then every
 * {@code cors.refresh-interval}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("tenants")
class TenantOrigins {

	@Bean
	AllowedOriginsProvider tenants(JdbcClient database) {
		return (policy) -> {
			if (!policy.equals("api")) {
				return null;
			}
			return database.sql("SELECT origin FROM tenant_origin")
				.query((row, number) -> row.getString("origin"))
				.list();
		};
	}

}
