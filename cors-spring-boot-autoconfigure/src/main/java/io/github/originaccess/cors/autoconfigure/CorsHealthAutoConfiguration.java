// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.refresh.PolicyRefresher;
import io.github.originaccess.cors.refresh.RefreshHealth;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health of providers of allowed origins.
 */
@AutoConfiguration(after = CorsAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("cors")
@ConditionalOnBean({ PolicyRefresher.class, AllowedOriginsProvider.class })
public final class CorsHealthAutoConfiguration {

	CorsHealthAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "corsHealthIndicator", "corsHealthContributor" })
	HealthIndicator corsHealthIndicator(PolicyRefresher refresher) {
		return new RefreshHealth(refresher);
	}

}
