// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownCorsPropertiesTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					KEY                                                | REMEDY                                            | REASON
					cors.allowed-origin                                | cors.allowed-origins                              | there is no such property
					cors.allowedOrigin                                 | cors.allowed-origins                              | there is no such property
					cors.alowed-orgins                                 | cors.allowed-origins                              | there is no such property
					cors.allow-origins                                 | cors.allowed-origins                              | there is no such property
					cors.allowed-method                                | cors.allowed-methods                              | there is no such property
					cors.allowed-header                                | cors.allowed-headers                              | there is no such property
					cors.exposed-header                                | cors.exposed-headers                              | there is no such property
					cors.allow-credential                              | cors.allow-credentials                            | there is no such property
					cors.allowed-credentials                           | cors.allow-credentials                            | there is no such property
					cors.credentials                                   | cors.allow-credentials                            | there is no such property
					cors.maxage-seconds                                | cors.max-age                                      | there is no such property
					cors.max-ages                                      | cors.max-age                                      | there is no such property
					cors.enable                                        | cors.enabled                                      | there is no such property
					cors.policy                                        |                                                   | named policies belong under cors.policies
					cors.ignore-unknown-key                            | cors.ignore-unknown-keys                          | there is no such property
					cors.order                                         | cors.filter-order                                 | there is no such property
					cors.mappings                                      | cors.paths                                        | there is no such property
					cors.path                                          | cors.paths                                        | there is no such property
					cors.own-origin                                    | cors.own-origins                                  | there is no such property
					cors.enforce                                       | cors.enforcement                                  | there is no such property; the values of enforcement are browser, report and server
					cors.dangerously-allow-insecure-origin             | cors.dangerously-allow-insecure-origins           | there is no such property
					cors.allowed-origin-patterns                       | cors.allowed-origins                              | patterns belong in the list of origins
					cors.policies.admin.allowedOriginPatterns          | cors.policies.admin.allowed-origins               | patterns belong in the list of origins
					cors.allow-private-network                         |                                                   | browsers have given up
					cors.allowed.origins                               | cors.allowed-origins                              | a dot starts another level
					cors.allowed.methods                               | cors.allowed-methods                              | a dot starts another level
					cors.exposed.headers                               | cors.exposed-headers                              | a dot starts another level
					cors.support.credentials                           | cors.allow-credentials                            | there is no such property
					cors.preflight.maxage                              | cors.max-age                                      | there is no such property
					cors.origins                                       | cors.allowed-origins                              | there is no such property
					cors.methods                                       | cors.allowed-methods                              | there is no such property
					cors.headers                                       | cors.allowed-headers                              | there is no such property
					cors.access-control-max-age                        | cors.max-age                                      | there is no such property
					cors.access-control-allow-credentials              | cors.allow-credentials                            | there is no such property
					cors.allowed-origins-regex                         | cors.allowed-origins                              | regular expressions are not supported
					cors.configurations.web.allowed-origins-regex      | cors.policies.web.allowed-origins                 | regular expressions are not supported
					cors.configurations.web.allowed-origins            | cors.policies.web.allowed-origins                 | named policies belong under cors.policies
					cors.admin.allowed-origins                         | cors.policies.admin.allowed-origins               | named policies belong under cors.policies
					cors.policies.admin.alowed-origins                 | cors.policies.admin.allowed-origins               | there is no such property
					cors.policies.admin.filter-order                   | cors.filter-order                                 | this property applies to all policies
					cors.policies.admin.enabled                        |                                                    | no policy is turned off alone
					cors.policies.api.v1.paths                         | cors.policies[api.v1].paths                       | a dot ends the name of a policy
					cors.policies.default.allowed-origins              | cors.allowed-origins                              | the settings of the default policy belong directly under cors
					cors.allowed-origins.first                         | cors.allowed-origins                              | this property has no keys below it
					cors.max-age.seconds                               | cors.max-age                                      | there is no such property
					cors.origins                                       | cors.allowed-origins                              | there is no such property; Quarkus calls it this
					cors.debug                                         |                                                   | there is no such property; https://github.com/originaccess/cors/blob/main/docs/properties.md lists all
					cors.max-age[0]                                    | cors.max-age                                      | this property takes one value, not a list
					cors.request.decorate                              |                                                   | there is no such setting here
					cors.name                                          |                                                   | the name of a policy is the key
					cors.enabled[0]                                    | cors.enabled                                      | this property takes one value, not a list
					cors.policy.admin.paths                            | cors.policies.admin.paths                         | named policies belong under cors.policies
					cors.polices.admin.allowedOrigins                  | cors.policies.admin.allowed-origins               | named policies belong under cors.policies
					cors.polices.admin.path                            | cors.policies.admin.paths                         | there is no such property
					cors.policy.admin.paths[0]                         | cors.policies.admin.paths                         | named policies belong under cors.policies
					cors.policy.default.paths                          | cors.paths                                        | the settings of the default policy belong directly under cors
					cors.polices.default                               |                                                   | the settings of the default policy belong directly under cors
					cors.polices.admin                                 |                                                   | named policies belong under cors.policies
					cors.enabled.really                                | cors.enabled                                      | this property has no keys below it
					""")
	void unknownKeyIsReportedWithTheNearestValidKey(String key, @Nullable String remedy, String reason) {
		assertThat(find("file", Map.of(key, "value"))).singleElement().satisfies((problem) -> {
			assertThat(problem.remedy()).isEqualTo(remedy);
			assertThat(problem.reason()).startsWith(reason);
			assertThat(problem.value()).isNull();
			assertThat(key).startsWith(problem.property());
		});
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/unknown-keys.csv", delimiter = '|', useHeadersInDisplayName = true)
	void onlyANearKeyIsTheRemedy(String why, String key, @Nullable String remedy) {
		assertThat(find("file", Map.of(key, "value"))).as(why)
			.singleElement()
			.extracting(PropertyProblem::remedy)
			.isEqualTo(remedy);
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/unknown-keys.csv", delimiter = '|', useHeadersInDisplayName = true)
	void everyRemedyIsAKnownKey(String why, String key, @Nullable String remedy) {
		if (remedy != null) {
			assertThat(find("file", Map.of(remedy, "value"))).as(key).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "corsair.allowed-origin", "cors.allowed-origins", "cors.allowedOrigins[0]",
			"CORS.ALLOWED_ORIGINS", "cors.allowed_origins[17]", "cors.enabled", "cors.filterOrder",
			"cors.policies.admin.maxAge", "cors.policies[a.b].paths[0]", "cors.policies.Foo_Bar.allowed-origins",
			"cors.own-origins[0]", "cors.dangerouslyAllowPublicSuffixes",
			"management.endpoints.web.cors.allowed-origin-patterns" })
	void validKeyIsAcceptedInEverySpelling(String key) {
		assertThat(find("file", Map.of(key, "value"))).isEmpty();
	}

	@Test
	void unknownListIsOneProblem() {
		Map<String, Object> list = new LinkedHashMap<>();
		list.put("cors.allowed-origin[0]", "https://a.example");
		list.put("cors.allowed-origin[1]", "https://b.example");
		assertThat(find("file", list)).singleElement()
			.extracting(PropertyProblem::property)
			.isEqualTo("cors.allowed-origin");
	}

	@Test
	void variablesAndSystemPropertiesAreNotChecked() {
		assertThat(find(new SystemEnvironmentPropertySource("systemEnvironment",
				Map.of("CORS_ALLOWED_ORIGIN", "x", "CORS_ANYTHING", "x", "CORS_POLICIES", "1"))))
			.isEmpty();
		assertThat(find(new SystemEnvironmentPropertySource("prefixed", Map.of("CORS_ANYTHING", "x")))).isEmpty();
		assertThat(find(new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
				Map.of("cors.anything", "x"))))
			.isEmpty();
	}

	private static List<PropertyProblem> find(String source, Map<String, Object> properties) {
		return find(new MapPropertySource(source, properties));
	}

	private static List<PropertyProblem> find(PropertySource<?> source) {
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources().addFirst(source);
		return new ArrayList<>(UnknownCorsProperties.find(ConfigurationPropertySources.get(environment),
				new PropertyPlaces(environment), false));
	}

}
