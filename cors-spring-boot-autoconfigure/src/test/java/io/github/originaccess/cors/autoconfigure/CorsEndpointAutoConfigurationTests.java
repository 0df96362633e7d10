// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.actuate.CorsDescriptor;
import io.github.originaccess.cors.actuate.CorsEndpoint;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.cors.CorsConfigurationSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CorsEndpointAutoConfigurationTests {

	private final WebApplicationContextRunner unconfigured = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, CorsEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=cors");

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
		CorsEndpoint own = new CorsEndpoint(new CorsPolicyRegistry(List.of()), SettingPlaces.IN_PROPERTIES, List::of,
				List::of, false, null, "", () -> -1);
		this.exposed.withBean(CorsEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(CorsEndpoint.class).isSameAs(own));
	}

	@Test
	void placeOfSettingsInCodeIsTheBean() {
		this.exposed
			.withBean("ownPolicies", CorsPolicyRegistry.class,
					() -> new CorsPolicyRegistry(
							List.of(new CorsPolicyBuilder().allowedOrigins("https://own.example").build())))
			.run((context) -> assertThat(source(context.getBean(CorsEndpoint.class))).isEqualTo("bean 'ownPolicies'"));
		this.exposed
			.withBean("reviewed", CorsPolicyCustomizer.class,
					() -> (builder) -> builder.allowedOrigins("https://own.example"))
			.run((context) -> assertThat(source(context.getBean(CorsEndpoint.class))).isEqualTo("bean 'reviewed'"));
	}

	@Test
	void warningsOfTheConfigurationAreInTheAnswer() {
		this.exposed.withPropertyValues("cors.allowed-headers=GET")
			.run((context) -> assertThat(policies(context.getBean(CorsEndpoint.class)).warnings()).singleElement()
				.asString()
				.contains("cors.allowed-headers", "method-among-headers"));
	}

	@Test
	void warningsOfSecondLayersAreInTheAnswer() {
		this.exposed.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean("apiCors", CorsConfigurationSource.class, () -> (request) -> null)
			.run((context) -> assertThat(policies(context.getBean(CorsEndpoint.class)).warnings()).singleElement()
				.asString()
				.contains("'apiCors'", "second CORS layer"));
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
				assertThat(answer.getBody()).isEqualTo(policies(endpoint));
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
	void failureOfARefreshIsToldSanitised(CapturedOutput output) {
		AtomicBoolean failing = new AtomicBoolean();
		this.exposed.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(CorsPolicyCustomizer.class, () -> (policy) -> {
				if (failing.get()) {
					throw new IllegalStateException("the tenants' service is down\nforged line");
				}
			})
			.run((context) -> {
				failing.set(true);
				WebEndpointResponse<CorsDescriptor> answer = context.getBean(CorsEndpoint.class).refresh();
				assertThat(answer.getStatus()).isEqualTo(500);
				assertThat(answer.getBody()).isInstanceOfSatisfying(CorsDescriptor.Problems.class,
						(problems) -> assertThat(problems.problems()).singleElement()
							.asString()
							.contains("the tenants' service is down")
							.doesNotContain("\n"));
				assertThat(output).contains("CORS policies cannot be refreshed (docs/");
			});
	}

	@Test
	void policiesMadeInCodeCannotBeRefreshed() {
		CorsEndpoint endpoint = new CorsEndpoint(new CorsPolicyRegistry(List.of()), SettingPlaces.IN_PROPERTIES,
				List::of, List::of, false, null, "", () -> -1);
		WebEndpointResponse<CorsDescriptor> answer = endpoint.refresh();
		assertThat(answer.getStatus()).isEqualTo(400);
		assertThat(String.valueOf(answer.getBody())).contains("made in code");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					PATH                                   | HOST                     | POLICY  | REMARK
					http://acme.api.example.com/any/x      | none                     | acme    | was asked about the request as it is described
					/any/x                                 | acme.api.example.com     | acme    | was asked about the request as it is described
					/any/x                                 | other.api.example.com    | default | was asked about the request as it is described
					/any/x                                 | unwrapped.example.com    | none    | failed on the request as it is described
					/any/x                                 | none                     | none    | failed on the request as it is described
					""")
	void resolverIsAskedAboutTheDescribedRequest(String path, @Nullable String host, @Nullable String policy,
			String remark) {
		CorsPolicy acme = new CorsPolicyBuilder("acme", new CorsPolicyBuilder()).allowedOrigins("https://acme.example")
			.paths("/acme")
			.build();
		this.exposed.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(CorsPolicyResolver.class, () -> (request) -> {
				String asked = Objects.requireNonNull(request.host());
				if (asked.startsWith("unwrapped")) {
					throw new IllegalStateException("there is no request of a container");
				}
				return asked.startsWith("acme.") ? acme : null;
			})
			.run((context) -> assertThat(
					decisions(context.getBean(CorsEndpoint.class), path, "https://acme.example", null, host))
				.satisfies((decisions) -> {
					assertThat(decisions.policy()).isEqualTo(policy);
					assertThat((decisions.remark() != null) ? decisions.remark() : decisions.summary())
						.contains(remark);
				}));
	}

	@Test
	void requestAndPreflightHaveThePolicyThatIsChosenForEach() {
		CorsPolicy reads = new CorsPolicyBuilder("reads", new CorsPolicyBuilder()).allowedOrigins("https://a.example")
			.allowedMethods("GET", "PUT")
			.build();
		CorsPolicy writes = new CorsPolicyBuilder("writes", new CorsPolicyBuilder()).allowedOrigins(List.of()).build();
		this.exposed.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(CorsPolicyResolver.class, () -> (request) -> request.method().equals("PUT") ? writes : reads)
			.run((context) -> assertThat(
					decisions(context.getBean(CorsEndpoint.class), "/x", "https://a.example", "PUT", null))
				.satisfies((decisions) -> {
					assertThat(decisions.policy()).isEqualTo("writes");
					assertThat(decisions.preflight()).extracting((preflight) -> preflight.outcome())
						.isEqualTo("allowed");
					assertThat(decisions.request()).extracting((request) -> request.outcome()).isEqualTo("denied");
					assertThat(decisions.browser()).startsWith("A browser sends the request, and withholds");
				}));
	}

	/** A resolver may know the request or its preflight alone. */
	@Test
	void preflightAndRequestMayBeCoveredAlone() {
		CorsPolicy nobody = new CorsPolicyBuilder("nobody", new CorsPolicyBuilder()).allowedOrigins(List.of()).build();
		CorsPolicy writes = new CorsPolicyBuilder("writes", new CorsPolicyBuilder()).allowedOrigins("https://a.example")
			.allowedMethods("PUT")
			.build();
		this.unconfigured
			.withBean(CorsPolicyResolver.class, () -> (request) -> request.method().equals("PUT") ? writes : null)
			.run((context) -> assertThat(
					decisions(context.getBean(CorsEndpoint.class), "/x", "https://a.example", "PUT", null))
				.satisfies((decisions) -> {
					assertThat(decisions.preflight()).isNull();
					assertThat(decisions.readable()).isNull();
					assertThat(decisions.browser()).contains("No policy covers the preflight");
				}));
		this.unconfigured
			.withBean(CorsPolicyResolver.class, () -> (request) -> request.method().equals("OPTIONS") ? nobody : null)
			.run((context) -> assertThat(
					decisions(context.getBean(CorsEndpoint.class), "/x", "https://a.example", "PUT", null))
				.satisfies((decisions) -> {
					assertThat(decisions.request()).isNull();
					assertThat(decisions.readable()).isFalse();
					assertThat(decisions.summary()).startsWith("The origin https://a.example is not among");
				}));
	}

	@Test
	void failureOfTheResolverOnEitherRequestIsShown() {
		for (String failing : List.of("OPTIONS", "PUT")) {
			this.unconfigured.withPropertyValues("cors.allowed-origins=https://a.example")
				.withBean(CorsPolicyResolver.class, () -> (request) -> {
					if (request.method().equals(failing)) {
						throw new IllegalStateException("no tenant");
					}
					return null;
				})
				.run((context) -> assertThat(
						decisions(context.getBean(CorsEndpoint.class), "/x", "https://a.example", "PUT", null))
					.satisfies((decisions) -> {
						assertThat(decisions.preflight()).isNull();
						assertThat(decisions.request()).isNull();
						assertThat(decisions.readable()).isFalse();
						assertThat(decisions.summary()).contains("failed on the request");
					}));
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:9001/actuator/health, , no policy reaches",
			"http://localhost:9001/x, , no policy reaches", "http://localhost:9002/x, default, may use the method",
			"/x, default, may use the method" })
	void noPolicyReachesTheManagementPort(String path, @Nullable String policy, String summary) {
		CorsPolicy all = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		CorsEndpoint endpoint = new CorsEndpoint(new CorsPolicyRegistry(List.of(all)), SettingPlaces.IN_PROPERTIES,
				List::of, List::of, false, null, "", () -> 9001);
		CorsDescriptor.Decisions decisions = decisions(endpoint, path, "https://a.example", null, null);
		assertThat(decisions.policy()).isEqualTo(policy);
		assertThat(decisions.summary()).contains(summary);
	}

	@Test
	void strictestPolicyOfSeveralReadingsIsChosenForTheRequestItself() {
		this.exposed
			.withPropertyValues("cors.policies.strict.paths=/strict/**", "cors.policies.strict.enforcement=server",
					"cors.policies.strict.allowed-origins=https://b.example", "cors.policies.cred.paths=/cred/**",
					"cors.policies.cred.allowed-origins=https://a.example")
			.run((context) -> assertThat(decisions(context.getBean(CorsEndpoint.class), "/strict/../cred/x",
					"https://a.example", "post", null))
				.satisfies((decisions) -> {
					assertThat(decisions.policy()).isEqualTo("strict");
					assertThat(decisions.request()).extracting((request) -> request.status()).isEqualTo(403);
				}));
	}

	@Test
	void endpointListsTheFirstOfManyPolicies() {
		List<CorsPolicy> policies = IntStream.range(0, 1100)
			.mapToObj((i) -> new CorsPolicyBuilder("p" + i, new CorsPolicyBuilder()).allowedOrigins("https://a.example")
				.paths("/p" + i)
				.build())
			.toList();
		CorsEndpoint endpoint = new CorsEndpoint(new CorsPolicyRegistry(policies), SettingPlaces.IN_PROPERTIES,
				List::of, List::of, false, null, "", () -> -1);
		assertThat(policies(endpoint).policies()).hasSize(1000)
			.first()
			.extracting((policy) -> policy.name())
			.isEqualTo("p0");
		assertThat(policies(endpoint).total()).isEqualTo(1100);
		assertThat(endpoint.cors(null, null, null, null, null, null, null, "p1099").getBody()).isInstanceOfSatisfying(
				CorsDescriptor.Policies.class,
				(only) -> assertThat(only.policies()).singleElement()
					.extracting((policy) -> policy.name())
					.isEqualTo("p1099"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH                             | POLICY  | REMARK
					http://localhost/shop/api/x      | default |
					/api/x                           | default |
					/shop/api/x                      |         | The path begins with the context path /shop. Paths of policies, and the parameter path, are relative to it.
					http://localhost/api/x           | default | The URL is not below the context path /shop. A request to it reaches the application only if a proxy adds the context path.
					http://localhost/shopping/api/x  |         | The URL is not below the context path /shop. A request to it reaches the application only if a proxy adds the context path.
					http://localhost/shop            |         |
					""")
	void pathOfAUrlBeginsAfterTheContextPath(String path, @Nullable String policy, @Nullable String remark) {
		CorsPolicy api = new CorsPolicyBuilder().allowedOrigins("https://a.example").paths("/api/**").build();
		CorsEndpoint endpoint = new CorsEndpoint(new CorsPolicyRegistry(List.of(api)), SettingPlaces.IN_PROPERTIES,
				List::of, List::of, false, null, "/shop", () -> -1);
		CorsDescriptor.Decisions decisions = decisions(endpoint, path, "https://a.example", null, null);
		assertThat(decisions.policy()).isEqualTo(policy);
		assertThat(decisions.remark()).isEqualTo(remark);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					POLICIES                                          | PATH             | REMEDY
					cors.allowed-origins=https://a.example,cors.paths=/api/** | /else    | Add a pattern that matches it to cors.paths or cors.policies.<name>.paths.
					cors.policies.api.allowed-origins=https://a.example,cors.policies.api.paths=/api/** | /else | Add a pattern that matches it to cors.policies.<name>.paths, or set cors.allowed-origins and cors.paths.
					cors.allowed-origins=https://a.example            | /actuator/health | Its path belongs to management endpoints. Set management.endpoints.web.cors.*, or add a pattern that begins with this path to cors.policies.<name>.paths.
					registry                                          | /else            | Add a policy for it in the bean 'ownPolicies'.
					registry                                          | /actuator/health | Its path belongs to management endpoints. Set management.endpoints.web.cors.*, or add a pattern that begins with this path to a named policy in the bean 'ownPolicies'.
					""")
	void remedyOfAnUncoveredPathNamesWhatMakesPolicies(String policies, String path, String remedy) {
		WebApplicationContextRunner runner = policies.equals("registry")
				? this.unconfigured.withBean("ownPolicies", CorsPolicyRegistry.class,
						() -> new CorsPolicyRegistry(List.of()))
				: this.unconfigured.withPropertyValues(policies.split(",(?=cors)"));
		runner.run((context) -> {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			registry.reserve(Set.of("/actuator"));
			assertThat(decisions(context.getBean(CorsEndpoint.class), path, "https://a.example", null, null).summary())
				.isEqualTo("No policy covers the path, so the response has no CORS headers of a policy. " + remedy);
		});
	}

	private static String source(CorsEndpoint endpoint) {
		return String.valueOf(policies(endpoint).policies().get(0).sources().get("allowed-origins"));
	}

	private static CorsDescriptor.Policies policies(CorsEndpoint endpoint) {
		return (CorsDescriptor.Policies) Objects
			.requireNonNull(endpoint.cors(null, null, null, null, null, null, null, null).getBody());
	}

	private static CorsDescriptor.Decisions decisions(CorsEndpoint endpoint, String path, String origin,
			@Nullable String method, @Nullable String host) {
		return (CorsDescriptor.Decisions) Objects
			.requireNonNull(endpoint.cors(path, origin, method, null, host, null, null, null).getBody());
	}

	/** Imports by name, as an application does, since the class cannot be loaded. */
	@ImportAutoConfiguration({ CorsAutoConfiguration.class, CorsEndpointAutoConfiguration.class })
	static class Imported {

	}

}
