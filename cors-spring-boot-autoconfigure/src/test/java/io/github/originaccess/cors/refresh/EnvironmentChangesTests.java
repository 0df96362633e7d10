// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.environment.EnvironmentManager;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud reads a file again, and the policies change with it.
 */
@ExtendWith(OutputCaptureExtension.class)
class EnvironmentChangesTests {

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext application;

	@BeforeEach
	void start() throws IOException {
		write("""
				cors:
				  allowed-origins: https://a.example
				  policies:
				    api:
				      paths: /api/**
				""");
		this.application = WebServer.TOMCAT.start(Map.of("spring.config.location", this.directory.toUri().toString(),
				"spring.cloud.refresh.enabled", "true"), AnsweringApplication.class, Events.class);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void changedFileIsPutInForceAndAnInvalidOneIsRefused(CapturedOutput output) throws IOException {
		CorsPolicyRegistry registry = this.application.getBean(CorsPolicyRegistry.class);
		Events events = this.application.getBean(Events.class);
		write("""
				cors:
				  allowed-origins: https://b.example
				  policies:
				    other:
				      paths: /other/**
				""");
		assertThat(refresh()).contains("cors.allowed-origins");
		assertThat(registry.policies()).extracting((policy) -> policy.values(Setting.ALLOWED_ORIGINS))
			.containsExactly(List.of("https://b.example"), List.of("https://b.example"));
		assertThat(registry.policy("api")).isNull();
		assertThat(registry.policy("other")).isNotNull();
		assertThat(events.all).singleElement().isInstanceOf(CorsPoliciesSwapped.class);
		assertThat(RefreshedApplication.place(this.application, "default", Setting.ALLOWED_ORIGINS))
			.endsWith("application.yml:2:20");
		var before = registry.policies();
		write("""
				cors:
				  allowed-origin: https://c.example
				  max-age: soon
				""");
		assertThat(refresh()).contains("cors.max-age");
		assertThat(registry.policies()).isSameAs(before);
		assertThat(events.all).hasSize(2)
			.last()
			.isInstanceOfSatisfying(CorsPoliciesRefused.class,
					(refused) -> assertThat(refused.problems()).hasSize(2)
						.anySatisfy((line) -> assertThat(line).startsWith("cors.max-age = \"soon\" (")
							.contains("application.yml:3:12"))
						.anySatisfy((line) -> assertThat(line).startsWith("cors.allowed-origin (")
							.contains("application.yml:2:19")));
		assertThat(output).contains("New CORS policies are refused, and the old ones stay: ", "application.yml:3:12");
		write("""
				cors:
				  allowed-origins: https://c.example
				""");
		refresh();
		assertThat(registry.policies()).singleElement()
			.satisfies((policy) -> assertThat(policy.values(Setting.ALLOWED_ORIGINS))
				.containsExactly("https://c.example"));
	}

	@Test
	void changeThatNeedsARestartIsNamedOnce(CapturedOutput output) throws IOException {
		String file = """
				cors:
				  enabled: false
				  filter-order: 7
				  explain-denials: %s
				  allowed-origins: https://a.example
				""";
		write(file.formatted("false"));
		refresh();
		CorsPolicyRegistry registry = this.application.getBean(CorsPolicyRegistry.class);
		registry.refresh();
		assertThat(registry.policies()).hasSize(1);
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("cors.enabled = false (", "application.yml:2:12, before: true), cors.filter-order = 7 (",
					"application.yml:3:17, before: -2147483646). Restart the application")
			.doesNotContain("explain-denials");
		write(file.formatted("true"));
		refresh();
		assertThat(lines(output)).hasSize(2)
			.last()
			.asString()
			.contains("cors.explain-denials = true (", "application.yml:4:20, before: false)");
		write("cors.allowed-origins: https://b.example");
		refresh();
		registry.refresh();
		assertThat(lines(output)).hasSize(2);
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains(" read only when ")).toList();
	}

	@ParameterizedTest
	@CsvSource({ "cors.allowed-origins, true", "cors.allowedOrigins[0], true", "CORS_ALLOWED_ORIGINS, true",
			"CORS.ALLOWED-ORIGINS, true", "corsair.speed, false", "spring.datasource.url, false", "acors.x, false" })
	void onlyChangesOfCorsPropertiesRefreshPolicies(String key, boolean ours) {
		CorsPolicyRegistry registry = this.application.getBean(CorsPolicyRegistry.class);
		var before = registry.policies();
		this.application.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("late", Map.of("cors.allowed-origins", "https://late.example")));
		this.application.publishEvent(new EnvironmentChangeEvent(this.application, Set.of(key)));
		assertThat(registry.policies() != before).isEqualTo(ours);
	}

	@Test
	void changeOfAPropertyInAPlaceholderRefreshesPolicies() throws IOException {
		write("""
				site: https://a.example
				cors:
				  allowed-origins: ${site}
				""");
		refresh();
		this.application.getBean(EnvironmentManager.class).setProperty("site", "https://b.example");
		assertThat(this.application.getBean(CorsPolicyRegistry.class).policies()).singleElement()
			.satisfies((policy) -> assertThat(policy.values(Setting.ALLOWED_ORIGINS))
				.containsExactly("https://b.example"));
	}

	@Test
	void policiesReplacedByAProgramStayIfNothingChanges() {
		CorsPolicyRegistry registry = this.application.getBean(CorsPolicyRegistry.class);
		registry.replaceOrigins("api", List.of("https://c.example"));
		var replaced = registry.policies();
		this.application.publishEvent(new EnvironmentChangeEvent(this.application, Set.of("cors.x")));
		assertThat(registry.policies()).isSameAs(replaced);
	}

	@Test
	void applicationStartsWithoutSpringCloud() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EnvironmentChanges.class));
	}

	private void write(String yaml) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), yaml);
	}

	private Set<String> refresh() {
		return this.application.getBean(ContextRefresher.class).refresh();
	}

	static class Events {

		private final List<Object> all = new ArrayList<>();

		@EventListener({ CorsPoliciesSwapped.class, CorsPoliciesRefused.class })
		void on(Object event) {
			this.all.add(event);
		}

	}

}
