// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Second CORS layers of applications whose policies or beans change, and layers that are
 * limited to some paths.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecondLayerChangesTests {

	private static final String API = "cors.policies.api.paths=/api/**";

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebMvcAutoConfiguration.class));

	@Test
	void furtherPoliciesDoNotRepeatTheLineAboutALayer(CapturedOutput output) {
		this.servlet.withPropertyValues("cors.policies.api.allowed-origins=https://a.example", API)
			.withUserConfiguration(AllMappings.class)
			.withBean(Handlers.class, () -> new Handlers(1, (i) -> "/{t}/items"))
			.run((context) -> {
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				for (int i = 0; i < 30; i++) {
					registry.put(policy("t" + i, "/t" + i + "/**"));
				}
				assertThat(logged(output)).hasSize(2).allMatch((line) -> line.contains("some of its paths"));
				registry.put(policy("all", "/**"));
				assertThat(logged(output).skip(2)).hasSize(2).allMatch((line) -> line.contains("cover its paths"));
				registry.remove("all");
				registry.put(policy("all", "/**"));
				assertThat(logged(output)).hasSize(4);
			});
	}

	@Test
	void handlersThatALaterPolicyCoversAreNamedUpToTen(CapturedOutput output) {
		this.servlet.withPropertyValues("cors.policies.api.allowed-origins=https://a.example", API)
			.withBean(Handlers.class, () -> new Handlers(14, (i) -> "/shop/h" + i))
			.run((context) -> {
				assertThat(logged(output)).isEmpty();
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				registry.put(policy("first", "/shop/h3"));
				assertThat(logged(output)).singleElement().asString().contains("/shop/h3)");
				registry.put(policy("shop", "/shop/**"));
				assertThat(logged(output)).hasSize(11).last().asString().contains("4 more handlers");
			});
	}

	/**
	 * A comparison of all layers with all policies for each of them would take minutes.
	 */
	@Test
	void policyIsPutFastAmongManyPoliciesAndHandlers(CapturedOutput output) {
		this.servlet
			.withPropertyValues("cors.policies.api.allowed-origins=https://a.example",
					"cors.policies.api.paths=/api/x/**")
			.withBean(Handlers.class, () -> new Handlers(300, (i) -> "/{tenant}/h" + i + "/{id}"))
			.run((context) -> {
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				registry.putAll(IntStream.range(0, 2000).mapToObj((i) -> policy("p" + i, "/t" + i + "/x/**")).toList());
				long start = System.nanoTime();
				for (int i = 0; i < 30; i++) {
					registry.put(policy("q" + i, "/u" + i + "/x/**"));
				}
				Duration each = Duration.ofNanos(System.nanoTime() - start).dividedBy(30);
				assertThat(each).isLessThan(Duration.ofMillis(500));
			});
		assertThat(logged(output)).isEmpty();
	}

	@Test
	void furtherHandlerDoesNotRepeatTheLinesAboutOthers(CapturedOutput output) {
		this.servlet.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(Handlers.class, () -> new Handlers(3, (i) -> "/h" + i))
			.run((context) -> {
				ApplicationWarnings warnings = context.getBean(ApplicationWarnings.class);
				assertThat(logged(output)).hasSize(3);
				RequestMappingHandlerMapping mapping = context.getBean("requestMappingHandlerMapping",
						RequestMappingHandlerMapping.class);
				mapping.registerMapping(RequestMappingInfo.paths("/later").build(), new Later(),
						Later.class.getMethod("read"));
				context.getSourceApplicationContext().getBeanFactory().registerSingleton("further", new Object());
				assertThat(warnings.lines()).hasSize(4).last().asString().contains("for /later)");
				assertThat(logged(output)).hasSize(4).last().asString().contains("for /later)");
			});
	}

	@Test
	void handlersAreSortedByPath() {
		this.servlet.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(Handlers.class, () -> new Handlers(12, (i) -> "/h" + (char) ('z' - i)))
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines()).hasSize(11)
				.extracting((line) -> line.replaceFirst(".* for (/h.)\\).*", "$1"))
				.startsWith("/ho", "/hp", "/hq", "/hr", "/hs", "/ht", "/hu", "/hv", "/hw", "/hx"));
	}

	@Test
	void mvcConfigurerIsCalledOnceAndMayFail() {
		AtomicInteger calls = new AtomicInteger();
		this.servlet.withPropertyValues("cors.allowed-origins=https://a.example")
			.withUserConfiguration(AllMappings.class)
			.withBean("once", WebMvcConfigurer.class, () -> new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					if (calls.incrementAndGet() > 1) {
						throw new IllegalStateException("called twice");
					}
					registry.addMapping("/once/**");
				}

			})
			.withBean(Handlers.class, () -> new Handlers(1, (i) -> "/items"))
			.run((context) -> {
				ApplicationWarnings warnings = context.getBean(ApplicationWarnings.class);
				warnings.searchAgain();
				warnings.searchAgain();
				assertThat(calls).hasValue(2);
				assertThat(warnings.lines()).hasSize(3)
					.anyMatch((line) -> line.startsWith("Bean 'all' (addCorsMappings for /**)"))
					.anyMatch((line) -> line
						.startsWith("Bean 'requestMappingHandlerMapping' (addCorsMappings for /once/**)"))
					.anyMatch((line) -> line.startsWith("Handler "));
			});
	}

	@Test
	void webFluxConfigurerIsCalledOnceAndMayFail() {
		AtomicInteger calls = new AtomicInteger();
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean("once", WebFluxConfigurer.class, () -> new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
					if (calls.incrementAndGet() > 1) {
						throw new IllegalStateException("called twice");
					}
				}

			})
			.withBean("other", WebFluxConfigurer.class, () -> new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
					registry.addMapping("/other/**");
				}

			})
			.run((context) -> {
				ApplicationWarnings warnings = context.getBean(ApplicationWarnings.class);
				warnings.searchAgain();
				warnings.searchAgain();
				assertThat(calls).hasValue(2);
				assertThat(warnings.lines()).singleElement()
					.asString()
					.startsWith("Bean 'other' (addCorsMappings for /other/**)");
			});
	}

	static Stream<Arguments> limitedLayers() {
		return Stream.of(Arguments.argumentSet("a chain", LimitedChain.class, "Bean 'chain'"),
				Arguments.argumentSet("a registration", LimitedFilter.class, "Bean 'filter'"));
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("limitedLayers")
	void limitedLayerIsNotSaidToBeCoveredForSure(Class<?> application, String bean) {
		this.servlet.withPropertyValues("cors.policies.api.allowed-origins=https://a.example", API)
			.withUserConfiguration(application)
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines()).singleElement()
				.asString()
				.startsWith(bean)
				.contains(" The policy 'api' may cover some of its paths. "));
	}

	@Test
	void resolverMakesNoLayerOnManagementPathsNamed() {
		this.servlet
			.withConfiguration(
					AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
			.withPropertyValues("cors.policies.api.allowed-origins=https://a.example", API)
			.withBean(CorsPolicyResolver.class, () -> (request) -> null)
			.withBean("management", CorsFilter.class, () -> new CorsFilter(source("/actuator/**", "/actuator")))
			.withBean("shop", CorsFilter.class, () -> new CorsFilter(source("/actuator/**", "/actuators")))
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines()).singleElement()
				.asString()
				.startsWith("Bean 'shop'"));
	}

	private static CorsPolicy policy(String name, String... paths) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins("https://a.example")
			.paths(paths)
			.build();
	}

	private static UrlBasedCorsConfigurationSource source(String... paths) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		for (String path : paths) {
			source.registerCorsConfiguration(path, new CorsConfiguration());
		}
		return source;
	}

	private static Stream<String> logged(CapturedOutput output) {
		List<String> lines = new ArrayList<>(output.getAll().lines().toList());
		lines.removeIf((line) -> !line.contains("second CORS layer"));
		return lines.stream();
	}

	@Configuration(proxyBeanMethods = false)
	static class AllMappings {

		@Bean
		WebMvcConfigurer all() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/**");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class LimitedChain {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.securityMatcher((request) -> true)
				.cors((cors) -> cors.configurationSource(source("/**")))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LimitedFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> filter() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter(source("/api/old/**", "/second/**")));
			registration.addServletNames("second");
			return registration;
		}

	}

	static class Controller {

		@CrossOrigin
		public void read() {
		}

	}

	static class Later {

		@CrossOrigin
		public void read() {
		}

	}

	/**
	 * Maps one method to many paths.
	 */
	static final class Handlers extends RequestMappingHandlerMapping {

		private final int number;

		private final IntFunction<String> path;

		Handlers(int number, IntFunction<String> path) {
			this.number = number;
			this.path = path;
		}

		@Override
		protected void initHandlerMethods() {
			Method method = Objects.requireNonNull(ReflectionUtils.findMethod(Controller.class, "read"));
			for (int i = 0; i < this.number; i++) {
				registerHandlerMethod(new Controller(), method, RequestMappingInfo.paths(this.path.apply(i)).build());
			}
		}

	}

}
