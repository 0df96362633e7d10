// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.actuate.CorsEndpoint;
import io.github.originaccess.cors.actuate.ParameterCheck;
import io.github.originaccess.cors.application.ApplicationWarnings;
import io.github.originaccess.cors.application.ContextPath;
import io.github.originaccess.cors.migrate.ExistingCors;
import io.github.originaccess.cors.refresh.PolicyRefresher;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the actuator endpoint of CORS policies.
 */
@AutoConfiguration(after = CorsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(CorsEndpoint.class)
@ConditionalOnBean(CorsPolicyRegistry.class)
public final class CorsEndpointAutoConfiguration {

	CorsEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	CorsEndpoint originAccessCorsEndpoint(CorsPolicyRegistry registry, SettingPlaces places,
			ObjectProvider<PolicyRefresher> policies, ObjectProvider<ApplicationWarnings> application,
			ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<ExistingCors> existing, Environment environment,
			ApplicationContext context) {
		return new CorsEndpoint(registry, places,
				() -> warnings(policies.getIfAvailable(), application.getIfAvailable()),
				() -> existing.stream().flatMap((each) -> each.lines().stream()).toList(),
				CorsAutoConfiguration.explainsDenials(environment), resolver.getIfAvailable(), ContextPath.of(context),
				() -> managementPort(environment));
	}

	private static int managementPort(Environment environment) {
		return (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT)
				? environment.getProperty("local.management.port", Integer.class, -1) : -1;
	}

	@Bean
	@ConditionalOnMissingBean
	ParameterCheck originAccessCorsParameterCheck() {
		return new ParameterCheck();
	}

	private static List<String> warnings(@Nullable PolicyRefresher policies,
			@Nullable ApplicationWarnings application) {
		List<String> all = new ArrayList<>();
		if (policies != null) {
			all.addAll(policies.warnings());
		}
		if (application != null) {
			all.addAll(application.lines());
		}
		return all;
	}

}
