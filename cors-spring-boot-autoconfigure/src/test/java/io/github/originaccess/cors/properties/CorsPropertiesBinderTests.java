// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.refresh.RefreshedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spellings of policy names and lists, and the order in which sources override.
 */
class CorsPropertiesBinderTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class));

	@Test
	void variableOverridesOnePropertyOfOnePolicy() {
		this.runner
			.withPropertyValues("cors.policies.admin.paths=/admin/**", "cors.policies.admin.allowed-origins=no origin")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("CORS_POLICIES_ADMIN_ALLOWED_ORIGINS", "https://a.example, https://b.example:[1,2]"))))
			.run((context) -> assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name)
				.containsExactly("admin"));
	}

	@ParameterizedTest
	@CsvSource({ "api-v1, CORS_POLICIES_API_V1_ALLOWED_ORIGINS", "api-v1, CORS_POLICIES_APIV1_ALLOWEDORIGINS",
			"api-v1, CORS_POLICIES_APIV1_ALLOWED_ORIGINS", "apiV1, CORS_POLICIES_APIV1_ALLOWEDORIGINS",
			"apiv1, CORS_POLICIES_APIV1_ALLOWEDORIGINS", "apiv1, CORS.POLICIES.APIV1.ALLOWED-ORIGINS",
			"api-v1, CORS.POLICIES.APIV1.ALLOWEDORIGINS", "apiv1, CORS.POLICIES[API.V1].ALLOWEDORIGINS",
			"[Api_v1], CORS_POLICIES_APIV1_ALLOWEDORIGINS", "[Api_v1], CORS_POLICIES_APIV1_ALLOWED_ORIGINS" })
	void variableInAnySpellingMakesNoSecondPolicy(String name, String variable) {
		this.runner
			.withPropertyValues("cors.policies." + name + ".paths=/v1/**",
					"cors.policies." + name + ".allowed-origins=https://file.example",
					"cors.policies.before.paths=/before", "cors.policies.before.allowed-origins=*")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of(variable, "https://environment.example", "CORS_POLICIES_APIV1_MAXAGE", "9"))))
			.run((context) -> {
				assertThat(RefreshedApplication.policies(context)).hasSize(2);
				CorsPolicy policy = RefreshedApplication.policies(context)
					.stream()
					.filter((candidate) -> !candidate.name().equals("before"))
					.findFirst()
					.orElseThrow();
				assertThat("[" + policy.name() + "]").contains(name.replaceAll("[\\[\\]]", ""));
				assertThat(RefreshedApplication.isAllowed(policy, "https://environment.example")).isTrue();
				assertThat(RefreshedApplication.isAllowed(policy, "https://file.example")).isFalse();
			});
	}

	/** A file may have a key with nothing below it, as YAML does after a deletion. */
	@ParameterizedTest
	@CsvSource({ "true, profile, cors", "false, profile, cors", "true, profile, cors.policies",
			"true, profile, cors.policies.a", "false, profile, cors.policies.a", "true, profile, cors.policies.A",
			"true, profile, cors.policies[a]", "true, systemProperties, cors.policies.a",
			"true, systemEnvironment, CORS_POLICIES_A", "false, systemEnvironment, CORS_POLICIES_A",
			"true, systemEnvironment, CORS_POLICIES", "true, systemEnvironment, CORS" })
	void emptyGroupHidesNoSettingOfAnotherSource(boolean stronger, String source, String group) {
		PropertySource<?> empty = source.equals("systemEnvironment")
				? new SystemEnvironmentPropertySource(source, Map.of(group, ""))
				: new MapPropertySource(source, Map.of(group, ""));
		this.runner
			.withPropertyValues("cors.allowed-origins=https://default.example", "cors.policies.a.paths=/a",
					"cors.policies.a.allowed-origins=https://a.example", "cors.policies.b.paths=/b")
			.withInitializer((context) -> {
				MutablePropertySources sources = context.getEnvironment().getPropertySources();
				sources.remove(source);
				if (stronger) {
					sources.addFirst(empty);
				}
				else {
					sources.addLast(empty);
				}
			})
			.run((context) -> {
				assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name)
					.containsExactly("default", "a", "b");
				CorsPolicy policy = RefreshedApplication.policies(context).get(1);
				assertThat(RefreshedApplication.isAllowed(policy, "https://a.example")).isTrue();
				assertThat(RefreshedApplication.isAllowed(policy, "https://default.example")).isFalse();
			});
	}

	@Test
	void profileMaySpellThePolicyNameDifferently() {
		this.runner
			.withPropertyValues("cors.policies.some-page.paths=/x", "cors.policies.some-page.allowed-origins=null")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("profile",
						Map.of("cors.policies.somePage.allowed-origins", "https://a.example"))))
			.run((context) -> assertThat(RefreshedApplication.policies(context)).singleElement()
				.satisfies((policy) -> assertThat(RefreshedApplication.isAllowed(policy, "https://a.example")).isTrue())
				.extracting(CorsPolicy::name)
				.isEqualTo("some-page"));
	}

	@Test
	void overrideKeepsTheOrderOfPolicies() {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example", "cors.policies.a.paths=/x/{a}",
					"cors.policies.b.paths=/x/{b}")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("profile",
						Map.of("cors.policies.c.paths", "/c", "cors.policies.b.max-age", "5"))))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("CORS_POLICIES_B_MAXAGE", "5", "CORS_POLICIES_A0_PATHS", "/a0"))))
			.run((context) -> assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name)
				.containsExactly("default", "a", "b", "c", "a0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "CORS_POLICIES_API_V1_ALLOWED_ORIGINS", "CORS_POLICIES_APIV1_ALLOWEDORIGINS",
			"CORS_POLICIES_APIV1_ALLOWED_ORIGINS" })
	void commandLineOverridesVariable(String variable) {
		this.runner
			.withPropertyValues("cors.policies.api-v1.paths=/v1/**",
					"cors.policies.api-v1.allowed-origins=https://command-line.example")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of(variable, "https://environment.example"))))
			.run((context) -> {
				assertThat(RefreshedApplication.policies(context)).hasSize(1);
				assertThat(RefreshedApplication.isAllowed(RefreshedApplication.policies(context).get(0),
						"https://command-line.example"))
					.isTrue();
			});
	}

	@Test
	void everySpellingOfAListBinds() {
		for (String[] properties : new String[][] {
				{ "cors.allowed-origins=https://a.example:[1,2],https://b.example" },
				{ "cors.allowedOrigins= https://a.example:[1, 2] ,, https://b.example , https://b.example" },
				{ "cors.allowed-origins[0]=https://a.example:[1,2]", "cors.allowed-origins[1]=https://b.example" },
				{ "CORS.ALLOWED_ORIGINS=https://a.example:[1,2],https://b.example" } }) {
			this.runner.withPropertyValues(properties).run((context) -> {
				CorsPolicy policy = RefreshedApplication.policies(context).get(0);
				for (String origin : new String[] { "https://a.example:1", "https://a.example:2",
						"https://b.example" }) {
					assertThat(RefreshedApplication.isAllowed(policy, origin)).as(origin).isTrue();
				}
				assertThat(RefreshedApplication.isAllowed(policy, "https://a.example")).isFalse();
			});
		}
	}

	@Test
	void emptyPolicyHidesNoListElementOfVariable() {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://default.example", "cors.policies.a.paths=/a",
					"cors.policies.a=")
			.withInitializer((context) -> {
				MutablePropertySources sources = context.getEnvironment().getPropertySources();
				sources.remove("systemEnvironment");
				sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("CORS_POLICIES_A_ALLOWED_ORIGINS_0", "https://a.example")));
			})
			.run((context) -> {
				CorsPolicy policy = RefreshedApplication.policies(context).get(1);
				assertThat(RefreshedApplication.isAllowed(policy, "https://default.example")).isFalse();
				assertThat(RefreshedApplication.isAllowed(policy, "https://a.example")).isTrue();
			});
	}

}
