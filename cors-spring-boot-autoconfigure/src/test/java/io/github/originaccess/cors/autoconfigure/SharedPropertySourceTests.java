// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Variables and system properties of other programs, alone, beside a file, and beside
 * some that are ours.
 */
class SharedPropertySourceTests {

	private static final String FILE = """
			cors:
			  allowed-origins: [https://a.example, https://b.example]
			  paths: [/p, /q]
			  policies:
			    api-v1:
			      paths: [/v1/**]
			      allowed-methods: [GET, PUT]
			      max-age: 1h
			""";

	@ParameterizedTest
	@ValueSource(strings = { "CORS", "CORS_", "CORS__", "CORS_0", "CORS_X", "CORS_POLICIES", "CORS_POLICIES_0",
			"CORS_POLICIES_1", "CORS_POLICIES__PATHS", "CORS_POLICIES_PATHS_0", "CORS_POLICIES_API_V1",
			"CORS_POLICIES_APIV1", "CORS_POLICIES_DEFAULT_PATHS_0", "CORS_ALLOWED_ORIGINS_X",
			"CORS_ALLOWED_ORIGINS_0_X", "CORS_ALLOWEDORIGINS_0_X", "CORS_ALLOWEDORIGINS_0_0", "CORS_PATHS_X",
			"CORS_PATHS_0_X", "CORS_PATHS_1_X_Y", "CORS_PATHS_0_0", "CORS_POLICIES_APIV1_PATHS_0_X",
			"CORS_POLICIES_API_V1_ALLOWED_METHODS_0_X", "CORS_POLICIES_APIV1_ALLOWEDMETHODS_0_X", "CORS_MAX_AGE_X",
			"CORS_MAXAGE_0", "CORS_ENABLED_X", "CORS_ENFORCEMENT_X", "CORS_ENFORCEMENT_0", "CORS_ALLOWCREDENTIALS_X",
			"CORS_FILTERORDER_X", "CORS_IGNOREUNKNOWNKEYS_0", "CORS_POLICIES_APIV1_MAXAGE_X" })
	void variableThatIsNotOursIsHarmless(String name) {
		assertHarmless(LoadedConfiguration::variables, name,
				Map.of("CORS_ALLOWED_ORIGINS_0", "https://c.example", "CORS_PATHS_0", "/x",
						"CORS_POLICIES_APIV1_PATHS_0", "/y", "CORS_POLICIES_API_V1_ALLOWED_METHODS", "PUT"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors", "cors.", "cors[0]", "cors.x", "cors[0].x", "cors.policies", "cors.policies[0]",
			"cors.policies[1]", "cors.policies..paths", "cors.policies.paths[0]", "cors.policies.api-v1",
			"cors.policies.apiV1", "cors.policies.api-v1[0]", "cors.policies.api-v1[0].x",
			"cors.policies.default.paths[0]", "cors.allowed-origins.x", "cors.allowed-origins[0].x",
			"cors.allowedOrigins[0].x", "cors.allowed-origins[0][0]", "cors.allowed-origins[1].x.y", "cors.paths.x",
			"cors.paths[0].x", "cors.paths[0][1]", "cors.policies.api-v1.paths[0].x",
			"cors.policies.apiV1.allowed-methods[0].x", "cors.max-age.x", "cors.max-age[0]", "cors.enabled.x",
			"cors.enforcement.x", "cors.enforcement[0]", "cors.allow-credentials.x", "cors.filter-order.x",
			"cors.ignore-unknown-keys[0]", "cors.policies.api-v1.max-age.x" })
	void systemPropertyThatIsNotOursIsHarmless(String name) {
		assertHarmless(LoadedConfiguration::systemProperties, name,
				Map.of("cors.allowed-origins[0]", "https://c.example", "cors.paths[0]", "/x",
						"cors.policies.api-v1.paths[0]", "/y", "cors.policies.api-v1.allowed-methods", "PUT"));
	}

	private static void assertHarmless(Source source, String name, Map<String, Object> ours) {
		Map<String, Object> alone = Map.of(name, "1");
		Map<String, Object> together = new HashMap<>(ours);
		together.put(name, "1");
		assertThat(source.add(new LoadedConfiguration(), alone).policies()).isEmpty();
		assertThat(policies(source.add(new LoadedConfiguration(), alone).file("application.yml", FILE)))
			.containsExactly("default [/p, /q] GET HEAD POST https://a.example https://b.example",
					"api-v1 [/v1/**] GET HEAD PUT https://a.example https://b.example");
		assertThat(policies(source.add(new LoadedConfiguration(), together).file("application.yml", FILE)))
			.containsExactly("default [/x] GET HEAD POST https://c.example", "api-v1 [/y] PUT https://c.example");
	}

	@Test
	void whatStandsBelowAnElementDoesNotMakeAListInherited() {
		assertThat(policies(new LoadedConfiguration()
			.systemProperties(Map.of("cors.policies.api-v1.allowed-origins[0].x", "https://b.example"))
			.file("application.yml", """
					cors:
					  allowed-origins: '*'
					  policies:
					    api-v1:
					      paths: /v1
					      allowed-origins: [https://a.example]
					"""))).contains("api-v1 [/v1] GET HEAD POST https://a.example");
	}

	@Test
	void applicationStartsWhateverOthersSet() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withSystemProperties("cors=x", "cors.enabled.x=1", "cors.filter-order.x=1", "cors.policies=x",
					"cors.allowed-origins[0].x=1")
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.run((context) -> assertThat(CorsAutoConfigurationTests.policies(context)).singleElement()
				.satisfies((policy) -> assertThat(CorsAutoConfigurationTests.isAllowed(policy, "https://a.example"))
					.isTrue()));
	}

	private static List<String> policies(LoadedConfiguration configuration) {
		return configuration.policies().stream().map(SharedPropertySourceTests::describe).toList();
	}

	/** Name, paths, and which of some origins and methods are allowed. */
	private static String describe(CorsPolicy policy) {
		Set<String> allowed = new TreeSet<>();
		for (String origin : List.of("https://a.example", "https://b.example", "https://c.example")) {
			for (String method : List.of("GET", "HEAD", "POST", "PUT")) {
				if (policy.decide(MapRequest.parse(method + " Origin: " + origin)).isAllowed()) {
					allowed.add(origin);
					allowed.add(method);
				}
			}
		}
		return policy.name() + " " + policy.paths() + " " + String.join(" ", allowed);
	}

	/**
	 * A kind of source that other programs write to.
	 */
	private interface Source {

		LoadedConfiguration add(LoadedConfiguration configuration, Map<String, Object> properties);

	}

}
