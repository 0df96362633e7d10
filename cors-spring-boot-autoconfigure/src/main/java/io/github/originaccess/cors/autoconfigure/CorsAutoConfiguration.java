// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.SettingPlaces;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Auto-configuration for CORS policies.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@Conditional(OnCorsEnabledCondition.class)
@Import({ DispatcherConfiguration.class, EarlierFilters.class, ManagementPathsConfiguration.class,
		SecondCorsLayers.class })
@ImportRuntimeHints(CorsRuntimeHints.class)
public final class CorsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CorsPolicyRegistry.class)
	PolicyReloader corsPolicyConfiguration(Environment environment, ObjectProvider<CorsPolicyCustomizer> customizers,
			ListableBeanFactory beans) {
		if (!OnCorsEnabledCondition.isEnabled(environment)) {
			return new PolicyReloader(emptyEnvironment(), List.of(), providers(environment, List.of()));
		}
		// Their names alone: a provider may need what is not there yet.
		List<AskedProvider> providers = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, AllowedOriginsProvider.class, true,
					false))
			.map((name) -> new AskedProvider(name, () -> beans.getBean(name, AllowedOriginsProvider.class)))
			.toList();
		return new PolicyReloader(environment, customizers.orderedStream().toList(), providers(environment, providers));
	}

	private static Environment emptyEnvironment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.stream()
			.toList()
			.forEach((source) -> environment.getPropertySources().remove(source.getName()));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private static OriginProviders providers(Environment environment, List<AskedProvider> providers) {
		return new OriginProviders(providers, RefreshThreads.asking(environment), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry corsPolicyRegistry(PolicyReloader reloader) {
		return reloader.registry();
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport corsPolicyStartupReport(CorsPolicyRegistry registry, ObjectProvider<PolicyReloader> reloader,
			Environment environment) {
		PolicyReloader sources = reloader.getIfAvailable();
		return new StartupReport(registry, sources, OnCorsEnabledCondition.isEnabled(environment),
				sources != null && !sources.providers().isEmpty());
	}

	@Bean
	@ConditionalOnMissingBean
	PolicyEvents corsPolicyEvents(CorsPolicyRegistry registry, ApplicationEventPublisher publisher) {
		return new PolicyEvents(registry, publisher);
	}

	@Bean
	@ConditionalOnBean(PolicyReloader.class)
	@ConditionalOnMissingBean
	OriginsRefresher corsPolicyRefresher(PolicyReloader reloader, StartupReport report, Environment environment,
			ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		return new OriginsRefresher(reloader, report, () -> RefreshThreads.scheduler(environment, platform, virtual),
				() -> ThreadLocalRandom.current().nextDouble());
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationWarnings corsPolicyApplicationWarnings(ConfigurableApplicationContext context,
			CorsPolicyRegistry registry, ObjectProvider<EarlierFilters.Finder> finders,
			ObjectProvider<SettingPlaces> sources, ObjectProvider<ExposedEndpoints> endpoints) {
		return new ApplicationWarnings(context, registry, finders,
				new OwnOriginWarnings(registry, sources, endpoints, context),
				OnCorsEnabledCondition.isEnabled(context.getEnvironment()));
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
	@ConditionalOnClass(EnvironmentChangeEvent.class)
	static class EnvironmentConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EnvironmentChanges corsPolicyEnvironmentChanges(ObjectProvider<PolicyReloader> reloader,
				ObjectProvider<OriginsRefresher> refresher) {
			return new EnvironmentChanges(reloader.getIfAvailable(), refresher.getIfAvailable());
		}

	}

}
