// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.observe.CorsMetrics;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class CorsMetricsAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, CorsMetricsAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	@Test
	void applicationWithMetricsHasCounters() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			assertThat(context).hasSingleBean(CorsMetrics.class).hasSingleBean(MeterRegistry.class);
			assertThat(context.getBean(MeterRegistry.class).find("cors.requests").counters()).isNotEmpty();
			assertThat(context.getBeanProvider(DecisionObserver.class)).hasSize(2);
		});
	}

	@Test
	void applicationWithoutMetricsHasNone() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsMetrics.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsMetrics.class));
	}

	@Test
	void backsOffToTheApplicationsMetrics() {
		CorsMetrics own = new CorsMetrics(new SimpleMeterRegistry(), List.of());
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(CorsMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(CorsMetrics.class).isSameAs(own));
	}

	@Test
	void disabledMeansNoMetrics() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("cors.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsMetrics.class));
	}

	@Test
	void registryOfTheApplicationHasMetricsIfTheStarterIsDisabled() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(CorsPolicyRegistry.class,
					() -> new CorsPolicyRegistry(
							List.of(new CorsPolicyBuilder().allowedOrigins("https://a.example").build())))
			.withPropertyValues("cors.enabled=false")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.find("cors.requests").tag("policy", "default").counters()).isNotEmpty();
				assertThat(meters.find("cors.origins").tag("policy", "default").gauge()).isNotNull();
			});
	}

}
