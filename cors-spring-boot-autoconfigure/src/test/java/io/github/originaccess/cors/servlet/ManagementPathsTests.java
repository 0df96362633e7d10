// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.http.HttpServlet;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jersey.autoconfigure.JerseyApplicationPath;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Management endpoints, which have CORS properties of their own, on a real server.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagementPathsTests {

	private static final String ORIGIN = "https://a.example";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					OPTIONS                                                                      | COVERED           | LEFT ALONE
					spring.application.name=x                                                      | /x /actuators     | /actuator /actuator/health /actuator/he%61lth /cloudfoundryapplication/health
					management.endpoints.web.base-path=/manage                                 | /actuator/health  | /manage/health /manage
					management.endpoints.web.base-path=/                                       | /x /actuator      | /health /health/a /info
					management.endpoints.web.path-mapping.health=alive                         | /x                | /actuator/alive /actuator/health
					management.endpoint.health.group.live.additional-path=server:/livez        | /x                | /livez /actuator/health
					spring.mvc.servlet.path=/app                                               | /actuator/health /app/x | /app/actuator/health /app/cloudfoundryapplication /cloudfoundryapplication
					spring.mvc.servlet.path=/                                                  | /x                | /actuator/health
					spring.webflux.base-path=/left-over                                        | /left-over/actuator/health | /actuator/health
					spring.jersey.application-path=/left-over                                  | /left-over/actuator/health | /actuator/health
					management.server.base-path=/left-over                                     | /left-over/actuator/health | /actuator/health
					management.endpoints.web.base-path=/manage/                                | /actuator/health  | /manage/health
					management.endpoints.web.base-path=/manage//                               | /actuator/health  | /manage/health
					management.endpoints.web.base-path=//manage                                | /actuator/health  | //manage/health /manage/health
					management.endpoints.web.base-path=/a/b/manage                             | /manage/health /a/b | /a/b/manage/health
					management.endpoints.web.base-path=/{tenant}/manage                        | /manage/health /x/manages | /x/manage/health /y/manage
					server.servlet.context-path=/ctx                                           | /ctx/x            | /ctx/actuator/health
					management.server.port=-1                                                  | /actuator/health  |
					management.server.port=0                                                   | /actuator/health  |
					cors.policies.ops.paths=/*/health                                          | /x/health         | /actuator/health
					cors.policies.ops.paths=/actuator/health                                   | /actuator/health  | /actuator/info
					cors.policies.ops.paths=/cloudfoundryapplication/**                        | /cloudfoundryapplication/x | /actuator/info
					spring.main.lazy-initialization=true                                       | /x                | /actuator/health
					""")
	void onlyPoliciesThatNameThemCoverManagementPaths(String option, String covered, String leftAlone)
			throws IOException {
		try (ConfigurableApplicationContext application = start(option)) {
			for (String path : covered.split(" ")) {
				assertThat(vary(application, path)).as(path).contains("Origin");
			}
			for (String path : (leftAlone != null) ? leftAlone.split(" ") : new String[0]) {
				assertThat(vary(application, path)).as(path).isEmpty();
			}
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SERVER | APPLICATION                          | ANSWERED                                      | COVERED
					TOMCAT | OwnPathOfTheDispatcherServlet        | /mvc/actuator/health                          | /mvc/x /actuator/health
					JETTY  | OwnPathOfTheDispatcherServlet        | /mvc/actuator/health                          | /mvc/x /actuator/health
					TOMCAT | SecondRegistrationOfTheDispatcherServlet | /actuator/health /reg/actuator/health     | /x /reg/x /x.do
					TOMCAT | SeveralDispatcherServlets            | /actuator/health /second/actuator/health      | /x /second/x /third/actuator/health
					JETTY  | SeveralDispatcherServlets            | /actuator/health /second/actuator/health      | /x /second/x /third/actuator/health
					TOMCAT | JerseyBesideSpringMvc                | /actuator/health                              | /api/things /api/actuator/health
					""")
	void endpointsBelowTheServletsPathAreReserved(WebServer server, String application, String answered, String covered)
			throws IOException, ClassNotFoundException {
		Class<?> type = Class.forName(ManagementPathsTests.class.getName() + "$" + application);
		try (ConfigurableApplicationContext context = start(server, type, "spring.application.name=x")) {
			for (String path : answered.split(" ")) {
				WireResponse response = RawHttp.send(WebServer.port(context), path, get());
				assertThat(response.status()).as(path).isEqualTo(200);
				assertThat(response.corsHeaders()).as(path).isEmpty();
				assertThat(vary(context, path)).as(path).isEmpty();
				WireResponse preflight = RawHttp.send(WebServer.port(context), path,
						WireRequest.parse("OPTIONS Origin: " + ORIGIN + " ~ Access-Control-Request-Method: POST"));
				assertThat(preflight.corsHeaders()).as(path).isEmpty();
			}
			for (String path : covered.split(" ")) {
				assertThat(vary(context, path)).as(path).contains("Origin");
			}
		}
	}

	@Test
	void corsPropertiesOfTheEndpointsDecideThere() throws IOException {
		try (ConfigurableApplicationContext application = start(
				"management.endpoints.web.cors.allowed-origins=https://ops.example")) {
			WireRequest request = new WireRequest("GET", List.of(new WireHeader("Origin", "https://ops.example")));
			WireResponse response = RawHttp.send(WebServer.port(application), "/actuator/health", request);
			assertThat(response.headers())
				.contains(new WireHeader("Access-Control-Allow-Origin", "https://ops.example"));
		}
	}

	@Test
	void corsPropertiesOfTheEndpointsDecideOnTheManagementPort() throws IOException {
		try (ConfigurableApplicationContext application = start("management.server.port=0",
				"management.endpoints.web.cors.allowed-origins=https://ops.example")) {
			int port = application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			WireResponse allowed = RawHttp.send(port, "/actuator/health",
					WireRequest.parse("GET Origin: https://ops.example"));
			assertThat(allowed.corsHeaders()).containsExactly("access-control-allow-origin: https://ops.example");
			WireResponse other = RawHttp.send(port, "/actuator/health", WireRequest.parse("GET Origin: " + ORIGIN));
			assertThat(other.corsHeaders()).isEmpty();
		}
	}

	@Test
	void policyForEndpointsOfTheManagementPortIsAWarning(CapturedOutput output) {
		start("management.server.port=0", "cors.policies.ops.paths=/actuator/**").close();
		assertThat(output).contains("CORS policy 'ops' covers /actuator, which has no effect",
				" Set management.endpoints.web.cors.* instead. (docs/deployment.md#actuator)");
		start("management.server.port=0", "cors.policies.[o\u001Bps].paths=/actuator/**").close();
		assertThat(output).contains("CORS policy 'o\\u001bps' covers /actuator, which has no effect")
			.doesNotContain("\u001B");
	}

	private static WireRequest get() {
		return new WireRequest("GET", List.of(new WireHeader("Origin", ORIGIN)));
	}

	private static List<String> vary(ConfigurableApplicationContext application, String path) throws IOException {
		return RawHttp.send(WebServer.port(application), path, get())
			.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase("Vary"))
			.map(WireHeader::value)
			.toList();
	}

	private static ConfigurableApplicationContext start(String... options) {
		return start(WebServer.TOMCAT, Application.class, options);
	}

	private static ConfigurableApplicationContext start(WebServer server, Class<?> application, String... options) {
		Map<String, String> properties = new LinkedHashMap<>(
				Map.of("cors.allowed-origins", ORIGIN, "management.endpoints.web.exposure.include", "health,info"));
		for (String option : options) {
			String[] property = option.split("=", 2);
			properties.put(property[0], property[1]);
		}
		return server.start(properties, application);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class OwnPathOfTheDispatcherServlet extends Application {

		@Bean
		DispatcherServletRegistrationBean dispatcherServletRegistration(DispatcherServlet servlet) {
			return new DispatcherServletRegistrationBean(servlet, "/mvc/*");
		}

	}

	static class SecondRegistrationOfTheDispatcherServlet extends Application {

		@Bean
		ServletRegistrationBean<DispatcherServlet> mvc(DispatcherServlet servlet) {
			return new ServletRegistrationBean<>(servlet, "/reg/*", "*.do");
		}

	}

	static class SeveralDispatcherServlets extends Application {

		@Bean
		ServletRegistrationBean<DispatcherServlet> second() {
			AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(context), "/second/*");
			registration.setName("second");
			return registration;
		}

		@Bean
		ServletRegistrationBean<HttpServlet> third() {
			return new ServletRegistrationBean<>(new HttpServlet() {
			}, "/third/*");
		}

	}

	static class JerseyBesideSpringMvc extends Application {

		@Bean
		ResourceConfig jersey() {
			return new ResourceConfig().property("jersey.config.server.wadl.disableWadl", true);
		}

		@Bean
		JerseyApplicationPath jerseyApplicationPath() {
			return () -> "/api";
		}

	}

}
