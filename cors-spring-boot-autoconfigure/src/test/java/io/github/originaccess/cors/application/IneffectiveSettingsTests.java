// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	/** Each application is at the context path /shop. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			SERVER | PATHS                      | WARNED OF   | REMEDY
			TOMCAT | /shop/api/**               | /shop/api/** | /api/**
			JETTY  | /shop/api/**               | /shop/api/** | /api/**
			NETTY  | /shop/api/**               | /shop/api/** | /api/**
			NETTY  | /api/**, /shop             | /shop       | -
			TOMCAT | /shop/**                   | /shop/**    | -
			TOMCAT | /shop/{id}                 | /shop/{id}  | /{id}
			TOMCAT | /api/**                    | -           | -
			TOMCAT | /shopping/**               | -           | -
			TOMCAT | /sho                       | -           | -
			TOMCAT | /SHOP/**                   | -           | -
			TOMCAT | /api/shop/**               | -           | -
			TOMCAT | /**                        | -           | -
			NETTY  | /shopping/**, /api/shop/** | -           | -
			""")
	void pathThatBeginsWithTheContextPathIsWarnedOf(WebServer server, String paths, @Nullable String path,
			@Nullable String remedy, CapturedOutput output) {
		Map<String, String> properties = Map.of("cors.policies.api.paths", paths, "cors.policies.api.allowed-origins",
				"https://a.example", "server.servlet.context-path", "/shop", "spring.webflux.base-path", "shop/");
		try (ConfigurableApplicationContext application = server.start(properties, Application.class)) {
			verify(application, output, (path == null) ? null : "cors.policies.api.paths in ",
					": the path " + path
							+ " begins with the context path /shop. Paths are relative to the context path,"
							+ " so it covers no more than /shop" + path + "."
							+ ((remedy != null) ? " Write " + remedy + "." : ""));
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					SERVER | PATHS                        | OPTIONS                                    | WARNED OF
					TOMCAT | /actuator/**, /api/**        | -                                          | /actuator/**
					NETTY  | /actuator/**, /api/**        | -                                          | /actuator/**
					TOMCAT | /actuator                    | -                                          | /actuator
					TOMCAT | /manage/health               | management.endpoints.web.base-path=/manage | /manage/health
					TOMCAT | /health/**                   | management.endpoints.web.base-path=/       | /health/**
					TOMCAT | /mvc/actuator/**             | spring.mvc.servlet.path=/mvc               | /mvc/actuator/**
					TOMCAT | /cloudfoundryapplication/**  | -                                          | /cloudfoundryapplication/**
					TOMCAT | /actuator/**                 | management.endpoints.web.base-path=/manage | -
					TOMCAT | /actuator/**                 | spring.mvc.servlet.path=/mvc               | -
					TOMCAT | /actuators/**                | -                                          | -
					TOMCAT | /api/actuator/**             | -                                          | -
					TOMCAT | /**                          | -                                          | -
					TOMCAT | /actuator/**                 | management.server.port=0                   | -
					NETTY  | /api/**                      | cors.policies.a.paths=/actuator/**         | -
					""")
	void pathOfManagementEndpointsInTheDefaultPolicyIsWarnedOf(WebServer server, String paths, @Nullable String option,
			@Nullable String path, CapturedOutput output) {
		Map<String, String> properties = new LinkedHashMap<>(
				Map.of("cors.allowed-origins", "https://a.example", "cors.paths", paths, "management.x", ""));
		Arrays.stream((option != null) ? new String[] { option } : new String[0])
			.map((text) -> text.split("=", 2))
			.forEach((property) -> properties.put(property[0], property[1]));
		try (ConfigurableApplicationContext application = server.start(properties, Application.class)) {
			verify(application, output, (path == null) ? null : "cors.paths in ",
					": the path " + path + " leads to management endpoints, which the default policy never covers. Set"
							+ " management.endpoints.web.cors.* for them, or move the path to a named policy.");
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
							+ " or declare a provider as a bean.");
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
							+ " development."));
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
