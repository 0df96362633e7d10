// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.application.ApplicationWarnings;
import io.github.originaccess.cors.fixtures.WireRequest;
import jakarta.servlet.ServletRegistration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.data.rest.core.annotation.RepositoryRestResource;
import org.springframework.data.rest.core.config.RepositoryRestConfiguration;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.data.rest.webmvc.config.RepositoryRestMvcConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines about second CORS layers of applications that run: GraphQL, gateways, Spring
 * Data REST and further dispatcher servlets.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecondLayerLinesTests {

	private static final String NAME = SecondLayerLinesTests.class.getName();

	private static final String EFFECT = " On covered paths it adds no header and refuses only WebSocket handshakes.";

	private static final String WHOLE = " is a second CORS layer. The policy 'default' covers its paths." + EFFECT
			+ " Remove it, unless handshakes need it.";

	private static final String GRAPHQL = "spring.graphql.cors.* (properties of GraphQL for /graphql,"
			+ " spring.graphql.cors.allowed-origins in property source 'test') is a second CORS layer."
			+ " The policy 'default' covers its paths.";

	private static final Map<String, String> MANAGEMENT = Map.of("management.endpoints.web.cors.allowed-origins",
			"https://ops.example.com", "cors.policies.ops.paths", "/actuator/**");

	private static final String MANAGEMENT_LINE = "management.endpoints.web.cors.* (properties of the management"
			+ " endpoints for /actuator/**, management.endpoints.web.cors.allowed-origins in property source 'test') is a"
			+ " second CORS layer. The policy 'ops' covers its paths. On covered paths the properties add no header and"
			+ " refuse nothing. Remove them.";

	private static final String PAGE = " (docs/deployment.md#second-cors-layers)";

	private static final String ROUTES = "spring.cloud.gateway.server.webflux.routes";

	private static final String GLOBAL = "spring.cloud.gateway.server.webflux.globalcors.cors-configurations";

	static Stream<Arguments> applications() {
		return Stream.of(
				row("Spring Data REST: mappings and a repository", WebServer.TOMCAT, DataRest.class, Map.of(),
						"Bean 'restConfigurer' (CORS mappings of Spring Data REST for /restmapping/**)" + WHOLE,
						"Repository " + NAME + "$Persons (@CrossOrigin for /rest/people/**)" + WHOLE),
				row("Spring Data REST below the path of the servlet", WebServer.TOMCAT, DataRest.class,
						Map.of("spring.mvc.servlet.path", "/mvc", "cors.paths", "/mvc/rest/**"),
						"Repository " + NAME + "$Persons (@CrossOrigin for /mvc/rest/people/**)" + WHOLE),
				row("Spring Data REST that no policy covers", WebServer.TOMCAT, DataRest.class,
						Map.of("cors.paths", "/rest/places/**")),
				row("a further dispatcher servlet", WebServer.TOMCAT, SecondServlet.class,
						Map.of("cors.paths", "/v2/**"),
						"Bean 'secondMappings' of the DispatcherServlet 'second' (addCorsMappings for /v2/legacy/**)"
								+ WHOLE,
						"Handler " + NAME + "$SecondMvc.annotated (@CrossOrigin on the method for GET /v2/annotated)"
								+ WHOLE),
				row("a further dispatcher servlet that no policy covers", WebServer.TOMCAT, SecondServlet.class,
						Map.of("cors.paths", "/annotated, /legacy/**")),
				row("a dispatcher servlet that is no bean", WebServer.TOMCAT, ContainerServlet.class, Map.of(),
						"Bean 'secondMappings' of the DispatcherServlet 'added' (addCorsMappings for /added/legacy/**)"
								+ WHOLE,
						"Handler " + NAME + "$SecondMvc.annotated (@CrossOrigin on the method for GET /added/annotated)"
								+ WHOLE),
				row("a gateway: global properties", WebServer.NETTY, Empty.class,
						Map.of(GLOBAL + ".[/**].allowed-origins", "https://global.example.com"),
						"spring.cloud.gateway.server.webflux.globalcors.* (properties of the gateway for /**, " + GLOBAL
								+ ".[/**].allowed-origins in property source 'test')" + WHOLE),
				row("CORS properties of the management endpoints below a policy", WebServer.TOMCAT, Empty.class,
						MANAGEMENT, MANAGEMENT_LINE),
				row("the same on WebFlux", WebServer.NETTY, Empty.class, MANAGEMENT, MANAGEMENT_LINE),
				row("CORS properties of management endpoints, and an additional path below a policy", WebServer.TOMCAT,
						Empty.class,
						Map.of("management.endpoints.web.cors.allowed-origins", "https://ops.example.com",
								"management.endpoint.health.group.live.include", "ping",
								"management.endpoint.health.group.live.additional-path", "server:/livez",
								"cors.policies.ops.paths", "/livez")),
				row("CORS properties of management endpoints that have a server of their own", WebServer.TOMCAT,
						Empty.class,
						Map.of("management.endpoints.web.cors.allowed-origins", "https://ops.example.com",
								"management.server.port", "0", "cors.policies.ops.paths", "/actuator/**")),
				row("CORS properties of management endpoints that no policy covers", WebServer.TOMCAT, Empty.class,
						Map.of("management.endpoints.web.cors.allowed-origins", "https://ops.example.com")),
				row("a gateway without CORS", WebServer.NETTY, Empty.class,
						Map.of("spring.cloud.gateway.enabled", "true")),
				row("a gateway: a route in properties and one in code", WebServer.NETTY, Routes.class,
						Map.of(ROUTES + "[0].id", "plain", ROUTES + "[0].uri", "http://127.0.0.1:1",
								ROUTES + "[0].predicates[0]", "Path=/plain/**", ROUTES + "[1].id", "partner-route",
								ROUTES + "[1].uri", "http://127.0.0.1:1", ROUTES + "[1].predicates[0]", "Path=/svc/**",
								ROUTES + "[1].metadata.cors.allowedOrigins", "https://partner.example.com"),
						"Route 'partner-route' (metadata 'cors' for /svc/**, " + ROUTES
								+ "[1].metadata.cors.allowedOrigins in property source 'test')" + WHOLE,
						"Route 'coded' (metadata 'cors' for /coded/**)" + WHOLE),
				row("a gateway: a route that no policy covers", WebServer.NETTY, Routes.class,
						Map.of("cors.paths", "/plain/**", "spring.cloud.gateway.enabled", "true")));
	}

	private static Arguments row(String why, WebServer server, Class<?> application, Map<String, String> properties,
			String... lines) {
		return Arguments.argumentSet(why, server, application, properties,
				Stream.of(lines).map((line) -> line + PAGE).toList());
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("applications")
	void linesNameEachLayerThatAPolicyCovers(WebServer server, Class<?> application, Map<String, String> properties,
			List<String> lines, CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(server, properties, application)) {
			assertThat(lines(context)).containsExactlyInAnyOrderElementsOf(lines);
		}
		assertThat(logged(output)).hasSameSizeAs(lines).allMatch((line) -> lines.stream().anyMatch(line::endsWith));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOMCAT")
	void graphQlPropertiesDecideOnHandshakesOnly(WebServer server) {
		Map<String, String> properties = graphQl(Map.of("spring.graphql.websocket.path", "/graphql-ws",
				"spring.graphql.cors.allowed-origins", "https://sock.example.com"));
		try (ConfigurableApplicationContext context = start(server, properties, queries(server))) {
			assertThat(lines(context)).containsExactly(GRAPHQL + " On HTTP requests the policy decides alone. On"
					+ " WebSocket handshakes at /graphql-ws the properties still decide: keep them for the handshakes,"
					+ " and list the origins of the policy there too." + PAGE);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOMCAT")
	void graphQlPropertiesWithoutWebSocketsAreToBeRemoved(WebServer server) {
		Map<String, String> properties = graphQl(
				Map.of("spring.graphql.cors.allowed-origins", "https://sock.example.com"));
		try (ConfigurableApplicationContext context = start(server, properties, queries(server))) {
			assertThat(lines(context)).containsExactly(
					GRAPHQL + " On covered paths the properties add no header and refuse nothing. Remove them." + PAGE);
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOMCAT")
	void graphQlWithoutCorsPropertiesIsNoLayer(WebServer server, CapturedOutput output) {
		Map<String, String> properties = graphQl(
				Map.of("spring.graphql.websocket.path", "/graphql-ws", "spring.security.user.password", "secret"));
		try (ConfigurableApplicationContext context = start(server, properties, queries(server))) {
			assertThat(lines(context)).isEmpty();
		}
		assertThat(logged(output)).isEmpty();
	}

	@Test
	void servletThatStartsWithItsFirstRequestIsNamedThen(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = start(WebServer.TOMCAT, Map.of(), LazyServlet.class)) {
			assertThat(logged(output)).isEmpty();
			RawHttp.send(WebServer.port(context), "/v2/annotated", WireRequest.parse("GET"));
			assertThat(logged(output)).hasSize(2).allMatch((line) -> line.contains(" /v2/"));
			assertThat(lines(context)).hasSize(2);
		}
	}

	@Test
	void lazyBeanIsNotCreatedButNamedWhenItExists(CapturedOutput output) throws IOException {
		Map<String, String> properties = Map.of("spring.main.lazy-initialization", "true",
				"spring.security.user.password", "secret");
		try (ConfigurableApplicationContext context = start(WebServer.TOMCAT, properties, LazyChain.class)) {
			assertThat(context.getBeanFactory().containsSingleton("lazyChain")).isFalse();
			assertThat(lines(context)).isEmpty();
			RawHttp.send(WebServer.port(context), "/", WireRequest.parse("GET"));
			assertThat(lines(context)).singleElement().asString().startsWith("Bean 'lazyChain'");
			assertThat(logged(output)).hasSize(1);
		}
	}

	@Test
	void failingSearchDoesNotFailTheStart(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(WebServer.TOMCAT, Map.of(), FailingSecondTime.class)) {
			assertThat(lines(context)).isEmpty();
		}
		assertThat(output).doesNotContain("second CORS layer");
	}

	private static ConfigurableApplicationContext start(WebServer server, Map<String, String> properties,
			Class<?> application) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("cors.allowed-origins", "https://app.example.com");
		return server.start(all, application);
	}

	private static Map<String, String> graphQl(Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("spring.graphql.schema.locations", "classpath:deployment/");
		all.put("cors.paths", "/graphql");
		return all;
	}

	private static Class<?> queries(WebServer server) {
		return (server == WebServer.NETTY) ? GraphQlHandshakeTests.ReactiveQueries.class
				: GraphQlHandshakeTests.ServletQueries.class;
	}

	private static List<String> lines(ConfigurableApplicationContext context) {
		return context.getBean(ApplicationWarnings.class).lines();
	}

	private static List<String> logged(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("second CORS layer")).toList();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Import(Empty.class)
	static class Routes {

		@Bean
		RouteLocator coded(RouteLocatorBuilder builder) {
			return builder.routes()
				.route("coded",
						(route) -> route.path("/coded/**")
							.metadata("cors", Map.of("allowedOrigins", "https://coded.example.com"))
							.uri("http://127.0.0.1:1"))
				.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMapRepositories(considerNestedRepositories = true, basePackageClasses = SecondLayerLinesTests.class)
	@Import(RepositoryRestMvcConfiguration.class)
	static class DataRest {

		@Bean
		RepositoryRestConfigurer restConfigurer() {
			return new RepositoryRestConfigurer() {

				@Override
				public void configureRepositoryRestConfiguration(RepositoryRestConfiguration configuration,
						CorsRegistry cors) {
					configuration.setBasePath("/rest");
					cors.addMapping("/restmapping/**");
				}

			};
		}

	}

	record Person(@Id String id, String name) {

	}

	@CrossOrigin
	@RepositoryRestResource(path = "people")
	interface Persons extends KeyValueRepository<Person, String> {

	}

	record Place(@Id String id, String name) {

	}

	@RepositoryRestResource
	interface Places extends KeyValueRepository<Place, String> {

	}

	private static DispatcherServlet dispatcher() {
		AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
		context.register(SecondMvc.class);
		return new DispatcherServlet(context);
	}

	@Import(Empty.class)
	static class SecondServlet {

		@Bean
		ServletRegistrationBean<DispatcherServlet> second() {
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(dispatcher(),
					"/v2/*");
			registration.setName("second");
			registration.setLoadOnStartup(1);
			return registration;
		}

	}

	@Import(Empty.class)
	static class LazyServlet {

		@Bean
		ServletRegistrationBean<DispatcherServlet> second() {
			return new ServletRegistrationBean<>(dispatcher(), "/v2/*");
		}

	}

	@Import(Empty.class)
	static class ContainerServlet {

		@Bean
		ServletContextInitializer added() {
			return (context) -> {
				ServletRegistration.Dynamic registration = context.addServlet("added", dispatcher());
				registration.addMapping("/added/*");
				registration.setLoadOnStartup(1);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	@RestController
	static class SecondMvc {

		@CrossOrigin
		@GetMapping("/annotated")
		String annotated() {
			return "ok";
		}

		@Bean
		WebMvcConfigurer secondMappings() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/legacy/**");
				}

			};
		}

	}

	@Import(Empty.class)
	static class LazyChain {

		@Bean
		SecurityFilterChain lazyChain(HttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource((request) -> new CorsConfiguration())).build();
		}

	}

	@Import(Empty.class)
	static class FailingSecondTime implements WebMvcConfigurer {

		private boolean called;

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			if (this.called) {
				throw new IllegalStateException("asked twice");
			}
			this.called = true;
		}

	}

}
