// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.actuate.SettingSources;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for CORS policies.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@Conditional(OnCorsEnabledCondition.class)
@Import(SecondCorsLayers.class)
@ImportRuntimeHints(CorsRuntimeHints.class)
public final class CorsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CorsPolicyRegistry.class)
	ConfiguredPolicies corsPolicyConfiguration(Environment environment,
			ObjectProvider<CorsPolicyCustomizer> customizers) {
		if (!OnCorsEnabledCondition.isEnabled(environment)) {
			return new ConfiguredPolicies(List.of(), Map.of(), List.of());
		}
		return PolicyLoader.load(environment, customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry corsPolicyRegistry(ConfiguredPolicies configured) {
		return new CorsPolicyRegistry(configured.policies());
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport corsPolicyStartupReport(CorsPolicyRegistry registry, ObjectProvider<SettingSources> sources,
			Environment environment) {
		return new StartupReport(registry, sources.getIfAvailable(), OnCorsEnabledCondition.isEnabled(environment));
	}

	@Bean
	@ConditionalOnMissingBean
	DenialLog corsDenialLog() {
		return new DenialLog();
	}

	private static int filterOrder(Environment environment, int defaultOrder) {
		return Binder.get(environment).bind("cors.filter-order", Integer.class).orElse(defaultOrder);
	}

	static boolean explainsDenials(Environment environment) {
		return Binder.get(environment).bind("cors.explain-denials", Boolean.class).orElse(false);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(value = CorsPolicyFilter.class, parameterizedContainer = FilterRegistrationBean.class)
		FilterRegistrationBean<CorsPolicyFilter> corsPolicyFilter(CorsPolicyRegistry registry,
				ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<DecisionObserver> observers,
				Environment environment) {
			CorsPolicyFilter filter = new CorsPolicyFilter(registry);
			filter.setPolicyResolver(resolver.getIfAvailable());
			filter.setObservers(observers.orderedStream().toList());
			filter.setExplainDenials(explainsDenials(environment));
			FilterRegistrationBean<CorsPolicyFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(filterOrder(environment, CorsPolicyFilter.DEFAULT_ORDER));
			registration.setEnabled(OnCorsEnabledCondition.isEnabled(environment));
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CorsPolicyWebFilter corsPolicyWebFilter(CorsPolicyRegistry registry,
				ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<DecisionObserver> observers,
				Environment environment) {
			boolean enabled = OnCorsEnabledCondition.isEnabled(environment);
			CorsPolicyWebFilter filter = new CorsPolicyWebFilter(
					enabled ? registry : new CorsPolicyRegistry(List.of()));
			filter.setPolicyResolver(enabled ? resolver.getIfAvailable() : null);
			filter.setObservers(observers.orderedStream().toList());
			filter.setExplainDenials(explainsDenials(environment));
			filter.setOrder(filterOrder(environment, CorsPolicyWebFilter.DEFAULT_ORDER));
			return filter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	static class ManagementConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ManagementPaths corsPolicyManagementPaths(CorsPolicyRegistry registry,
				ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			return new ManagementPaths(registry, endpoints, environment);
		}

	}

}
