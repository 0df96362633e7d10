// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Warnings about valid settings that have no effect in an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class IneffectiveSettingsTests {

	private static final Map<WebServer, List<String>> WITH_CONTEXT_PATH = Arrays.stream(WebServer.values())
		.collect(Collectors.toMap((server) -> server, IneffectiveSettingsTests::warningsAtContextPath));

	/** Each application is at the context path /shop, and has a policy for each path. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			PATH         | WARNED OF | REMEDY
			/shop/api/** | yes       | /api/**
			/shop/{id}   | yes       | /{id}
			/shop        | yes       | -
			/shop/**     | yes       | -
			/api/**      | no        | -
			/shopping/** | no        | -
			/sho         | no        | -
			/SHOP/**     | no        | -
			/api/shop/** | no        | -
			/**          | no        | -
			""")
	void pathThatBeginsWithTheContextPathIsWarnedOf(String path, String warnedOf, @Nullable String remedy) {
		WITH_CONTEXT_PATH.forEach((server, lines) -> {
			List<String> ofPath = lines.stream().filter((line) -> line.contains(": the path " + path + " ")).toList();
			assertThat(ofPath).as(server.name()).hasSize(warnedOf.equals("yes") ? 1 : 0);
			assertThat(ofPath).allMatch((line) -> line.startsWith("cors.policies.p") && line
				.endsWith(".paths in property source 'test': the path " + path + " begins with the context path /shop."
						+ " Paths are relative to the context path, so it covers no more than /shop" + path + "."
						+ ((remedy != null) ? " Write " + remedy + "." : "") + " (docs/properties.md#paths)"));
		});
	}

	private static List<String> warningsAtContextPath(WebServer server) {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("server.servlet.context-path", "/shop",
				"spring.webflux.base-path", "shop/", "cors.policies.p.allowed-origins", "https://a.example"));
		List<String> paths = List.of("/shop/api/**", "/shop/{id}", "/shop", "/shop/**", "/api/**", "/shopping/**",
				"/sho", "/SHOP/**", "/api/shop/**", "/**");
		properties.put("cors.policies.p.paths", String.join(", ", paths));
		try (ConfigurableApplicationContext application = server.start(properties, Application.class)) {
			return application.getBean(ApplicationWarnings.class).lines();
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			SERVER | OPTION                                     | WARNED OF
			TOMCAT | cors.explain-denials=false                 | /actuator/**, /actuator, /cloudfoundryapplication/**
			NETTY  | cors.policies.a.paths=/actuator/info/**    | /actuator/**, /actuator, /cloudfoundryapplication/**
			TOMCAT | management.endpoints.web.base-path=/manage | /manage/health, /cloudfoundryapplication/**
			TOMCAT | management.endpoints.web.base-path=/       | /health/**, /cloudfoundryapplication/**
			TOMCAT | spring.mvc.servlet.path=/mvc               | /mvc/actuator/**
			TOMCAT | management.server.port=0                   | /cloudfoundryapplication/**
			NETTY  | spring.webflux.base-path=/shop             | /actuator/**, /actuator, /cloudfoundryapplication/**
			""")
	void pathOfManagementEndpointsInTheDefaultPolicyIsWarnedOf(WebServer server, String option, String warnedOf) {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("management.endpoints.web.exposure.include",
				"health", "cors.allowed-origins", "https://a.example", "cors.paths",
				"/actuator/**, /actuator, /manage/health, /health/**, /mvc/actuator/**,"
						+ " /cloudfoundryapplication/**, /actuators/**, /api/actuator/**, /api/**, /**"));
		String[] property = option.split("=", 2);
		properties.put(property[0], property[1]);
		try (ConfigurableApplicationContext application = server.start(properties, Application.class)) {
			List<String> expected = Arrays.stream(warnedOf.split(", "))
				.map((path) -> "cors.paths in property source 'test': the path " + path
						+ " leads to management endpoints, which the default policy never covers. Set"
						+ " management.endpoints.web.cors.* for them, or move the path to a named policy."
						+ " (docs/deployment.md#actuator)")
				.toList();
			List<String> lines = application.getBean(ApplicationWarnings.class).lines();
			assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void refreshIntervalWithoutAProviderIsWarnedOf(WebServer server, CapturedOutput output) {
		try (ConfigurableApplicationContext application = server.start(
				Map.of("cors.allowed-origins", "https://a.example", "cors.refresh-interval", "1m"),
				Application.class)) {
			verify(application, output, "cors.refresh-interval",
					" has no effect: there is no AllowedOriginsProvider that could be asked again. Remove the property,"
							+ " or declare a provider as a bean. (docs/properties.md#refresh-interval)");
		}
	}

	@Test
	void refreshIntervalWithAProviderHasAnEffect() {
		try (ConfigurableApplicationContext application = WebServer.TOMCAT.start(
				Map.of("cors.allowed-origins", "https://a.example", "cors.refresh-interval", "1m"),
				ApplicationWithProvider.class)) {
			assertThat(application.getBean(ApplicationWarnings.class).lines()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "true, true, true", "true, false, false", "false, true, false" })
	void explainedDenialsAreToldAtStartAndAreNoWarning(boolean explains, boolean policies, boolean told,
			CapturedOutput output) {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("cors.explain-denials", String.valueOf(explains),
				"logging.level.io.github.originaccess.cors", "info"));
		if (policies) {
			properties.put("cors.allowed-origins", "https://a.example");
		}
		try (ConfigurableApplicationContext application = WebServer.TOMCAT.start(properties, Application.class)) {
			assertThat(application.getBean(ApplicationWarnings.class).lines()).isEmpty();
			List<String> lines = output.getAll().lines().filter((line) -> line.contains("explain-denials")).toList();
			assertThat(lines).hasSize(told ? 1 : 0)
				.allMatch((line) -> line.contains(" INFO ") && line
					.endsWith("cors.explain-denials is true: responses say why a request was denied. This is meant for"
							+ " development. (docs/denials.md#see-the-reason)"));
		}
	}

	/** Each warning is a line of the log and of the actuator. */
	private static void verify(ConfigurableApplicationContext application, CapturedOutput output,
			@Nullable String property, String warning) {
		List<String> lines = application.getBean(ApplicationWarnings.class).lines();
		if (property == null) {
			assertThat(lines).isEmpty();
			return;
		}
		assertThat(lines).singleElement().asString().startsWith(property).endsWith(warning);
		assertThat(output.getAll().lines().filter((line) -> line.endsWith(lines.get(0)))).singleElement()
			.asString()
			.contains(" WARN ");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class ApplicationWithProvider extends Application {

		@Bean
		AllowedOriginsProvider provider() {
			return (policy) -> List.of();
		}

	}

}
