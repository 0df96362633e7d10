// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.RequestContextFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Lines about filters that run before the filter of the policies, on servlet stacks.
 */
@ExtendWith(OutputCaptureExtension.class)
class EarlierServletFilterTests {

	private static final int FIRST = Ordered.HIGHEST_PRECEDENCE;

	private static final String POLICIES = "cors.allowed-origins=https://a.example";

	private static final String EARLIER = "Filters that run before the CORS policies: ";

	private static final String SECOND_LAYER = "is a second CORS layer. Its order";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class));

	/** An application of an earlier test may have set another level. */
	@BeforeEach
	void logAllLines() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(ApplicationWarnings.class.getName(), LogLevel.INFO);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void filtersBeforeThePoliciesAreNamed(String situation, @Nullable String line,
			UnaryOperator<WebApplicationContextRunner> filter, CapturedOutput output) {
		filter.apply(this.runner).withPropertyValues(POLICIES).run((context) -> assertThat(context).hasNotFailed());
		List<String> lines = output.getAll()
			.lines()
			.filter((each) -> each.contains(EARLIER) || each.contains(SECOND_LAYER))
			.toList();
		if (line == null) {
			assertThat(lines).isEmpty();
			return;
		}
		assertThat(lines).singleElement()
			.asString()
			.contains(line.substring(0, 4), line.substring(5), "order -21474836", "-2147483646");
	}

	static List<Arguments> filtersBeforeThePoliciesAreNamed() {
		return List.of(row("a registration", "INFO 'edge' (a lambda, order -2147483648)", registered(FIRST)),
				row("a registration of the same order", "INFO 'edge' (a lambda, order -2147483646)",
						registered(CorsPolicyFilter.DEFAULT_ORDER)),
				row("an annotated class", "INFO 'edge' (" + ByClass.class.getName() + ", order -2147483648)",
						with("edge", new ByClass())),
				row("an Ordered class", "INFO 'edge' (" + ByInterface.class.getName() + ", order -2147483647)",
						with("edge", new ByInterface())),
				row("@FilterRegistration", "INFO 'edge' (" + Plain.class.getName() + ", order -2147483648)",
						(runner) -> runner.withUserConfiguration(AnnotatedRegistration.class)),
				row("a registration that delegates", "INFO 'edge' (" + Plain.class.getName() + ", order -2147483648)",
						(runner) -> delegating(runner, "target").withBean("target", Plain.class)),
				row("a lazy bean", "INFO 'edge' (" + ByClass.class.getName() + ", order -2147483648)",
						(runner) -> runner.withBean("edge", ByClass.class, ByClass::new, lazy())),
				row("a CORS filter by the name of its bean", "WARN 'simpleCorsFilter' (a lambda)",
						with("simpleCorsFilter", registration(FIRST))),
				row("a CORS filter by its own name", "WARN 'edge' (a lambda)",
						with("edge", registration(FIRST, (each) -> each.setName("my-CORS")))),
				row("a CORS filter by its class", "WARN 'edge' (" + AllowAllCORSFilter.class.getName() + ")",
						with("edge", new AllowAllCORSFilter())),
				row("a CORS filter by its superclass", "WARN 'edge' (Spring's CorsFilter)",
						with("edge", registration(FIRST, (each) -> each.setFilter(new AllowAll())))),
				row("Tomcat's CORS filter", "WARN 'edge' (org.apache.catalina.filters.CorsFilter)",
						with("edge",
								registration(FIRST,
										(each) -> each.setFilter(new org.apache.catalina.filters.CorsFilter())))),
				row("an ordered method, whose order Boot ignores", null,
						(runner) -> runner.withUserConfiguration(OrderedMethod.class)),
				row("a registration after the policies", null, registered(FIRST + 100)),
				row("a registration without an order", null, registered(Ordered.LOWEST_PRECEDENCE)),
				row("a CORS filter after the policies", null, with("simpleCorsFilter", registration(FIRST + 3))),
				row("a disabled registration", null,
						with("edge", registration(FIRST, (each) -> each.setEnabled(false)))),
				row("a registration that is matched after others", null,
						with("edge", registration(FIRST, (each) -> each.setMatchAfter(true)))),
				row("a registration for a servlet's name", null,
						with("edge", registration(FIRST, (each) -> each.setServletNames(List.of("x"))))),
				row("a disabled @FilterRegistration", null,
						(runner) -> runner.withUserConfiguration(DisabledRegistration.class)),
				row("a filter of Spring", null,
						with("edge", registration(FIRST, (each) -> each.setFilter(new RequestContextFilter())))),
				row("the filter of Spring Security", null, (runner) -> delegating(runner, "springSecurityFilterChain")),
				row("a second filter of policies", null, with("edge", registration(FIRST,
						(each) -> each.setFilter(new CorsPolicyFilter(new CorsPolicyRegistry(List.of())))))));
	}

	@Test
	void lazyFiltersAreNotCreated() {
		this.runner.withPropertyValues(POLICIES)
			.withBean("edge", ByClass.class, ByClass::new, lazy())
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("edge")).isFalse());
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY" })
	void foundFiltersAreThoseThatBootPutsFirst(WebServer server) {
		try (ConfigurableApplicationContext application = server.start(
				Map.of("cors.allowed-origins", "https://a.example", "cors.filter-order", "-100",
						"server.forward-headers-strategy", "framework"),
				Application.class, AnnotatedRegistration.class, OrderedMethod.class)) {
			ConfigurableListableBeanFactory beans = application.getBeanFactory();
			List<String> names = new ServletContextInitializerBeans(beans).stream()
				.filter(AbstractFilterRegistrationBean.class::isInstance)
				.map((filter) -> ((AbstractFilterRegistrationBean<?>) filter).getFilterName())
				.toList();
			List<EarlierFilter> found = EarlierFilters.of(application).all();
			assertThat(found).extracting(EarlierFilter::name)
				.isEqualTo(names.subList(0, names.indexOf("originAccessCorsPolicyFilter")))
				.contains("annotated", "byInterface", "sameOrder", "formContentFilter");
		}
	}

	private static Arguments row(String situation, @Nullable String line,
			UnaryOperator<WebApplicationContextRunner> filter) {
		return arguments(situation, line, filter);
	}

	private static UnaryOperator<WebApplicationContextRunner> registered(int order) {
		return with("edge", registration(order));
	}

	@SuppressWarnings("unchecked")
	private static <T> UnaryOperator<WebApplicationContextRunner> with(String name, T bean) {
		return (runner) -> runner.withBean(name, (Class<T>) bean.getClass(), () -> bean);
	}

	private static FilterRegistrationBean<Filter> registration(int order) {
		return registration(order, (each) -> {
		});
	}

	private static FilterRegistrationBean<Filter> registration(int order,
			Consumer<FilterRegistrationBean<Filter>> customizer) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				(request, response, chain) -> chain.doFilter(request, response));
		registration.setOrder(order);
		customizer.accept(registration);
		return registration;
	}

	private static WebApplicationContextRunner delegating(WebApplicationContextRunner runner, String target) {
		DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(target);
		registration.setOrder(FIRST);
		return runner.withBean("edge", DelegatingFilterProxyRegistrationBean.class, () -> registration);
	}

	private static BeanDefinitionCustomizer lazy() {
		return (definition) -> definition.setLazyInit(true);
	}

	static class Plain implements Filter {

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
		}

	}

	@Order(FIRST)
	static class ByClass extends Plain {

	}

	static class AllowAllCORSFilter extends ByClass {

	}

	static class ByInterface extends Plain implements Ordered {

		@Override
		public int getOrder() {
			return FIRST + 1;
		}

	}

	static class AllowAll extends CorsFilter {

		AllowAll() {
			super(new UrlBasedCorsConfigurationSource());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Filter byInterface() {
			return new ByInterface();
		}

		@Bean
		FilterRegistrationBean<Filter> sameOrder() {
			return registration(-100);
		}

	}

	static class AnnotatedRegistration {

		@Bean
		@FilterRegistration(order = FIRST, name = "annotated")
		Filter edge() {
			return new Plain();
		}

	}

	static class DisabledRegistration {

		@Bean
		@FilterRegistration(order = FIRST, enabled = false)
		Filter edge() {
			return new Plain();
		}

	}

	static class OrderedMethod {

		@Bean
		@Order(FIRST)
		Filter orderedMethod() {
			return new Plain();
		}

	}

}
