// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Remedies for settings that code sets, on real servers: they name the bean, and no
 * property that changes nothing.
 */
class BeanRemediesTests {

	private static final Map<String, String> COMMON = Map.of("cors.explain-denials", "true",
			"management.endpoints.web.exposure.include", "cors");

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void remedyNamesTheCustomizer(WebServer server) throws IOException {
		Map<String, String> properties = Map.of("cors.policies.api.paths", "/api/**",
				"cors.policies.api.allowed-origins", "https://a.example", "cors.policies.api.allowed-methods",
				"GET, PUT", "cors.policies.plain.paths", "/plain/**", "cors.policies.plain.allowed-origins",
				"https://a.example", "cors.policies.plain.allowed-methods", "GET");
		try (ConfigurableApplicationContext application = start(server, properties, Customizer.class)) {
			assertThat(denial(application, "/api/x",
					"OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT"))
				.isEqualTo("method-not-allowed: The method PUT is not among the allowed methods."
						+ " To allow it, add it to allowed-methods in the bean 'reviewedMethods'.");
			assertThat(denial(application, "/plain/x", "PUT Origin: https://a.example"))
				.endsWith("To allow it, add it to cors.policies.plain.allowed-methods (property source test).");
			assertThat(actuator(application, "")).contains("\"allowed-methods\":\"bean 'reviewedMethods'\"")
				.contains("\"allowed-methods\":\"cors.policies.plain.allowed-methods in property source 'test'\"");
			assertThat(actuator(application, "?path=/api/x&origin=https://a.example&method=PUT"))
				.contains("in the bean 'reviewedMethods'")
				.doesNotContain("cors.policies.api.allowed-methods");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void remedyNamesTheRegistry(WebServer server) throws IOException {
		try (ConfigurableApplicationContext application = start(server, Map.of(), Registry.class)) {
			assertThat(denial(application, "/account/x", "GET Origin: https://evil.example"))
				.isEqualTo("origin-not-allowed: The origin https://evil.example is not among the allowed origins."
						+ " To allow it, add it to allowed-origins in the bean 'accountPolicies'.");
			assertThat(actuator(application, "?path=/account/x&origin=https://a.example&method=GET&headers=X-Token"))
				.contains("add it to allowed-headers in the bean 'accountPolicies'")
				.doesNotContain("cors.policies.account");
			assertThat(actuator(application, "")).contains("\"max-age\":\"bean 'accountPolicies'\"");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void remedyNamesTheResolverThatMadeThePolicy(WebServer server) throws IOException {
		Map<String, String> properties = Map.of("cors.policies.api.paths", "/api/**",
				"cors.policies.api.allowed-origins", "https://a.example");
		try (ConfigurableApplicationContext application = start(server, properties, Resolver.class)) {
			assertThat(denial(application, "/api/x", "GET Origin: https://evil.example"))
				.endsWith("To allow it, add it to allowed-origins in the bean 'tenantPolicies'.");
		}
	}

	private static ConfigurableApplicationContext start(WebServer server, Map<String, String> properties,
			Class<?> beans) {
		Map<String, String> all = new HashMap<>(COMMON);
		all.putAll(properties);
		return server.start(all, AnsweringApplication.class, beans);
	}

	private static String denial(ConfigurableApplicationContext application, String path, String request)
			throws IOException {
		WireResponse response = RawHttp.send(WebServer.port(application), path, WireRequest.parse(request));
		return response.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase("Cors-Denial"))
			.map((header) -> header.value())
			.findFirst()
			.orElseThrow();
	}

	private static String actuator(ConfigurableApplicationContext application, String query) throws IOException {
		try (RawConnection connection = new RawConnection(WebServer.port(application))) {
			WireResponse response = connection
				.exchange(RawHttp.text("/actuator/cors" + query, WireRequest.parse("GET"), "close"));
			assertThat(response.status()).isEqualTo(200);
			return connection.rest();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizer {

		@Bean
		CorsPolicyCustomizer reviewedMethods() {
			return (policy) -> {
				if (policy.name().equals("api")) {
					policy.allowedMethods("GET");
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Registry {

		@Bean
		CorsPolicyRegistry accountPolicies() {
			return new CorsPolicyRegistry(List
				.of(new CorsPolicyBuilder("account", new CorsPolicyBuilder()).allowedOrigins("https://a.example")
					.allowedHeaders("X-A")
					.paths("/account/**")
					.build()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Resolver {

		@Bean
		CorsPolicyResolver tenantPolicies() {
			return (request) -> new CorsPolicyBuilder("own", new CorsPolicyBuilder())
				.allowedOrigins("https://b.example")
				.paths("/**")
				.build();
		}

	}

}
