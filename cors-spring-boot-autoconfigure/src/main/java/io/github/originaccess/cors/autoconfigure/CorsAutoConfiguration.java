// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.application.ApplicationWarnings;
import io.github.originaccess.cors.application.EarlierFilters;
import io.github.originaccess.cors.application.ExposedEndpoints;
import io.github.originaccess.cors.application.IneffectiveSettings;
import io.github.originaccess.cors.application.OwnOriginWarnings;
import io.github.originaccess.cors.layers.LayerHints;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.properties.CorsProperties;
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
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
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
@Import({ ApplicationWarningsConfiguration.class, DispatcherConfiguration.class, LayerSearchConfiguration.class,
		ManagementPathsConfiguration.class })
@ImportRuntimeHints({ CorsAutoConfiguration.Hints.class, LayerHints.class })
public final class CorsAutoConfiguration {

	CorsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	static DisabledCors originAccessCorsPolicyDisabledCors(Environment environment) {
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
		List<String> primary = names.stream().filter((name) -> isPrimary(beans, name)).toList();
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
		BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, CorsPolicyCustomizer.class)
			.forEach((name, customizer) -> names.put(customizer, name));
		return customizers.orderedStream()
			.map((customizer) -> new CustomizerBean(names.getOrDefault(customizer, customizer.getClass().getName()),
					customizer))
			.toList();
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

	/**
	 * The places of policies that the application makes itself.
	 *
	 * @param registry the policies in force
	 * @param registries the names of the beans that made them
	 * @param resolvers the names of the beans that make the others
	 */
	private record CodePlaces(CorsPolicyRegistry registry, List<String> registries,
			List<String> resolvers) implements SettingPlaces {

		@Override
		public SettingPlace find(CorsPolicy policy, Setting setting) {
			return SettingPlace
				.inCode((this.registry.policy(policy.name()) != null) ? this.registries : this.resolvers);
		}

		@Override
		public SettingPlace ofPolicies() {
			return SettingPlace.inCode(this.registries);
		}

	}

	@Bean
	@ConditionalOnMissingBean
	PolicyLog originAccessCorsPolicyLog(CorsPolicyRegistry registry, SettingPlaces places,
			ObjectProvider<PolicyRefresher> refresher, Environment environment, ListableBeanFactory beans) {
		PolicyRefresher policies = refresher.getIfAvailable();
		PolicyLog log = new PolicyLog(registry, places, policies != null && !policies.providers().isEmpty(),
				explainsDenials(environment), nameOfUsed(beans, CorsPolicyResolver.class));
		registry.addListener(log);
		return log;
	}

	@Bean
	@ConditionalOnMissingBean
	PolicyEvents originAccessCorsPolicyEvents(CorsPolicyRegistry registry, ApplicationEventPublisher publisher) {
		return new PolicyEvents(registry, publisher);
	}

	@Bean
	@ConditionalOnBean(PolicyRefresher.class)
	@ConditionalOnMissingBean
	ProviderSchedule originAccessCorsPolicyProviderSchedule(PolicyRefresher refresher, PolicyLog log,
			Environment environment, ObjectProvider<ThreadPoolTaskSchedulerBuilder> platform,
			ObjectProvider<SimpleAsyncTaskSchedulerBuilder> virtual) {
		return new ProviderSchedule(refresher, log, environment, platform, virtual);
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationWarnings originAccessCorsPolicyApplicationWarnings(ConfigurableApplicationContext context,
			CorsPolicyRegistry registry, ObjectProvider<EarlierFilters> earlierFilters, SettingPlaces places,
			ObjectProvider<ExposedEndpoints> endpoints) {
		ApplicationWarnings warnings = new ApplicationWarnings(context, registry, earlierFilters,
				new OwnOriginWarnings(registry, places, endpoints, context),
				new IneffectiveSettings(registry, places, endpoints, context));
		registry.addListener(warnings);
		return warnings;
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
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

	/**
	 * Hints for a native image. The properties need some, since they are no bean. The
	 * public suffix list is a file that is read while a policy is compiled.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(CorsProperties.class).registerHints(hints);
			hints.resources().registerPattern("io/github/originaccess/cors/public-suffix-list.dat");
		}

	}

}
