// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The moments at which warnings about the application are logged.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationWarningsTests {

	private static final String POLICIES = "cors.allowed-origins=https://a.example";

	private static final String EARLIER = "Filters that run before the CORS policies: ";

	private static final String CORS_FILTER = "Bean 'simpleCorsFilter' (a lambda) is a second CORS layer. Its order"
			+ " -2147483648 is before that of the CORS policies, -2147483646. The policies never see the"
			+ " requests that it answers, such as preflights. Remove it. (docs/deployment.md#filters-before-the-policies)";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
		.withUserConfiguration(Filters.class);

	/** An application of an earlier test may have set another level. */
	@BeforeEach
	void logAllLines() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(ApplicationWarnings.class.getName(), LogLevel.INFO);
	}

	@Test
	void earlierFiltersShareOneLineAndEachCorsFilterHasItsOwn(CapturedOutput output) {
		this.runner.withPropertyValues(POLICIES)
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines())
				.containsExactly(CORS_FILTER));
		assertThat(output.getAll()).containsOnlyOnce(CORS_FILTER)
			.containsOnlyOnce(EARLIER + "'edge' (a lambda, order -2147483648), 'second' (a lambda, order -2147483647)."
					+ " Their own responses, also to preflights, have no CORS headers. Give them an order after"
					+ " -2147483646, the order of the policies, unless they must come first."
					+ " (docs/deployment.md#filters-before-the-policies)");
	}

	@Test
	void lineNamesTheOrderOfThePolicies(CapturedOutput output) {
		this.runner.withPropertyValues(POLICIES, "cors.filter-order=7")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("'behind' (a lambda, order -2147483548)", "after 7, the order of the policies");
	}

	@Test
	void nothingIsLoggedWithoutPolicies(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines()).isEmpty());
		this.runner.withPropertyValues(POLICIES, "cors.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain(EARLIER, CORS_FILTER);
	}

	@Test
	void laterPoliciesAreWarnedOfOnce(CapturedOutput output) {
		this.runner.run((context) -> {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			assertThat(output).doesNotContain(CORS_FILTER);
			registry.replace(List.of(new CorsPolicyBuilder().allowedOrigins("https://a.example").build()));
			registry.replace(List.of(new CorsPolicyBuilder().allowedOrigins("https://b.example").build()));
			assertThat(output.getAll()).containsOnlyOnce(CORS_FILTER).containsOnlyOnce(EARLIER);
		});
	}

	@Test
	void startOfAChildContextIsIgnored(CapturedOutput output) {
		this.runner.withPropertyValues(POLICIES)
			.run((context) -> context.publishEvent(new ContextRefreshedEvent(new StaticApplicationContext())));
		assertThat(output.getAll()).containsOnlyOnce(CORS_FILTER);
	}

	static class Filters {

		@Bean
		FilterRegistrationBean<Filter> simpleCorsFilter() {
			return registration(Ordered.HIGHEST_PRECEDENCE);
		}

		@Bean
		FilterRegistrationBean<Filter> second() {
			return registration(Ordered.HIGHEST_PRECEDENCE + 1);
		}

		@Bean
		FilterRegistrationBean<Filter> edge() {
			return registration(Ordered.HIGHEST_PRECEDENCE);
		}

		@Bean
		FilterRegistrationBean<Filter> behind() {
			return registration(Ordered.HIGHEST_PRECEDENCE + 100);
		}

		private static FilterRegistrationBean<Filter> registration(int order) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> chain.doFilter(request, response));
			registration.setOrder(order);
			return registration;
		}

	}

}
