// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.observe.CorsMetrics;
import io.github.originaccess.cors.refresh.PolicyRefresher;
import io.github.originaccess.cors.refresh.RefreshMetrics;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the metrics of CORS policies.
 */
@AutoConfiguration(after = CorsAutoConfiguration.class,
		// The name in Boot 4, and that in Boot 3.5.
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, MeterRegistry.class })
public final class CorsMetricsAutoConfiguration {

	CorsMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	CorsMetrics originAccessCorsMetrics(MeterRegistry meters, CorsPolicyRegistry policies) {
		CorsMetrics metrics = new CorsMetrics(meters, List.of());
		policies.addListener(metrics);
		return metrics;
	}

	@Bean
	@ConditionalOnMissingBean
	RefreshMetrics originAccessCorsRefreshMetrics(MeterRegistry meters, CorsPolicyRegistry policies,
			ObjectProvider<PolicyRefresher> refresher) {
		RefreshMetrics metrics = new RefreshMetrics(meters, refresher.getIfAvailable());
		policies.addListener(metrics);
		return metrics;
	}

}
