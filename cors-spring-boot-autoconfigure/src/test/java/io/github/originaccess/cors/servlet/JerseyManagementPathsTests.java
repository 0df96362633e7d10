// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Management endpoints that Jersey serves, on a real server without Spring MVC.
 */
class JerseyManagementPathsTests {

	private static final String ORIGIN = "https://a.example";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SERVER | APPLICATION        | OPTIONS                                                                         | ANSWERED                           | COVERED
					TOMCAT | Application        |                                                                                 | /actuator/health                   | /things /api/actuator/health
					TOMCAT | Application        | spring.jersey.application-path=/api                                             | /api/actuator/health /api/actuator | /api/things /actuator/health
					JETTY  | Application        | spring.jersey.application-path=/api                                             | /api/actuator/health               | /api/things /actuator/health
					TOMCAT | Application        | spring.jersey.application-path=/api/                                            | /api/actuator/health               | /api/things
					TOMCAT | Application        | spring.jersey.application-path=api                                              | /api/actuator/health               | /api/things
					TOMCAT | Application        | spring.jersey.application-path=/api/*                                           | /api/actuator/health               | /api/things
					TOMCAT | Application        | spring.jersey.application-path=/api spring.jersey.type=filter | /api/actuator/health | /api/things /x
					JETTY  | Application        | spring.jersey.application-path=/api spring.jersey.type=filter | /api/actuator/health | /api/things /x
					TOMCAT | Application        | spring.jersey.application-path=/api spring.mvc.servlet.path=/left-over          | /api/actuator/health               | /api/things /left-over/actuator/health
					TOMCAT | Application        | spring.jersey.application-path=/api management.endpoints.web.base-path=/        | /api/health                        | /api/things /api/actuator
					TOMCAT | Application        | spring.jersey.application-path=/api management.endpoints.web.base-path=/manage  | /api/manage/health                 | /api/things /api/actuator/health
					TOMCAT | Application        | spring.jersey.application-path=/api management.endpoint.health.group.live.include=ping management.endpoint.health.group.live.additional-path=server:/livez | /api/livez | /api/things /livez
					TOMCAT | Application        | spring.jersey.application-path=/api server.servlet.context-path=/ctx            | /ctx/api/actuator/health           | /ctx/api/things
					TOMCAT | AnnotatedPath      |                                                                                 | /annotated/actuator/health         | /annotated/things /actuator/health
					TOMCAT | OwnRegistration    | spring.jersey.application-path=/api                                             | /own/actuator/health               | /own/things /api/actuator/health
					TOMCAT | Application        | spring.jersey.application-path=/api management.server.port=0                    |                                    | /api/things /api/actuator/health
					""")
	void endpointsBelowJerseysPathAreReserved(WebServer server, String application, String options, String answered,
			String covered) throws IOException, ClassNotFoundException {
		Class<?> type = Class.forName(JerseyManagementPathsTests.class.getName() + "$" + application);
		try (ConfigurableApplicationContext context = start(server, type, options)) {
			int port = WebServer.port(context);
			for (String path : (answered != null) ? answered.split(" ") : new String[0]) {
				WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: " + ORIGIN));
				assertThat(response.status()).as(path).isEqualTo(200);
				assertThat(response.corsHeaders()).as(path).isEmpty();
				assertThat((response.vary() != null) ? response.vary() : "").as(path).doesNotContain("Origin");
				WireResponse preflight = RawHttp.send(port, path,
						WireRequest.parse("OPTIONS Origin: " + ORIGIN + " ~ Access-Control-Request-Method: POST"));
				assertThat(preflight.corsHeaders()).as(path).isEmpty();
			}
			for (String path : covered.split(" ")) {
				WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: " + ORIGIN));
				assertThat(response.corsHeaders()).as(path).containsExactly("access-control-allow-origin: " + ORIGIN);
				assertThat(response.status()).as(path).isEqualTo(path.endsWith("/things") ? 200 : 404);
			}
		}
	}

	private static ConfigurableApplicationContext start(WebServer server, Class<?> application, String options) {
		Map<String, String> properties = new HashMap<>(Map.of("cors.allowed-origins", ORIGIN,
				"management.endpoints.web.exposure.include", "*", "server.servlet.register-default-servlet", "true"));
		Arrays.stream((options != null) ? options.split(" ") : new String[0]).forEach((option) -> {
			String[] property = option.split("=", 2);
			properties.put(property[0], property[1]);
		});
		ClassLoader original = Thread.currentThread().getContextClassLoader();
		ClassLoader withoutSpringMvc = new FilteredClassLoader("org.springframework.web.servlet",
				"org.springframework.graphql");
		try {
			Thread.currentThread().setContextClassLoader(withoutSpringMvc);
			SpringApplicationBuilder builder = new SpringApplicationBuilder(new DefaultResourceLoader(withoutSpringMvc),
					application);
			return server.with(builder, properties).run();
		}
		finally {
			Thread.currentThread().setContextClassLoader(original);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ResourceConfig jersey() {
			return new ResourceConfig(Things.class);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AnnotatedPath {

		@Bean
		ResourceConfig jersey() {
			return new Annotated();
		}

	}

	static class OwnRegistration extends Application {

		@Bean
		ServletRegistrationBean<ServletContainer> jerseyServletRegistration(ResourceConfig config) {
			return new ServletRegistrationBean<>(new ServletContainer(config), "/own/*");
		}

	}

	@ApplicationPath("/annotated")
	static class Annotated extends ResourceConfig {

		Annotated() {
			register(Things.class);
		}

	}

	/**
	 * A resource of the application.
	 */
	@Path("/things")
	public static class Things {

		@GET
		public String things() {
			return "things";
		}

	}

}
