// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.application.ApplicationWarnings;
import io.github.originaccess.cors.layers.GatewayLayers;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.layers.LayerSearch;
import io.github.originaccess.cors.migrate.ExistingCors;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.refresh.CustomizerBean;
import io.github.originaccess.cors.refresh.EnvironmentChanges;
import io.github.originaccess.cors.refresh.PolicyEvents;
import io.github.originaccess.cors.refresh.PolicyLog;
import io.github.originaccess.cors.refresh.PolicyRefresher;
import io.github.originaccess.cors.refresh.ProviderSchedule;
import io.github.originaccess.cors.refresh.Providers;
import io.github.originaccess.cors.refresh.ScopeRefreshes;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for CORS policies.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@Conditional(OnCorsEnabledCondition.class)
public final class CorsAutoConfiguration {

	CorsAutoConfiguration() {
	}

	/** Only an application that is processed ahead of time needs it. */
	@Bean
	@ConditionalOnProperty("spring.aot.processing")
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyDisabledCors")
	static BeanDefinitionRegistryPostProcessor originAccessCorsPolicyDisabledCors(Environment environment) {
		return new DisabledCors(environment);
	}

	@Bean
	@ConditionalOnMissingBean(CorsPolicyRegistry.class)
	PolicyRefresher originAccessCorsPolicyRefresher(Environment environment,
			ObjectProvider<CorsPolicyCustomizer> customizers, ListableBeanFactory beans) {
		return new PolicyRefresher(environment, named(customizers, beans), nameOfUsed(beans, CorsPolicyResolver.class),
				Providers.of(beans, environment));
	}

	private static List<String> names(ListableBeanFactory beans, Class<?> type) {
		return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
	}

	/**
	 * Return the name of the bean of a type that is used: the primary one of several. It
	 * is not created, since it may need the policies.
	 */
	private static List<String> nameOfUsed(ListableBeanFactory beans, Class<?> type) {
		List<String> names = names(beans, type);
		List<String> primary = new ArrayList<>();
		for (String name : names) {
			if (isPrimary(beans, name)) {
				primary.add(name);
			}
		}
		return (primary.size() == 1) ? primary : names;
	}

	private static boolean isPrimary(ListableBeanFactory beans, String name) {
		return beans instanceof ConfigurableListableBeanFactory factory && factory.containsBeanDefinition(name)
				&& factory.getBeanDefinition(name).isPrimary();
	}

	/** Return the customizers in their order, with the names of their beans. */
	private static List<CustomizerBean> named(ObjectProvider<CorsPolicyCustomizer> customizers,
			ListableBeanFactory beans) {
		Map<CorsPolicyCustomizer, String> names = new IdentityHashMap<>();
		for (Map.Entry<String, CorsPolicyCustomizer> bean : BeanFactoryUtils
			.beansOfTypeIncludingAncestors(beans, CorsPolicyCustomizer.class)
			.entrySet()) {
			names.put(bean.getValue(), bean.getKey());
		}
		List<CustomizerBean> named = new ArrayList<>();
		for (CorsPolicyCustomizer customizer : customizers.orderedStream().toList()) {
			named.add(new CustomizerBean(names.getOrDefault(customizer, customizer.getClass().getName()), customizer));
		}
		return named;
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry originAccessCorsPolicyRegistry(PolicyRefresher refresher) {
		return refresher.registry();
	}

	/** The places of policies that the application makes itself. */
	@Bean
	@ConditionalOnMissingBean
	SettingPlaces originAccessCorsSettingPlaces(CorsPolicyRegistry registry, ListableBeanFactory beans) {
		List<String> registries = nameOfUsed(beans, CorsPolicyRegistry.class);
		List<String> resolvers = nameOfUsed(beans, CorsPolicyResolver.class);
		return new CodePlaces(registry, registries, resolvers);
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyLog")
	PolicyLog originAccessCorsPolicyLog(CorsPolicyRegistry registry, SettingPlaces places,
			ObjectProvider<PolicyRefresher> refresher, Environment environment, ListableBeanFactory beans) {
		PolicyRefresher policies = refresher.getIfAvailable();
		PolicyLog log = new PolicyLog(registry, places, policies != null && !policies.providers().isEmpty(),
				explainsDenials(environment), nameOfUsed(beans, CorsPolicyResolver.class));
		registry.addListener(log);
		return log;
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyEvents")
	PolicyEvents originAccessCorsPolicyEvents(CorsPolicyRegistry registry, ApplicationEventPublisher publisher) {
		return new PolicyEvents(registry, publisher);
	}

	@Bean
	@ConditionalOnBean(name = "originAccessCorsPolicyRefresher")
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyProviderSchedule")
	ProviderSchedule originAccessCorsPolicyProviderSchedule(PolicyRefresher refresher, PolicyLog log,
			Environment environment, ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		return new ProviderSchedule(refresher, log, environment, platform, virtual);
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyLayerFinder")
	LayerFinder originAccessCorsPolicyLayerFinder(ConfigurableApplicationContext context,
			ObjectProvider<LayerSearch> searches) {
		return new LayerFinder(context, searches);
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyApplicationWarnings")
	ApplicationWarnings originAccessCorsPolicyApplicationWarnings(ConfigurableApplicationContext context,
			CorsPolicyRegistry registry, SettingPlaces places, LayerFinder finder) {
		ApplicationWarnings warnings = new ApplicationWarnings(context, registry, places, finder);
		registry.addListener(warnings);
		return warnings;
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsExistingCors")
	ExistingCors originAccessCorsExistingCors(ApplicationContext context, CorsPolicyRegistry registry,
			LayerFinder finder) {
		return new ExistingCors(context, registry, finder);
	}

	@Bean
	@ConditionalOnMissingBean
	DenialLog originAccessCorsDenialLog(SettingPlaces places) {
		return new DenialLog(places);
	}

	private static int filterOrder(Environment environment, int defaultOrder) {
		return Binder.get(environment).bind("cors.filter-order", Integer.class).orElse(defaultOrder);
	}

	static boolean explainsDenials(Environment environment) {
		return Binder.get(environment).bind("cors.explain-denials", Boolean.class).orElse(false);
	}

	/*
	 * Spring reads all nested classes at each start. What they import is read only if
	 * their conditions match.
	 */

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@Import(ServletDispatcherConfiguration.class)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(value = CorsPolicyFilter.class, parameterizedContainer = FilterRegistrationBean.class)
		FilterRegistrationBean<CorsPolicyFilter> originAccessCorsPolicyFilter(CorsPolicyRegistry registry,
				ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<DecisionObserver> observers,
				SettingPlaces places, Environment environment) {
			CorsPolicyFilter filter = new CorsPolicyFilter(registry);
			filter.setPolicyResolver(resolver.getIfAvailable());
			filter.setObservers(observers.orderedStream().toList());
			filter.setSettingPlaces(places);
			filter.setExplainDenials(explainsDenials(environment));
			FilterRegistrationBean<CorsPolicyFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(filterOrder(environment, CorsPolicyFilter.DEFAULT_ORDER));
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@Import(ReactiveDispatcherConfiguration.class)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CorsPolicyWebFilter originAccessCorsPolicyWebFilter(CorsPolicyRegistry registry,
				ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<DecisionObserver> observers,
				SettingPlaces places, Environment environment) {
			CorsPolicyWebFilter filter = new CorsPolicyWebFilter(registry);
			filter.setPolicyResolver(resolver.getIfAvailable());
			filter.setObservers(observers.orderedStream().toList());
			filter.setSettingPlaces(places);
			filter.setExplainDenials(explainsDenials(environment));
			filter.setOrder(filterOrder(environment, CorsPolicyWebFilter.DEFAULT_ORDER));
			return filter;
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(GlobalCorsProperties.class)
		static class GatewayConfiguration {

			@Bean
			@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondGatewayLayers")
			GatewayLayers originAccessCorsPolicySecondGatewayLayers(Environment environment,
					ObjectProvider<ApplicationWarnings> warnings) {
				return new GatewayLayers(environment, () -> warnings.ifAvailable(ApplicationWarnings::searchAgain));
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	@Import(ManagementPathsConfiguration.class)
	static class ManagementConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(EnvironmentChangeEvent.class)
	static class EnvironmentConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EnvironmentChanges originAccessCorsPolicyEnvironmentChanges(ObjectProvider<PolicyRefresher> refresher,
				ObjectProvider<ProviderSchedule> schedule) {
			return new EnvironmentChanges(refresher.getIfAvailable(), schedule.getIfAvailable());
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(RefreshScopeRefreshedEvent.class)
		static class ScopeConfiguration {

			@Bean
			@ConditionalOnMissingBean
			ScopeRefreshes originAccessCorsPolicyScopeRefreshes(ObjectProvider<ProviderSchedule> schedule) {
				return new ScopeRefreshes(schedule.getIfAvailable());
			}

		}

	}

}
