// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import jakarta.servlet.Servlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

class CorsReactiveAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	/** The names of components whose classes are named like ours. */
	@ParameterizedTest
	@ValueSource(strings = { "corsPolicyFilter", "corsPolicyWebFilter", "corsPolicyRegistry", "corsDenialLog",
			"denialLog", "corsPolicyLog", "corsMetrics", "corsEndpoint", "corsHealthIndicator", "corsPolicyRefresher",
			"corsPolicyPathMatching", "corsPolicySecondLayerWarnings" })
	void beanOfTheApplicationMayHaveAnyName(String name) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(name, String.class, () -> "another bean")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean(name)
				.hasBean("originAccessCorsPolicyWebFilter"));
	}

	@Test
	void registersTheFilterBeforeSessionAndSecurity() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(WebFilter.class).hasSingleBean(CorsPolicyWebFilter.class);
			assertThat(context.getBean(CorsPolicyWebFilter.class).getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 2);
			assertThat(context.getBean(CorsPolicyRegistry.class).policies()).hasSize(1);
		});
	}

	@Test
	void bothStacksHaveTheSameOrderAndAttribute() {
		assertThat(CorsPolicyWebFilter.DEFAULT_ORDER).isEqualTo(CorsPolicyFilter.DEFAULT_ORDER);
		assertThat(CorsPolicyWebFilter.DECISION_ATTRIBUTE).isEqualTo(CorsPolicyFilter.DECISION_ATTRIBUTE)
			.isEqualTo(CorsDecision.class.getName());
	}

	@Test
	void filterOrderIsAProperty() {
		this.runner.withPropertyValues("cors.filter-order=7")
			.run((context) -> assertThat(context.getBean(CorsPolicyWebFilter.class).getOrder()).isEqualTo(7));
	}

	@Test
	void disabledMeansNothingIsRegisteredOrValidated() {
		this.runner.withPropertyValues("cors.enabled=false", "cors.allowed-origins=no origin")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CorsPolicyRegistry.class)
				.doesNotHaveBean(WebFilter.class));
	}

	@Test
	void problemStopsTheStart() {
		this.runner.withPropertyValues("cors.max-age=-1").run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void backsOffToTheApplicationsFilter() {
		this.runner.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context).getBeanNames(CorsPolicyWebFilter.class).containsExactly("ownFilter"));
	}

	@Test
	void backsOffToTheApplicationsRegistry() {
		this.runner.withUserConfiguration(OwnRegistry.class)
			.withPropertyValues("cors.allowed-origins=not read")
			.run((context) -> assertThat(context.getBean(CorsPolicyRegistry.class).policies()).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "originAccessCorsPolicySecondGatewayLayers", "originAccessCorsPolicyApplicationWarnings",
			"originAccessCorsPolicyPathMatching", "originAccessCorsExistingCors" })
	void backsOffToABeanOfTheApplicationWithTheName(String name) {
		Object own = new Object();
		this.runner.withBean(name, Object.class, () -> own)
			.withAllowBeanDefinitionOverriding(false)
			.run((context) -> assertThat(context).getBean(name).isSameAs(own));
	}

	@Test
	void doesNotBackOffToAnotherWebFilter() {
		this.runner.withBean(WebFilter.class, () -> (exchange, chain) -> Mono.empty())
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyWebFilter.class));
	}

	@Test
	void publishesNothingThatSpringSecurityLooksUp() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean("corsFilter")
				.doesNotHaveBean("corsConfigurationSource")
				.doesNotHaveBean(PreFlightRequestHandler.class)
				.doesNotHaveBean(CorsConfigurationSource.class)
				.doesNotHaveBean(org.springframework.web.cors.reactive.CorsConfigurationSource.class);
			assertThat(List.of(context.getBeanDefinitionNames()))
				.filteredOn((name) -> name.startsWith("originAccess") || name.startsWith("cors")
						|| String.valueOf(context.getType(name)).contains("Cors"))
				.filteredOn((name) -> !name.contains("AutoConfiguration") && !name.contains("DispatcherConfiguration"))
				.containsExactlyInAnyOrder("originAccessCorsPolicyManagementPaths", "originAccessCorsPolicyRegistry",
						"originAccessCorsPolicyWebFilter", "originAccessCorsPolicyRefresher",
						"originAccessCorsPolicyLog", "originAccessCorsDenialLog", "originAccessCorsPolicyEvents",
						"originAccessCorsPolicyProviderSchedule", "originAccessCorsPolicyEnvironmentChanges",
						"originAccessCorsPolicyScopeRefreshes", "originAccessCorsPolicySecondGatewayLayers",
						"originAccessCorsPolicyPathMatching", "originAccessCorsPolicyRewrittenPathMapping",
						"originAccessCorsPolicyApplicationWarnings", "originAccessCorsPolicyLayerFinder",
						"originAccessCorsPolicySecondManagementLayers", "originAccessCorsExistingCors");
		});
	}

	@Test
	void needsNoServletClasses() {
		this.runner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.boot.web.servlet",
					"org.springframework.web.filter", "org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CorsPolicyWebFilter.class));
	}

	@Test
	void aServletApplicationNeedsNoReactiveClasses() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams", "org.springframework.web.server",
					"org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("originAccessCorsPolicyFilter")
				.doesNotHaveBean("originAccessCorsPolicyWebFilter"));
	}

	@Test
	void anApplicationHasTheFilterOfItsStackOnly() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(FilterRegistrationBean.class));
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasBean("originAccessCorsPolicyFilter")
				.doesNotHaveBean(WebFilter.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(Servlet.class))
			.run((context) -> assertThat(context).doesNotHaveBean(CorsPolicyRegistry.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		CorsPolicyWebFilter ownFilter(CorsPolicyRegistry registry) {
			return new CorsPolicyWebFilter(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		CorsPolicyRegistry registry() {
			return new CorsPolicyRegistry(List.of());
		}

	}

}
