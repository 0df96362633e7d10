// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.originaccess.cors.actuate.CorsDescriptor;
import io.github.originaccess.cors.actuate.CorsEndpoint;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.autoconfigure.CorsEndpointAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The message at start that shows Spring's CORS configuration as properties.
 */
class ExistingCorsLogTests {

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebMvcAutoConfiguration.class,
				SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class));

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebFluxAutoConfiguration.class));

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	/** Other tests start applications that change the log level. */
	@BeforeEach
	void log() {
		logger().setLevel(Level.INFO);
		logger().addAppender(this.log);
		this.log.start();
	}

	@AfterEach
	void resetLog() {
		logger().setLevel(null);
		logger().detachAppender(this.log);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(ExistingCorsLog.class);
	}

	@Test
	void withoutConfigurationTheMessageIsShort() {
		assertThat(message(this.servlet, Nothing.class))
			.isEqualTo("There is no CORS policy. Set cors.allowed-origins to the origins that you trust, such as "
					+ "https://app.example.com, or cors.policies.<name>.* for some paths only."
					+ " (docs/getting-started.md)");
	}

	@Test
	void withPoliciesThereIsNoMessageAndNothingIsTranslated() {
		this.servlet
			.withPropertyValues("cors.policies.api.allowed-origins=https://a.example",
					"cors.policies.api.paths=/api/**")
			.withUserConfiguration(PublicConfigurations.Everything.class)
			.run((context) -> {
				assertThat(this.log.list).isEmpty();
				assertThat(ReflectionTestUtils.getField(context.getBean(ExistingCors.class), "layers")).isNull();
			});
	}

	@Test
	void messageOfManyHandlersIsCutAndTheEndpointHasAllOfIt() {
		this.servlet
			.withConfiguration(
					AutoConfigurations.of(EndpointAutoConfiguration.class, CorsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=cors")
			.withBean(Handlers.class)
			.run((context) -> {
				List<String> lines = message().lines().toList();
				assertThat(lines).hasSize(60)
					.contains("#   - /shop/h1/items", "#   allow-credentials: true")
					.allMatch((line) -> line == lines.get(0) || line.startsWith("# "))
					.last()
					.asString()
					.matches(
							"# \\d+ more lines are in 'existing' of GET /actuator/cors\\. Take all of them from there: .*");
				CorsDescriptor.Policies descriptor = (CorsDescriptor.Policies) context.getBean(CorsEndpoint.class)
					.cors(null, null, null, null, null, null, null, null)
					.getBody();
				assertThat(Objects.requireNonNull(Objects.requireNonNull(descriptor).existing()).lines())
					.hasSizeGreaterThan(300)
					.startsWith(lines.subList(1, 59).stream().map((line) -> line.substring(2)).toArray(String[]::new))
					.filteredOn((line) -> line.matches(" +- /shop/h\\d+/items"))
					.hasSize(300);
			});
	}

	@Test
	void anyOriginWithCredentials() {
		assertThat(message(this.servlet, PublicConfigurations.Everything.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'publicConfigurations.Everything' (addCorsMappings for /**)
						  # Spring answers 500 here, because it refuses * with credentials. List the origins of your front ends instead.
						  allowed-origins: []
						  allowed-methods: GET, POST, PUT, DELETE, OPTIONS
						  allow-credentials: true""");
	}

	@Test
	void anyOriginPatternWithCredentials() {
		assertThat(message(this.servlet, PublicConfigurations.EveryPattern.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'publicConfigurations.EveryPattern' (addCorsMappings for /**)
						  # Spring allows any origin with credentials here: each site can read responses with your users' cookies. List the origins of your front ends instead.
						  allowed-origins: []
						  allowed-methods: "*"
						  allow-credentials: true
						  max-age: 1h""");
	}

	@Test
	void filterForEverything() {
		assertThat(message(this.servlet, PublicConfigurations.FilterForEverything.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'corsFilter' (Spring's CorsFilter for /**)
						  allowed-origins: "*"
						  allowed-methods: "*"
						  max-age: 5s""");
	}

	@Test
	void filterBeforeAllOthers() {
		assertThat(message(this.servlet, PublicConfigurations.FirstFilter.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'corsFilterRegistration' (Spring's CorsFilter for /**)
						  # Left out http://app.example.com: anybody on the network can serve pages of an http origin, and they would act with the users' credentials. Perhaps https://app.example.com is meant.
						  allowed-origins: http://localhost:4200
						  allowed-methods: GET, POST, PUT, OPTIONS, DELETE, PATCH
						  # Left out Origin: pages cannot send Origin: browsers set it, or it is a response header.
						  allowed-headers: Content-Type, Accept, Authorization
						  allow-credentials: true
						  max-age: 5s""");
	}

	@Test
	void chainWithASourceOfItsOwn() {
		assertThat(message(this.servlet, PublicConfigurations.SecuritySource.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'filterChain' (a security chain with Spring's CORS filter, as http.cors() adds it for /**)
						  allowed-origins:
						  - https://app.example.com
						  - http://localhost:3000
						  allowed-headers: Authorization, Content-Type
						  allow-credentials: true
						  max-age: 5s""");
	}

	@Test
	void chainWithASourceThatIsCode() {
		assertThat(message(this.servlet, PublicConfigurations.SecurityLambda.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. It cannot be read (docs/migration.md):
						# Bean 'filterChain' (a security chain with Spring's CORS filter, as http.cors() adds it) cannot be read, because code chooses its configurations. It is left out, and so is what comes after it on its paths.""");
	}

	@Test
	void chainForRequestsThatCodeSelects() {
		assertThat(message(this.servlet, ChainForSomeRequests.class).lines()).contains(
				"# Bean 'chain' (a security chain with Spring's CORS filter, as http.cors() adds it for /**) applies only to requests that code selects, so it cannot be read. It is left out, and so is what comes after it on its paths.");
	}

	@Test
	void chainWithTheSourceThatIsABean() {
		assertThat(message(this.servlet, PublicConfigurations.SecurityDefaults.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'filterChain' (a security chain with Spring's CORS filter, as http.cors() adds it for /**)
						  allowed-origins: "*\"""");
	}

	@Test
	void filterOfAGeneratedApplication() {
		assertThat(message(this.servlet, PublicConfigurations.Generated.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'corsFilter' (Spring's CorsFilter for /api/**, /management/**, /v3/api-docs, /swagger-ui/**)
						  allowed-origins:
						  - http://localhost:8100
						  - http://localhost:9000
						  allowed-methods: "*"
						  exposed-headers: Authorization, Link, X-Total-Count, X-app-alert, X-app-error
						  allow-credentials: true
						  paths:
						  - /api/**
						  - /management/**
						  - /v3/api-docs
						  - /swagger-ui/**""");
	}

	@Test
	void annotationOnAllControllers() {
		assertThat(message(this.servlet, PublicConfigurations.Annotated.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # @CrossOrigin on io.github.originaccess.cors.migrate.PublicConfigurations$Books
						  allowed-origins: "*"
						  allowed-methods: PUT
						  paths: /api/books/{id}
						  policies:
						    api-books:
						      # @CrossOrigin on io.github.originaccess.cors.migrate.PublicConfigurations$Books
						      allowed-methods: POST, GET
						      paths: /api/books
						    api-orders-id:
						      # @CrossOrigin on io.github.originaccess.cors.migrate.PublicConfigurations$Orders
						      allowed-methods: GET, DELETE
						      max-age: 1h
						      paths: /api/orders/{id}""");
	}

	@Test
	void methodsOfLessSpecificHandlersAreKeptOrNamed() {
		assertThat(message(this.servlet, AnnotationSetUps.FallbacksController.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # @CrossOrigin on io.github.originaccess.cors.migrate.AnnotationSetUps$FallbacksController
						  allowed-origins: https://a.example
						  allowed-methods: GET, PUT
						  paths: /api/items/{id}
						  policies:
						    api-other-latest:
						      # @CrossOrigin on io.github.originaccess.cors.migrate.AnnotationSetUps$FallbacksController
						      allowed-methods: GET
						      paths: /api/other/latest
						    api-other-id:
						      # @CrossOrigin on io.github.originaccess.cors.migrate.AnnotationSetUps$FallbacksController
						      allowed-origins: http://localhost:3000
						      paths: /api/other/{id}
						    open-id:
						      # @CrossOrigin on io.github.originaccess.cors.migrate.AnnotationSetUps$FallbacksController
						      allowed-methods: PUT
						      paths: /open/{id}
						# Handlers of other patterns serve PUT at paths of /api/other/latest, with other settings. The policy leaves these methods out.""");
	}

	@Test
	void originsWithSlashPathAndNull() {
		assertThat(message(this.servlet, PublicConfigurations.WrongOrigins.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'publicConfigurations.WrongOrigins' (addCorsMappings for /api/**, /files/**)
						  # Left out https://APP.example.com:443: browsers never send the default port, so it matches no origin.
						  # Left out localhost:4200: an origin begins with its scheme, such as https://. Perhaps http://localhost:4200 is meant.
						  # Left out null: any page can have the origin null, for example in a sandboxed frame.
						  # Left out https://www.example.com/shop: an origin has no path. Perhaps https://www.example.com is meant.
						  allowed-origins: https://app.example.com
						  # Left out post: Spring does not take it for POST, so it allows nothing.
						  allowed-methods: GET
						  paths: /api/**
						  policies:
						    files:
						      # Bean 'publicConfigurations.WrongOrigins' (addCorsMappings for /api/**, /files/**)
						      # Left out file:/: a page from a file has the origin null, which any page can have; serve it over http.
						      allowed-origins: http://localhost:4200
						      allowed-methods: GET, POST
						      paths: /files/**""");
	}

	@Test
	void patternsWithoutCounterpart() {
		assertThat(message(this.servlet, PublicConfigurations.Patterns.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'publicConfigurations.Patterns' (addCorsMappings for /**)
						  # Left out http://192.168.*: write all four octets of an address; only the last ones can be *, as in 192.168.*.*.
						  # Left out https://*.vercel.app: anybody can register a host that the * matches, and it would act with the users' credentials; list your own hosts.
						  # Left out *.example.org: an origin begins with its scheme, such as https://. Perhaps https://*.example.org is meant.
						  # Left out https://*: a * cannot replace a whole host.
						  # https://app-*.example.com:8443 matches one label of a host. Spring's pattern matches several labels, too.
						  allowed-origins:
						  - https://*.example.com
						  - http://localhost:*
						  - https://app-*.example.com:8443
						  # Left out *: with credentials, browsers read * as a header name; list the names.
						  allow-credentials: true""");
	}

	@Test
	void mappingsOfWebFlux() {
		assertThat(message(this.reactive, PublicConfigurations.WebFlux.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'publicConfigurations.WebFlux' (addCorsMappings for /**, /public/**, api/**)
						  allowed-origins: http://localhost:4200
						  allowed-methods: "*"
						  max-age: 1h
						# Left out api/**: a path begins with a slash. Perhaps /api/** is meant.""");
	}

	@Test
	void lineBreaksForgeNoLine() {
		assertThat(message(this.servlet, PublicConfigurations.Forged.class)).isEqualTo(
				"""
						There is no CORS policy, so Spring's own CORS configuration stays in force. These properties say the same (docs/migration.md):
						cors:
						  # Bean 'name\\u000a  allowed-origins: '*'' (Spring's CorsFilter for /b/**)
						  allowed-origins: "*"
						  paths: /b/**
						# Left out /a\\u000a2026-01-01 ERROR forged: yes: a path contains no control character or line break.""");
	}

	private String message(AbstractApplicationContextRunner<?, ?, ?> runner, Class<?> application) {
		runner.withUserConfiguration(application).run((context) -> assertThat(context).hasNotFailed());
		return message();
	}

	private String message() {
		assertThat(this.log.list).hasSize(1);
		return this.log.list.get(0).getFormattedMessage();
	}

	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class ChainForSomeRequests {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", new CorsConfiguration().applyPermitDefaultValues());
			return http.securityMatcher((request) -> request.getRequestURI().startsWith("/api"))
				.cors((cors) -> cors.configurationSource(source))
				.build();
		}

	}

	/** Registers 300 handlers with two different configurations. */
	static class Handlers implements SmartInitializingSingleton {

		private final RequestMappingHandlerMapping mapping;

		Handlers(RequestMappingHandlerMapping requestMappingHandlerMapping) {
			this.mapping = requestMappingHandlerMapping;
		}

		@Override
		public void afterSingletonsInstantiated() {
			for (int i = 0; i < 300; i++) {
				Method method = Objects
					.requireNonNull(ReflectionUtils.findMethod(Handlers.class, (i % 3 == 0) ? "read" : "write"));
				this.mapping.registerMapping(RequestMappingInfo.paths("/shop/h" + i + "/items").build(), this, method);
			}
		}

		@CrossOrigin("https://a.example")
		public void read() {
		}

		@CrossOrigin(origins = "https://b.example", allowCredentials = "true")
		public void write() {
		}

	}

}
