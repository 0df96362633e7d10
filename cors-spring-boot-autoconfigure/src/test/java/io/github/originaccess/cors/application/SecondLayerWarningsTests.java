// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SecondLayerWarningsTests {

	private static final String HANDSHAKES_ONLY = " is a second CORS layer. The policy 'default' covers its paths."
			+ " On covered paths it adds no header and refuses only WebSocket handshakes."
			+ " Remove it, unless handshakes need it. (docs/deployment.md#second-cors-layers)";

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	@Test
	void everyLayerOfAServletApplicationIsNamed(CapturedOutput output) {
		this.servlet.withUserConfiguration(ServletLayers.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).containsExactlyInAnyOrder(
				"Bean 'registeredFilter' (Spring's CorsFilter)" + HANDSHAKES_ONLY,
				"Bean 'plainFilter' (Spring's CorsFilter)" + HANDSHAKES_ONLY,
				"Bean 'corsConfigurationSource' (a CorsConfigurationSource)" + HANDSHAKES_ONLY,
				"Bean 'configurer' (addCorsMappings for /a/**, /b)" + HANDSHAKES_ONLY);
	}

	@Test
	void filterBeforeThePoliciesIsSaidToDecideFirst(CapturedOutput output) {
		this.servlet.withUserConfiguration(FirstFilters.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).containsExactlyInAnyOrder(before("registeredFirst"), before("orderedFirst"));
	}

	@Test
	void orderOfTheApplicationsPolicyFilterIsCompared(CapturedOutput output) {
		this.servlet.withUserConfiguration(FirstFilters.class).withBean(CorsPolicyFilter.class, () -> {
			CorsPolicyFilter filter = new CorsPolicyFilter(new CorsPolicyRegistry(List.of()));
			filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return filter;
		}).run((context) -> assertThat(context).hasNotFailed());
		// Of filters with the same order, Boot takes those with a registration first.
		assertThat(warnings(output)).containsExactlyInAnyOrder(
				"Bean 'registeredFirst' (Spring's CorsFilter) is a second CORS layer. Its order " + Integer.MIN_VALUE
						+ " is not after that of the CORS policies, " + Integer.MIN_VALUE
						+ ". The policies never see the requests that it answers, such as preflights. Remove it."
						+ " (docs/deployment.md#filters-before-the-policies)",
				"Bean 'orderedFirst' (Spring's CorsFilter)" + HANDSHAKES_ONLY);
	}

	private static String before(String bean) {
		return "Bean '" + bean + "' (Spring's CorsFilter) is a second CORS layer. Its order " + Integer.MIN_VALUE
				+ " is before that of the CORS policies, " + CorsPolicyFilter.DEFAULT_ORDER
				+ ". The policies never see the requests that it answers, such as preflights. Remove it."
				+ " (docs/deployment.md#filters-before-the-policies)";
	}

	@Test
	void mappingsOfAnApplicationsOwnMvcSupportAreNamed(CapturedOutput output) {
		this.servlet.withUserConfiguration(OwnMvc.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output))
			.containsExactly("Bean 'requestMappingHandlerMapping' (addCorsMappings for /own/**)" + HANDSHAKES_ONLY);
	}

	@Test
	void configurerThatSpringDoesNotAskIsNoLayer(CapturedOutput output) {
		this.servlet.withUserConfiguration(OwnMvcWithoutConfigurers.class)
			.run((context) -> assertThat(context).hasSingleBean(WebMvcConfigurer.class));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void springsOwnBeansAreNoLayers(CapturedOutput output) {
		this.servlet.withUserConfiguration(NoLayers.class).run((context) -> {
			assertThat(context).hasBean("mvcHandlerMappingIntrospector");
			assertThat(context.getBeansOfType(CorsConfigurationSource.class)).hasSize(2);
		});
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void nothingIsLoggedWithoutPolicies(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withUserConfiguration(ServletLayers.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void laterPoliciesAreWarnedOfOnce(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withBean("legacy", CorsFilter.class, () -> new CorsFilter(source()))
			.run((context) -> {
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				assertThat(context.getBean(ApplicationWarnings.class).lines()).isEmpty();
				registry.replace(List.of(new CorsPolicyBuilder().allowedOrigins("https://a.example").build()));
				registry.replace(List.of(new CorsPolicyBuilder().allowedOrigins("https://b.example").build()));
				assertThat(context.getBean(ApplicationWarnings.class).lines()).hasSize(1);
			});
		assertThat(warnings(output)).containsExactly("Bean 'legacy' (Spring's CorsFilter)" + HANDSHAKES_ONLY);
	}

	@Test
	void needsNeitherSpringMvcNorWebFlux(CapturedOutput output) {
		new WebApplicationContextRunner()
			.withClassLoader(
					new FilteredClassLoader("org.springframework.web.servlet", "org.springframework.web.reactive"))
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean("plainFilter", CorsFilter.class, () -> new CorsFilter(source()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).containsExactly("Bean 'plainFilter' (Spring's CorsFilter)" + HANDSHAKES_ONLY);
	}

	@Test
	void everyLayerOfAReactiveApplicationIsNamed(CapturedOutput output) {
		this.reactive.withUserConfiguration(ReactiveLayers.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).containsExactlyInAnyOrder(
				"Bean 'webFilter' (Spring's CorsWebFilter)" + HANDSHAKES_ONLY,
				"Bean 'webSource' (a CorsConfigurationSource)" + HANDSHAKES_ONLY,
				"Bean 'configurer' (addCorsMappings for /a/**)" + HANDSHAKES_ONLY);
	}

	@Test
	void needsNoServletsInAReactiveApplication(CapturedOutput output) {
		this.reactive.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
			.withUserConfiguration(ReactiveLayers.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).hasSize(3);
	}

	private static CorsConfigurationSource source() {
		return (request) -> new CorsConfiguration();
	}

	private static Stream<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("second CORS layer"))
			.map((line) -> line.substring(line.indexOf("Bean '")));
	}

	@Configuration(proxyBeanMethods = false)
	static class ServletLayers {

		@Bean
		FilterRegistrationBean<CorsFilter> registeredFilter() {
			return new FilterRegistrationBean<>(new CorsFilter(source()));
		}

		@Bean
		CorsFilter plainFilter() {
			return new CorsFilter(source());
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			return SecondLayerWarningsTests.source();
		}

		@Bean
		WebMvcConfigurer configurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/a/**");
					registry.addMapping("/b");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FirstFilters {

		@Bean
		FilterRegistrationBean<Filter> registeredFirst(OrderedFirst filter) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new CorsFilter(source()));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		@Bean
		OrderedFirst orderedFirst() {
			return new OrderedFirst();
		}

		@Bean
		FilterRegistrationBean<CorsFilter> disabled() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source()));
			registration.setEnabled(false);
			return registration;
		}

	}

	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class OrderedFirst extends CorsFilter {

		OrderedFirst() {
			super(source());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMvc extends WebMvcConfigurationSupport {

		@Override
		protected void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/own/**");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMvcWithoutConfigurers extends WebMvcConfigurationSupport {

		@Bean
		WebMvcConfigurer configurer() {
			return new ServletLayers().configurer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoLayers {

		@Bean
		ResourceHttpRequestHandler handler() {
			return new ResourceHttpRequestHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveLayers {

		@Bean
		CorsWebFilter webFilter() {
			return new CorsWebFilter(webSource());
		}

		@Bean
		org.springframework.web.cors.reactive.CorsConfigurationSource webSource() {
			return (exchange) -> new CorsConfiguration();
		}

		@Bean
		WebFluxConfigurer configurer() {
			return new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
					registry.addMapping("/a/**");
				}

			};
		}

	}

}
