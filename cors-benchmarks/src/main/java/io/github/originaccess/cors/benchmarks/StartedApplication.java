// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.github.originaccess.cors.observe.CorsMetrics;
import io.github.originaccess.cors.observe.DenialLog;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Filter;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A real application with a real server, which supplies the filter of a benchmark.
 */
final class StartedApplication {

	private static final String TRUST_BEAN = "trust";

	private StartedApplication() {
	}

	static Filter filter(Trust trust, Map<String, String> properties) {
		return filter(trust, properties, (filter, registry) -> {
		});
	}

	static Filter filterWithMetrics(Trust trust) {
		return filter(trust, Map.of(), (filter, registry) -> filter
			.setObservers(List.of(new DenialLog(), new CorsMetrics(new SimpleMeterRegistry(), registry.policies()))));
	}

	private static Filter filter(Trust trust, Map<String, String> properties,
			BiConsumer<CorsPolicyFilter, CorsPolicyRegistry> adjustment) {
		// The application closes before the first measurement, so no thread disturbs it.
		try (ConfigurableApplicationContext context = start(trust, properties)) {
			FilterRegistrationBean<?> registration = context.getBean("originAccessCorsPolicyFilter",
					FilterRegistrationBean.class);
			CorsPolicyFilter filter = (CorsPolicyFilter) Objects.requireNonNull(registration.getFilter());
			adjustment.accept(filter, context.getBean(CorsPolicyRegistry.class));
			return filter;
		}
	}

	/**
	 * Start an application.
	 * @param trust the configuration of the default policy; a customizer sets its
	 * origins, which may be too many for a property
	 */
	private static ConfigurableApplicationContext start(Trust trust, Map<String, String> properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("server.port", 0);
		all.put("spring.main.banner-mode", "off");
		all.put("logging.level.root", "warn");
		all.put("cors.allowed-origins", "");
		all.put("cors.allowed-methods", String.join(",", Trust.METHODS));
		all.put("cors.allowed-headers", String.join(",", Trust.HEADERS));
		all.put("cors.exposed-headers", String.join(",", Trust.EXPOSED_HEADERS));
		all.put("cors.allow-credentials", trust.credentials());
		all.put("cors.max-age", Trust.MAX_AGE_SECONDS);
		all.putAll(properties);
		return new SpringApplicationBuilder(Configuration.class).web(WebApplicationType.SERVLET)
			.initializers((context) -> context.getBeanFactory().registerSingleton(TRUST_BEAN, trust))
			.properties(all)
			.run();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

		@Bean
		CorsPolicyCustomizer trustedOrigins(Trust trust) {
			return (policy) -> {
				if (policy.name().equals("default")) {
					policy.allowedOrigins(trust.allowedOrigins());
				}
			};
		}

	}

}
