// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import io.github.originaccess.cors.refresh.RefreshedApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Environment variables and system properties of other programs: alone, with a file, and
 * with variables of ours.
 */
@ExtendWith(OutputCaptureExtension.class)
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
	void variableOfAnotherProgramHasNoEffect(String name) {
		assertNoEffect(LoadedConfiguration::variables, name,
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
	void systemPropertyOfAnotherProgramHasNoEffect(String name) {
		assertNoEffect(LoadedConfiguration::systemProperties, name,
				Map.of("cors.allowed-origins[0]", "https://c.example", "cors.paths[0]", "/x",
						"cors.policies.api-v1.paths[0]", "/y", "cors.policies.api-v1.allowed-methods", "PUT"));
	}

	private static void assertNoEffect(Source source, String name, Map<String, Object> ours) {
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
	void keyBelowAnElementDoesNotUnsetTheList() {
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
	void applicationStartsWithPropertiesOfOtherPrograms() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withSystemProperties("cors=x", "cors.enabled.x=1", "cors.filter-order.x=1", "cors.policies=x",
					"cors.allowed-origins[0].x=1")
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.run((context) -> assertThat(RefreshedApplication.policies(context)).singleElement()
				.satisfies(
						(policy) -> assertThat(RefreshedApplication.isAllowed(policy, "https://a.example")).isTrue()));
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                              | FIRST                             | SECOND                               | POLICY                                                         | UNREAD
					no gap                           | CORS_ALLOWED_ORIGINS_0            | CORS_ALLOWED_ORIGINS_1               | [/p, /q] GET HEAD POST https://a.example https://c.example     |
					no gap in another spelling       | CORS_ALLOWED_ORIGINS_0            | CORS_ALLOWEDORIGINS_1                | [/p, /q] GET HEAD POST https://a.example https://c.example     |
					an element is missing            | CORS_ALLOWED_ORIGINS_0            | CORS_ALLOWED_ORIGINS_2               | [/p, /q] GET HEAD POST https://a.example                       | CORS_ALLOWED_ORIGINS_2 number 1 is missing
					the same in another spelling     | CORS_ALLOWEDORIGINS_0             | CORS_ALLOWEDORIGINS_17               | [/p, /q] GET HEAD POST https://a.example                       | CORS_ALLOWEDORIGINS_17 number 1 is missing
					the first ones are missing       | CORS_ALLOWED_ORIGINS_2            | CORS_ALLOWED_ORIGINS_3               | [/p, /q] GET HEAD POST https://a.example https://b.example     | CORS_ALLOWED_ORIGINS_2 number 0 is missing ~ CORS_ALLOWED_ORIGINS_3 number 0 is missing
					a zero before a number           | CORS_ALLOWED_ORIGINS_00           | CORS_ALLOWED_ORIGINS_99999999999     | [/p, /q] GET HEAD POST https://a.example https://b.example     | CORS_ALLOWED_ORIGINS_00 number 0 is missing ~ CORS_ALLOWED_ORIGINS_99999999999 number 0 is missing
					a list as a whole and an element | CORS_ALLOWED_ORIGINS              | CORS_ALLOWEDORIGINS_0                | [/p, /q] GET HEAD POST https://a.example                       | CORS_ALLOWEDORIGINS_0 CORS_ALLOWED_ORIGINS sets the whole list
					a list of a policy               | CORS_POLICIES_APIV1_OWN_ORIGINS_0 | CORS_POLICIES_API_V1_OWNORIGINS_2    | [/p, /q] GET HEAD POST https://a.example https://b.example     | CORS_POLICIES_API_V1_OWNORIGINS_2 number 1 is missing
					lists of two policies            | CORS_OWN_ORIGINS_0                | CORS_POLICIES_API_V1_OWNORIGINS_1    | [/p, /q] GET HEAD POST PUT https://a.example https://b.example | CORS_POLICIES_API_V1_OWNORIGINS_1 number 0 is missing
					lists of no policy               | CORS_ORIGINS_1                    | CORS_POLICIES_DEFAULT_OWN_ORIGINS_2  | [/p, /q] GET HEAD POST https://a.example https://b.example     |
					no lists                         | CORS_MAX_AGE_1                    | CORS_POLICIES_OWN_ORIGINS_2          | [/p, /q] GET HEAD POST https://a.example https://b.example     |
					no gap                           | cors.allowed-origins[0]           | cors.allowed-origins[1]              | [/p, /q] GET HEAD POST https://a.example https://c.example     |
					an element is missing            | cors.allowed-origins[0]           | cors.allowedOrigins[2]               | [/p, /q] GET HEAD POST https://a.example                       | cors.allowedOrigins[2] number 1 is missing
					a dot for brackets               | cors.allowed-origins[0]           | cors.allowed-origins.2               | [/p, /q] GET HEAD POST https://a.example                       | cors.allowed-origins.2 number 1 is missing
					the first one is missing         | cors.policies.api-v1.own-origins  | cors.policies.apiV1.own-origins[1]   | [/p, /q] GET HEAD POST https://a.example https://b.example     | cors.policies.apiV1.own-origins[1] cors.policies.api-v1.own-origins sets the whole list
					""")
	void elementThatIsNotReadIsNamedInAWarning(String why, String first, String second, String policy,
			@Nullable String unread, CapturedOutput output) {
		Map<String, Object> properties = Map.of(first, "https://a.example", second, "https://c.example");
		LoadedConfiguration configuration = first.startsWith("CORS_") ? new LoadedConfiguration().variables(properties)
				: new LoadedConfiguration().systemProperties(properties);
		assertThat(policies(configuration.file("application.yml", FILE))).as(why).contains("default " + policy);
		assertThat(output.getAll()
			.lines()
			.filter((line) -> line.contains("this element is not read"))
			.map((line) -> line.replaceAll(".* (\\S+) = \".*\" \\(.* because (?:.*, and )?(.*) \\(docs.*", "$1 $2")))
			.containsExactlyInAnyOrder((unread != null) ? unread.split(" ~ ") : new String[0]);
	}

	@Test
	void warningNamesElementAndReasonAndHidesPassword(CapturedOutput output) {
		assertThat(new LoadedConfiguration().variables(Map.of("CORS_ALLOWED_ORIGINS_1", "https://u:secret@b.example"))
			.file("application.yml", FILE.replace("[/p, /q]", "p"))
			.problems()).hasSize(1);
		assertThat(output.toString().strip()).endsWith("CORS_ALLOWED_ORIGINS_1 = \"https://***@b.example\""
				+ " (environment variable CORS_ALLOWED_ORIGINS_1): this element is not read, because the elements"
				+ " of a list are numbered from 0 without gaps, and number 0 is missing (docs/problems.md#wrong-type)");
	}

	@Test
	void gapOnTheCommandLineFailsTheStart() {
		assertThat(new LoadedConfiguration().commandLine("--cors.allowed-origins[0]=*", "--cors.allowed-origins[2]=x")
			.file("application.yml", FILE)
			.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.place().text()).isEqualTo("command line --cors.allowed-origins[2]");
				assertThat(problem.reason()).isEqualTo("the elements of a list are numbered from 0 without gaps");
			});
	}

	private static List<String> policies(LoadedConfiguration configuration) {
		return configuration.policies().stream().map(SharedPropertySourceTests::describe).toList();
	}

	/** Return name, paths, and the allowed ones of some origins and methods. */
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
