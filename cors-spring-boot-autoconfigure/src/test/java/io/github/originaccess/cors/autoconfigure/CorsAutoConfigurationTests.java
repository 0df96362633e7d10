// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.observe.CorsMetrics;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.refresh.RefreshedApplication;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

class CorsAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class));

	/** Evaluates the conditions as a build does. */
	private final WebApplicationContextRunner processed = this.runner.withPropertyValues("spring.aot.processing=true");

	/** The names of components whose classes are named like ours. */
	@ParameterizedTest
	@ValueSource(strings = { "corsPolicyFilter", "corsPolicyWebFilter", "corsPolicyRegistry", "corsDenialLog",
			"denialLog", "corsPolicyLog", "corsMetrics", "corsEndpoint", "corsHealthIndicator", "corsPolicyRefresher",
			"corsPolicyPathMatching", "corsPolicySecondLayerWarnings" })
	void beanOfTheApplicationMayHaveAnyName(String name) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(name, String.class, () -> "another bean")
			.run((context) -> assertThat(context).hasNotFailed().hasBean(name).hasBean("originAccessCorsPolicyFilter"));
	}

	@Test
	void registersTheFilterBeforeSessionAndSecurity() {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example").run((context) -> {
			FilterRegistrationBean<?> registration = context.getBean("originAccessCorsPolicyFilter",
					FilterRegistrationBean.class);
			assertThat(registration.getFilter()).isInstanceOf(CorsPolicyFilter.class);
			assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 2);
			assertThat(context).doesNotHaveBean("corsFilter").doesNotHaveBean("corsConfigurationSource");
		});
	}

	@Test
	void filterOrderIsAProperty() {
		this.runner.withPropertyValues("cors.filter-order=7")
			.run((context) -> assertThat(
					context.getBean("originAccessCorsPolicyFilter", FilterRegistrationBean.class).getOrder())
				.isEqualTo(7));
	}

	@Test
	void disabledMeansNothingIsRegisteredOrValidated() {
		this.runner.withPropertyValues("cors.enabled=false", "cors.allowed-origins=no origin")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
	}

	@ParameterizedTest
	@CsvSource({ "false, 0", "FALSE, 0", "no, 0", "off, 0", "0, 0", "' false ', 0", "true, 2", "yes, 2", "on, 2",
			"1, 2", "'true ', 2", "'', 2" })
	void registersTheFiltersUnlessDisabledInAnySpelling(String enabled, int filters) {
		this.runner.withInitializer(property("cors.enabled", enabled))
			.run((context) -> assertThat(context.getBeansOfType(FilterRegistrationBean.class)).hasSize(filters));
	}

	@Test
	void enabledMustBeTrueOrFalse() {
		this.runner.withInitializer(property("cors.enabled", "maybe"))
			.run((context) -> assertThat(causes(context.getStartupFailure()))
				.hasAtLeastOneElementOfType(BindException.class));
		this.runner.withInitializer(property("cors.enabled", "maybe"))
			.withPropertyValues("cors.allowed-methods=TRACE")
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly("wrong-type",
					"method-forbidden"));
		this.runner.withInitializer(property("cors.enabled", "${NO_SUCH}"))
			.run((context) -> assertThat(problems(context.getStartupFailure()))
				.containsExactly("unresolved-placeholder"));
	}

	@Test
	void removesItsBeansIfDisabledAfterTheBuild() {
		this.processed.withUserConfiguration(DisabledAfterTheBuild.class)
			.withBean("ofTheApplication", CorsPolicyBuilder.class)
			.withPropertyValues("cors.allowed-origins=no origin")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(FilterRegistrationBean.class)
				.hasBean("ofTheApplication"));
	}

	@Test
	void metricsOfTheApplicationsRegistryStayIfDisabledAfterTheBuild() {
		this.processed.withConfiguration(AutoConfigurations.of(CorsMetricsAutoConfiguration.class))
			.withUserConfiguration(DisabledAfterTheBuild.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(CorsPolicyRegistry.class, () -> new CorsPolicyRegistry(List.of()))
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyRegistry.class)
				.hasSingleBean(CorsMetrics.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
		this.processed.withConfiguration(AutoConfigurations.of(CorsMetricsAutoConfiguration.class))
			.withUserConfiguration(DisabledAfterTheBuild.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsMetrics.class));
	}

	@Test
	void listenerOfTheApplicationIsNotRegisteredUnasked() {
		AtomicInteger calls = new AtomicInteger();
		this.runner.withBean(CorsPolicyListener.class, () -> new CorsPolicyListener() {

			@Override
			public void settled(List<CorsPolicy> policies) {
				calls.incrementAndGet();
			}

		}).run((context) -> assertThat(calls).hasValue(0));
	}

	@Test
	void registersNothingOutsideOfWebApplications() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsPolicyRegistry.class));
	}

	@Test
	void backsOffToTheApplicationsRegistry() {
		this.runner.withUserConfiguration(OwnRegistry.class)
			.withPropertyValues("cors.allowed-origins=not read")
			.run((context) -> assertThat(context.getBean(CorsPolicyRegistry.class).policies()).isEmpty());
	}

	@Test
	void backsOffToTheApplicationsFilter() {
		this.runner.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context).hasSingleBean(Filter.class)
				.doesNotHaveBean("originAccessCorsPolicyFilter"));
		this.runner.withUserConfiguration(OwnRegistration.class)
			.run((context) -> assertThat(context.getBeansOfType(FilterRegistrationBean.class))
				.containsOnlyKeys("ownRegistration", "originAccessCorsPolicyRewrittenPathFilter"));
	}

	/**
	 * A filter that is mapped to a URL would run before filters that rewrite the path.
	 */
	@Test
	void filterOfRewrittenPathsIsMappedToDispatcherServletsOnly() {
		this.runner.run((context) -> assertThat(rewritten(context).isEnabled()).as("no servlet").isFalse());
		this.runner.withConfiguration(AutoConfigurations.of(DispatcherServletAutoConfiguration.class))
			.withUserConfiguration(SecondDispatcher.class)
			.run((context) -> {
				assertThat(rewritten(context).isEnabled()).isTrue();
				assertThat(rewritten(context).getServletNames()).containsExactlyInAnyOrder("dispatcherServlet",
						"second");
				assertThat(rewritten(context).getUrlPatterns()).isEmpty();
				assertThat(rewritten(context).determineDispatcherTypes())
					.containsExactlyInAnyOrder(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
			});
		this.runner.withConfiguration(AutoConfigurations.of(DispatcherServletAutoConfiguration.class))
			.withUserConfiguration(DisabledRegistration.class)
			.run((context) -> assertThat(rewritten(context).isEnabled()).isFalse());
	}

	private static FilterRegistrationBean<?> rewritten(AssertableWebApplicationContext context) {
		return context.getBean("originAccessCorsPolicyRewrittenPathFilter", FilterRegistrationBean.class);
	}

	@Test
	void removesNothingUnlessProcessedAheadOfTime() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(DisabledCors.class));
	}

	/**
	 * Sets the property after the conditions were evaluated. The environment of an
	 * application that was processed ahead of time does the same.
	 */
	@Configuration(proxyBeanMethods = false)
	static class DisabledAfterTheBuild {

		@Bean
		static OrderedPostProcessor disabling(ConfigurableEnvironment environment) {
			return () -> environment.getPropertySources()
				.addFirst(new MapPropertySource("run", Map.of("cors.enabled", "false")));
		}

		/** Runs before post-processors without an order. */
		@FunctionalInterface
		interface OrderedPostProcessor extends BeanDefinitionRegistryPostProcessor, Ordered {

			void run();

			@Override
			default void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
				run();
			}

			@Override
			default int getOrder() {
				return 0;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondDispatcher {

		@Bean
		ServletRegistrationBean<DispatcherServlet> secondDispatcher() {
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(), "/second/*");
			registration.setName("second");
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DisabledRegistration {

		@Bean
		FilterRegistrationBean<CorsPolicyFilter> disabledRegistration(CorsPolicyRegistry registry) {
			FilterRegistrationBean<CorsPolicyFilter> registration = new FilterRegistrationBean<>(
					new CorsPolicyFilter(registry));
			registration.setEnabled(false);
			return registration;
		}

	}

	@Test
	void backsOffToTheApplicationsDenialLog() {
		DenialLog own = new DenialLog();
		this.runner.withBean("own", DenialLog.class, () -> own)
			.run((context) -> assertThat(context).getBean(DenialLog.class).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "originAccessCorsPolicyApplicationWarnings", "originAccessCorsExistingCors",
			"originAccessCorsPolicyPathMatching", "originAccessCorsPolicyMvcEndpointPrefixes",
			"originAccessCorsPolicyDispatcherServletEndpointPrefixes" })
	void backsOffToABeanOfTheApplicationWithTheName(String name) {
		Object own = new Object();
		this.runner.withBean(name, Object.class, () -> own)
			.withAllowBeanDefinitionOverriding(false)
			.run((context) -> assertThat(context).getBean(name).isSameAs(own));
	}

	@Test
	void withoutOriginsTheDefaultPolicyCoversNothing() {
		this.runner.withPropertyValues("cors.max-age=60")
			.run((context) -> assertThat(RefreshedApplication.policies(context)).isEmpty());
	}

	@Test
	void aDefaultPolicyThatCoversNothingIsStillValidated() {
		this.runner.withPropertyValues("cors.allowed-methods=TRACE")
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly("method-forbidden"));
	}

	@Test
	void originsSetEmptyCoverAndAllowNobody() {
		this.runner.withPropertyValues("cors.allowed-origins=").run((context) -> {
			assertThat(RefreshedApplication.policies(context)).hasSize(1);
			assertThat(RefreshedApplication.policies(context).get(0).paths()).containsExactly("/**");
		});
	}

	@Test
	void namedPoliciesInheritEverythingButPaths() {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example", "cors.paths=/a/**",
					"cors.policies.admin.paths=/admin/**")
			.run((context) -> assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::paths)
				.containsExactly(List.of("/a/**"), List.of("/admin/**")));
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example", "cors.policies.admin.max-age=60")
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly("paths-missing"));
	}

	@Test
	void aBareNumberIsSeconds() {
		this.runner.withPropertyValues("cors.max-age=86400", "cors.allowed-origins=*")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("cors.max-age=86401", "cors.allowed-origins=*").run((context) -> {
			assertThat(problems(context.getStartupFailure())).containsExactly("max-age-too-long");
		});
	}

	@Test
	void aValueOfTheWrongTypeGetsBootsOwnReport() {
		this.runner.withPropertyValues("cors.max-age=soon")
			.run((context) -> assertThat(causes(context.getStartupFailure()))
				.hasAtLeastOneElementOfType(BindException.class));
	}

	@Test
	void allProblemsOfAllPoliciesAreReportedTogether() {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example/x,null", "cors.allowed-methods=TRACE",
					"cors.policies.admin.paths=admin", "cors.policies.admin.max-age=-1")
			.run((context) -> assertThat(problems(context.getStartupFailure())).containsExactly("origin-with-path",
					"origin-null", "method-forbidden", "max-age-negative", "path-without-slash"));
	}

	/**
	 * Adds a property as a file has it. The runner trims the values of its own
	 * properties.
	 */
	private static ApplicationContextInitializer<ConfigurableApplicationContext> property(String name, String value) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("file", Map.of(name, value)));
	}

	private static List<String> problems(@Nullable Throwable failure) {
		return causes(failure).stream()
			.filter(InvalidCorsConfigurationException.class::isInstance)
			.flatMap((cause) -> ((InvalidCorsConfigurationException) cause).problems().stream())
			.map(PropertyProblem::code)
			.toList();
	}

	private static List<Throwable> causes(@Nullable Throwable failure) {
		List<Throwable> causes = new ArrayList<>();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			causes.add(cause);
		}
		return causes;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		CorsPolicyRegistry registry() {
			return new CorsPolicyRegistry(List.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		CorsPolicyFilter filter() {
			return new CorsPolicyFilter(
					new CorsPolicyRegistry(List.of(new CorsPolicyBuilder().allowedOrigins("*").build())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistration {

		@Bean
		FilterRegistrationBean<CorsPolicyFilter> ownRegistration(CorsPolicyRegistry registry) {
			return new FilterRegistrationBean<>(new CorsPolicyFilter(registry));
		}

	}

}
