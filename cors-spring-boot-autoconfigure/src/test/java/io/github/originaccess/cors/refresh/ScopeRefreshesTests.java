// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A refresh of Spring Cloud asks the providers, whether or not properties have changed.
 */
class ScopeRefreshesTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext application;

	@SuppressWarnings("NullAway.Init")
	private Tenants tenants;

	@BeforeEach
	void start() throws IOException {
		write("https://property.example");
		this.application = WebServer.TOMCAT.start(Map.of("spring.cloud.refresh.enabled", "true",
				"spring.config.location", this.directory.toUri().toString()), Tenants.class);
		this.tenants = this.application.getBean(Tenants.class);
		assertThat(this.tenants.asked).hasValue(1);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void refreshThatChangesNoPropertyPutsTheAnswersInForce() {
		this.tenants.origins.add("https://new.example");
		assertThat(refresh()).as("changed properties").isEmpty();
		awaitOrigins("https://property.example", "https://new.example");
		assertThat(this.tenants.asked).as("calls of the provider").hasValue(2);
		this.tenants.origins.clear();
		refresh();
		awaitOrigins("https://property.example");
		assertThat(this.tenants.asked).hasValue(3);
	}

	@Test
	void refreshOfTheSameAnswersChangesNothing() {
		List<?> before = this.application.getBean(CorsPolicyRegistry.class).policies();
		refresh();
		Awaitility.await().until(() -> this.tenants.asked.get() == 2);
		this.application.getBean(CorsPolicyRegistry.class).refresh();
		assertThat(this.application.getBean(CorsPolicyRegistry.class).policies()).isSameAs(before);
	}

	@Test
	void refreshThatChangesPropertiesAsksTheProviderOnceToo() throws IOException {
		write("https://changed.example");
		this.tenants.origins.add("https://new.example");
		assertThat(refresh()).containsExactly("cors.allowed-origins");
		awaitOrigins("https://changed.example", "https://new.example");
		assertThat(this.tenants.asked).hasValue(2);
	}

	@Test
	void applicationStartsWithoutTheRefreshScope() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(RefreshScopeRefreshedEvent.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ScopeRefreshes.class)
				.hasSingleBean(EnvironmentChanges.class));
	}

	@Test
	void policiesMadeInCodeStayAsTheyAre() {
		CorsPolicyRegistry own = new CorsPolicyRegistry(List.of());
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withBean(CorsPolicyRegistry.class, () -> own)
			.run((context) -> {
				context.publishEvent(new RefreshScopeRefreshedEvent());
				assertThat(own.policies()).isEmpty();
			});
	}

	private Set<String> refresh() {
		return this.application.getBean(ContextRefresher.class).refresh();
	}

	private void write(String origin) throws IOException {
		Files.writeString(this.directory.resolve("application.properties"), "cors.allowed-origins=" + origin);
	}

	private void awaitOrigins(String... origins) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(RefreshedApplication.origins(this.application, "default"))
				.containsExactly(origins));
	}

	static class Tenants extends AnsweringApplication {

		private final List<String> origins = new CopyOnWriteArrayList<>();

		private final AtomicInteger asked = new AtomicInteger();

		@Bean
		AllowedOriginsProvider tenantOrigins() {
			return (policy) -> {
				this.asked.incrementAndGet();
				return List.copyOf(this.origins);
			};
		}

	}

}
