// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.actuate.CorsDescriptor;
import io.github.originaccess.cors.actuate.CorsEndpoint;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CorsEndpointAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, CorsEndpointAutoConfiguration.class))
		.withPropertyValues("cors.allowed-origins=https://a.example");

	private final WebApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=cors");

	@Test
	void exposedEndpointIsThere() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(CorsEndpoint.class));
	}

	@Test
	void endpointIsAbsentUnlessExposedAndAccessible() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsEndpoint.class));
		this.exposed.withPropertyValues("management.endpoint.cors.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsEndpoint.class));
	}

	@Test
	void endpointIsAbsentWithoutActuatorOrPolicies() {
		new WebApplicationContextRunner().withUserConfiguration(Imported.class)
			.withPropertyValues("management.endpoints.web.exposure.include=cors")
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("originAccessCorsEndpoint"));
		this.exposed.withPropertyValues("cors.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsEndpoint.class));
	}

	@Test
	void backsOffToTheApplicationsEndpoint() {
		CorsEndpoint own = new CorsEndpoint(new CorsPolicyRegistry(List.of()), null, false, false);
		this.exposed.withBean(CorsEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(CorsEndpoint.class).isSameAs(own));
	}

	@Test
	void placeOfSettingsFromBeansAndCustomizersIsCode() {
		this.exposed
			.withBean(CorsPolicyRegistry.class,
					() -> new CorsPolicyRegistry(
							List.of(new CorsPolicyBuilder().allowedOrigins("https://own.example").build())))
			.run((context) -> assertThat(source(context.getBean(CorsEndpoint.class))).isEqualTo("code"));
		this.exposed
			.withBean(CorsPolicyCustomizer.class, () -> (builder) -> builder.allowedOrigins("https://own.example"))
			.run((context) -> assertThat(source(context.getBean(CorsEndpoint.class))).isEqualTo("code"));
	}

	@Test
	void warningsOfTheConfigurationAreInTheAnswer() {
		this.exposed.withPropertyValues("cors.allowed-headers=GET")
			.run((context) -> assertThat(
					((CorsDescriptor.Policies) context.getBean(CorsEndpoint.class).cors(null, null, null, null))
						.warnings())
				.singleElement()
				.asString()
				.contains("cors.allowed-headers", "method-among-headers"));
	}

	@Test
	void refreshAnswersWithThePoliciesOrTheProblems() {
		Map<String, Object> properties = new HashMap<>(Map.of("cors.allowed-origins", "https://a.example"));
		this.exposed
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("file", properties)))
			.run((context) -> {
				CorsEndpoint endpoint = context.getBean(CorsEndpoint.class);
				properties.put("cors.allowed-origins", "https://b.example");
				WebEndpointResponse<CorsDescriptor> answer = endpoint.refresh();
				assertThat(answer.getStatus()).isEqualTo(200);
				assertThat(answer.getBody()).isEqualTo(endpoint.cors(null, null, null, null));
				assertThat(String.valueOf(answer.getBody())).contains("https://b.example");
				properties.put("cors.allowed-origins", "https://b.example/x");
				answer = endpoint.refresh();
				assertThat(answer.getStatus()).isEqualTo(500);
				assertThat(answer.getBody()).isInstanceOfSatisfying(CorsDescriptor.Problems.class,
						(problems) -> assertThat(problems.problems()).singleElement()
							.asString()
							.contains("cors.allowed-origins = \"https://b.example/x\"", "origin-with-path"));
				assertThat(context.getBean(CorsPolicyRegistry.class).policies()).singleElement()
					.asString()
					.contains("default");
			});
	}

	@Test
	void policiesMadeInCodeCannotBeRefreshed() {
		CorsEndpoint endpoint = new CorsEndpoint(new CorsPolicyRegistry(List.of()), null, false, false);
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(endpoint::refresh);
	}

	private static String source(CorsEndpoint endpoint) {
		CorsDescriptor.Policies answer = (CorsDescriptor.Policies) endpoint.cors(null, null, null, null);
		return answer.policies()
			.get(0)
			.settings()
			.stream()
			.filter((setting) -> setting.setting().equals("allowed-origins"))
			.findFirst()
			.orElseThrow()
			.source();
	}

	/** Imports by name, as an application does, since the class cannot be loaded. */
	@ImportAutoConfiguration({ CorsAutoConfiguration.class, CorsEndpointAutoConfiguration.class })
	static class Imported {

	}

}
