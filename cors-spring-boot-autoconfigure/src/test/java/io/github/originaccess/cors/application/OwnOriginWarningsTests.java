// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Enforcement;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Warnings about ways around own origins for a page that has rebound its DNS name.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnOriginWarningsTests {

	private static final String FORWARDED = "may send X-Forwarded-Host";

	private static final String EXPOSED = "the management endpoints ";

	/** What finds endpoints and the servlet's path. */
	private static final AutoConfigurations WITHOUT_SERVER = AutoConfigurations.of(CorsAutoConfiguration.class,
			DispatcherServletAutoConfiguration.class, EndpointAutoConfiguration.class,
			WebEndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
			InfoEndpointAutoConfiguration.class, HealthEndpointAutoConfiguration.class);

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					SERVER | OPTIONS                                                                        | WARNED, FOR THE REASON
					TOMCAT | -                                                                              | -
					MVC    | server.forward-headers-strategy=none                                           | -
					TOMCAT | server.forward-headers-strategy=framework                                      | server.forward-headers-strategy is framework
					MVC    | server.forward-headers-strategy=NATIVE                                         | server.forward-headers-strategy is NATIVE
					JETTY  | server.forward-headers-strategy=native                                         | server.forward-headers-strategy is native
					NETTY  | server.forward-headers-strategy=native                                         | server.forward-headers-strategy is native
					NETTY  | server.forward-headers-strategy=framework                                      | server.forward-headers-strategy is framework
					MVC    | spring.main.cloud-platform=kubernetes                                          | native by default on KUBERNETES
					MVC    | spring.main.cloud-platform=kubernetes server.forward-headers-strategy=none     | -
					MVC    | spring.main.cloud-platform=none                                                | -
					MVC    | server.tomcat.remoteip.remote-ip-header=x-forwarded-for                        | server.tomcat.remoteip.remote-ip-header is set
					MVC    | server.tomcat.remoteip.protocol-header=x-forwarded-proto                       | server.tomcat.remoteip.protocol-header is set
					MVC    | server.forward-headers-strategy=framework cors.enforcement=report              | server.forward-headers-strategy is framework
					MVC    | server.forward-headers-strategy=framework cors.enforcement=browser             | -
					MVC    | server.forward-headers-strategy=framework cors.own-origins=http://[::1]:*,http://*.localhost:8080 | server.forward-headers-strategy is framework
					MVC    | server.forward-headers-strategy=framework cors.own-origins=https://app.example.com,http://localhost:8080 | -
					MVC    | server.forward-headers-strategy=framework cors.own-origins=http://localhost.example.com | -
					MVC    | server.forward-headers-strategy=framework cors.own-origins=http://10.0.0.1     | -
					MVC    | server.forward-headers-strategy=framework cors.own-origins=https://app.example.com cors.policies.tool.paths=/tool/** cors.policies.tool.own-origins=http://localhost:* | server.forward-headers-strategy is framework
					""")
	void loopbackOwnOriginsWithForwardedHeadersAreWarnedOf(String server, @Nullable String options,
			@Nullable String reason, CapturedOutput output) {
		run(server, "health", options, (application) -> {
			List<String> lines = application.getBean(ApplicationWarnings.class).lines();
			if (reason == null) {
				assertThat(lines).isEmpty();
				assertThat(output).doesNotContain(FORWARDED);
				return;
			}
			assertThat(lines).singleElement().asString().contains("own-origins in ", reason, FORWARDED);
			assertThat(output.getAll().lines().filter((line) -> line.contains(lines.get(0)))).singleElement()
				.asString()
				.contains("WARN");
		});
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					SERVER | EXPOSED    | OPTIONS                                                                          | WARNED OF
					MVC    | health     | -                                                                                | -
					TOMCAT | health,env | -                                                                                | env
					NETTY  | health,env | -                                                                                | env
					MVC    | info,env   | management.endpoints.web.base-path=/                                             | env, info
					TOMCAT | env        | management.server.port=0                                                         | -
					NETTY  | env        | management.server.port=0                                                         | -
					MVC    | env        | management.server.port=-1                                                        | -
					MVC    | env        | cors.policies.ops.paths=/actuator/**                                             | -
					FLUX   | env        | cors.policies.ops.paths=/actuator/**                                             | -
					MVC    | env        | cors.policies.ops.paths=/actuator/** cors.policies.ops.enforcement=report        | -
					MVC    | env        | cors.policies.ops.paths=/actuator/** cors.policies.ops.enforcement=browser       | env
					MVC    | env        | cors.policies.ops.paths=/actuator/*                                              | env
					MVC    | env        | cors.own-origins= cors.policies.tool.paths=/tool cors.policies.tool.own-origins=http://localhost:8080 cors.policies.ops.paths=/actuator/** | env
					MVC    | env        | cors.policies.ops.paths=/actuator/env/**                                         | -
					MVC    | info       | cors.policies.ops.paths=/actuator/info                                           | -
					MVC    | info,env   | cors.policies.ops.paths=/actuator/env/**                                         | info
					MVC    | info       | cors.paths=/**                                                                   | info
					MVC    | info       | management.endpoints.web.base-path=/manage cors.policies.ops.paths=/actuator/**  | info
					MVC    | info       | management.endpoints.web.base-path=/manage cors.policies.ops.paths=/manage/**    | -
					MVC    | info       | spring.mvc.servlet.path=/mvc cors.policies.ops.paths=/actuator/**                | info
					TOMCAT | info       | spring.mvc.servlet.path=/mvc cors.policies.ops.paths=/mvc/actuator/**            | -
					MVC    | info       | cors.enforcement=browser                                                         | info
					""")
	void endpointsNotCoveredByOwnOriginsAreWarnedOf(String server, String exposed, @Nullable String options,
			@Nullable String named, CapturedOutput output) {
		run(server, exposed, options, (application) -> {
			List<String> lines = application.getBean(ApplicationWarnings.class).lines();
			if (named == null) {
				assertThat(lines).isEmpty();
				assertThat(output).doesNotContain(EXPOSED);
				return;
			}
			assertThat(lines).singleElement()
				.asString()
				.startsWith("cors.")
				.contains("own-origins in ", EXPOSED + named + " are exposed on the same port");
			assertThat(output).containsOnlyOnce(lines.get(0));
		});
	}

	@Test
	void nothingIsLoggedWithoutOwnOrigins() {
		run("MVC", "*", "server.forward-headers-strategy=framework cors.own-origins=",
				(application) -> assertThat(application.getBean(ApplicationWarnings.class).lines()).isEmpty());
	}

	@Test
	void actuatorShowsTheSameLines() throws IOException {
		try (ConfigurableApplicationContext application = WebServer.TOMCAT
			.start(properties("cors,health", "server.forward-headers-strategy=framework"), Application.class);
				RawConnection connection = new RawConnection(WebServer.port(application))) {
			connection.exchange(RawHttp.text("/actuator/cors", WireRequest.parse("GET"), "close"));
			String body = connection.rest();
			assertThat(application.getBean(ApplicationWarnings.class).lines()).hasSize(2)
				.allSatisfy((line) -> assertThat(body).contains(line));
		}
	}

	@Test
	void policiesInForceAreCheckedAndEachLineIsLoggedOnce(CapturedOutput output) {
		run("MVC", "env", null, (application) -> {
			ApplicationWarnings warnings = application.getBean(ApplicationWarnings.class);
			CorsPolicyRegistry registry = application.getBean(CorsPolicyRegistry.class);
			registry.replace(List.of(new CorsPolicyBuilder().allowedOrigins(List.of())
				.ownOrigins("http://localhost:8080")
				.enforcement(Enforcement.SERVER)
				.build()));
			assertThat(warnings.lines()).singleElement()
				.asString()
				.startsWith("own-origins of the policy 'default' in code: the management endpoints env are exposed");
			registry.refresh();
			registry.refresh();
			assertThat(output.getAll()).containsOnlyOnce("in code: the management endpoints");
			registry.replace(List.of());
			assertThat(warnings.lines()).isEmpty();
		});
	}

	@Test
	void policiesMadeInCodeAreChecked() {
		try (ConfigurableApplicationContext application = WebServer.NETTY
			.start(Map.of("management.endpoints.web.exposure.include", "env"), PoliciesOfCode.class)) {
			assertThat(application.getBean(ApplicationWarnings.class).lines()).singleElement()
				.asString()
				.startsWith(
						"own-origins of the policy 'default' in the bean 'corsPolicyRegistry': the management endpoints env are exposed");
		}
	}

	/** Run an application on a server, or on a stack without a server. */
	private static void run(String server, String exposed, @Nullable String options,
			Consumer<ApplicationContext> check) {
		Map<String, String> properties = properties(exposed, options);
		String[] pairs = properties.entrySet().stream().map(Object::toString).toArray(String[]::new);
		switch (server) {
			case "MVC" -> new WebApplicationContextRunner().withConfiguration(WITHOUT_SERVER)
				.withPropertyValues(pairs)
				.run(check::accept);
			case "FLUX" -> new ReactiveWebApplicationContextRunner().withConfiguration(WITHOUT_SERVER)
				.withPropertyValues(pairs)
				.run(check::accept);
			default -> {
				try (ConfigurableApplicationContext application = WebServer.valueOf(server)
					.start(properties, Application.class)) {
					check.accept(application);
				}
			}
		}
	}

	private static Map<String, String> properties(String exposed, @Nullable String options) {
		Map<String, String> properties = new LinkedHashMap<>(
				Map.of("cors.allowed-origins", "", "cors.own-origins", "http://localhost:8080,http://127.0.0.1:8080",
						"cors.enforcement", "server", "management.endpoints.web.exposure.include", exposed));
		Arrays.stream((options != null) ? options.split(" ") : new String[0]).forEach((option) -> {
			String[] property = option.split("=", 2);
			properties.put(property[0], property[1]);
		});
		properties.values().removeIf(String::isEmpty);
		properties.put("cors.allowed-origins", "");
		return properties;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class PoliciesOfCode extends Application {

		@Bean
		CorsPolicyRegistry corsPolicyRegistry() {
			return new CorsPolicyRegistry(List.of(new CorsPolicyBuilder().allowedOrigins(List.of())
				.ownOrigins("http://localhost:8080")
				.enforcement(Enforcement.SERVER)
				.build()));
		}

	}

}
