// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines about filters that run before the filter of the policies, on WebFlux.
 */
@ExtendWith(OutputCaptureExtension.class)
class EarlierWebFilterTests {

	private static final int FIRST = Ordered.HIGHEST_PRECEDENCE;

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	/** An application of an earlier test may have set another level. */
	@BeforeEach
	void logAllLines() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(ApplicationWarnings.class.getName(), LogLevel.INFO);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '"', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					FILTER             | LEVEL | NAMED AS
					OrderedMethod      | INFO  | 'edge' (a lambda, order -2147483648)
					OrderedClass       | INFO  | 'edge' (io.github.originaccess.cors.application.EarlierWebFilterTests$ByClass, order -2147483648)
					OrderedInterface   | INFO  | 'edge' (io.github.originaccess.cors.application.EarlierWebFilterTests$ByInterface, order -2147483647)
					LazyMethod         | INFO  | 'edge' (org.springframework.web.server.WebFilter, order -2147483648)
					CorsByName         | WARN  | 'simpleCorsFilter' (a lambda)
					CorsOfSpring       | WARN  | 'edge' (Spring's CorsWebFilter)
					CorsOfSpringBehind | -     | -
					Behind             | -     | -
					WithoutOrder       | -     | -
					OtherPolicies      | -     | -
					""")
	void filtersBeforeThePoliciesAreNamed(String filter, @Nullable String level, @Nullable String named,
			CapturedOutput output) throws ClassNotFoundException {
		this.runner.withUserConfiguration(Class.forName(EarlierWebFilterTests.class.getName() + "$" + filter))
			.run((context) -> assertThat(context).hasNotFailed());
		List<String> lines = output.getAll()
			.lines()
			.filter((line) -> line.contains("run before the CORS policies") || line.contains("Its order"))
			.toList();
		if (level == null) {
			assertThat(lines).isEmpty();
		}
		else {
			assertThat(lines).singleElement().asString().contains(level, named, "order -21474836", "-2147483646");
		}
	}

	@Test
	void lazyFiltersAreNotCreated() {
		this.runner.withUserConfiguration(LazyMethod.class)
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("edge")).isFalse());
	}

	@Test
	void foundFiltersAreThoseThatWebFluxPutsFirst() {
		try (ConfigurableApplicationContext application = WebServer.NETTY
			.start(Map.of("cors.allowed-origins", "https://a.example", "cors.filter-order", "0"), Several.class)) {
			List<WebFilter> filters = application.getBeanProvider(WebFilter.class).orderedStream().toList();
			List<EarlierFilter> found = EarlierFilters.of(application).all();
			assertThat(found).extracting((filter) -> application.getBean(filter.bean()))
				.isEqualTo(filters.subList(0, filters.indexOf(application.getBean(CorsPolicyWebFilter.class))));
			assertThat(found).extracting(EarlierFilter::bean)
				.containsExactly("methodBeforeInterface", "byClass", "byInterface", "sameOrder");
		}
	}

	private static WebFilter passingOn() {
		return (exchange, chain) -> chain.filter(exchange);
	}

	@Order(FIRST)
	static class ByClass implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

	}

	static class ByInterface implements WebFilter, Ordered {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange);
		}

		@Override
		public int getOrder() {
			return FIRST + 1;
		}

	}

	static class OrderedMethod {

		@Bean
		@Order(FIRST)
		WebFilter edge() {
			return passingOn();
		}

	}

	static class OrderedClass {

		@Bean
		WebFilter edge() {
			return new ByClass();
		}

	}

	static class OrderedInterface {

		@Bean
		WebFilter edge() {
			return new ByInterface();
		}

	}

	static class LazyMethod {

		@Bean
		@Lazy
		@Order(FIRST)
		WebFilter edge() {
			return new ByInterface();
		}

	}

	static class CorsByName {

		@Bean
		@Order(FIRST)
		WebFilter simpleCorsFilter() {
			return passingOn();
		}

	}

	static class CorsOfSpring {

		@Bean
		@Order(FIRST)
		CorsWebFilter edge() {
			return new CorsWebFilter((exchange) -> null);
		}

	}

	static class CorsOfSpringBehind {

		@Bean
		CorsWebFilter edge() {
			return new CorsWebFilter((exchange) -> null);
		}

	}

	static class Behind {

		@Bean
		@Order(FIRST + 10)
		WebFilter edge() {
			return passingOn();
		}

	}

	static class WithoutOrder {

		@Bean
		WebFilter edge() {
			return passingOn();
		}

	}

	static class OtherPolicies {

		@Bean
		@Order(FIRST)
		CorsPolicyWebFilter first(CorsPolicyRegistry registry) {
			return new CorsPolicyWebFilter(registry);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Several {

		@Bean
		@Order(FIRST)
		WebFilter methodBeforeInterface() {
			return new ByInterface();
		}

		@Bean
		WebFilter byInterface() {
			return new ByInterface();
		}

		@Bean
		WebFilter byClass() {
			return new ByClass();
		}

		@Bean
		@Order(5)
		WebFilter behind() {
			return new ByClass();
		}

		@Bean
		@Order(0)
		WebFilter sameOrder() {
			return passingOn();
		}

	}

}
