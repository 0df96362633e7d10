// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers of providers become allowed origins, or are skipped.
 */
@ExtendWith(OutputCaptureExtension.class)
class AllowedOriginsProviderTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null",
			textBlock = """
					origins of both                     | https://a.example | https://b.example | https://a.example,https://b.example
					the provider returns null           | https://a.example | null              | https://a.example
					the provider returns an empty list  | https://a.example | ''                | https://a.example
					origins of the provider only        | null              | https://b.example | https://b.example
					covered, without allowed origins    | null              | ''                | ''
					set empty, provider too             | ''                | ''                | ''
					set empty, origins of the provider  | ''                | https://b.example | https://b.example
					several origins in one element      | ''                | 'https://b.example, https://c.example' | https://b.example,https://c.example
					not covered                         | null              | null              | null
					""")
	void defaultPolicyHasConfiguredAndProvidedOrigins(String why, @Nullable String configured,
			@Nullable String provided, @Nullable String expected) {
		WebApplicationContextRunner application = (configured != null)
				? this.runner.withPropertyValues("cors.allowed-origins=" + configured) : this.runner;
		application.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> list(provided))
			.run((context) -> {
				CorsPolicy policy = RefreshedApplication.registry(context).policy("default");
				assertThat((policy != null) ? String.join(",", policy.values(Setting.ALLOWED_ORIGINS)) : null).as(why)
					.isEqualTo(expected);
			});
	}

	@Test
	void defaultPolicyHasBothOnWebFluxToo() {
		new ReactiveWebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("https://b.example"))
			.run((context) -> assertThat(RefreshedApplication.origins(context, "default"))
				.containsExactly("https://a.example", "https://b.example"));
	}

	@Test
	void namedPolicyNeedsNoOriginsIfThereIsAProvider() {
		WebApplicationContextRunner application = this.runner.withPropertyValues("cors.policies.api.paths=/api");
		application.run((context) -> assertThat(context).hasFailed());
		application.withBean(AllowedOriginsProvider.class, () -> (policy) -> null).run((context) -> {
			assertThat(RefreshedApplication.origins(context, "api")).isEmpty();
			assertThat(RefreshedApplication.registry(context).policy("default")).isNull();
		});
	}

	@Test
	void namedPoliciesInheritProvidedOriginsOfTheDefaultPolicy() {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example", "cors.policies.api.paths=/api",
					"cors.policies.own.paths=/own", "cors.policies.own.allowed-origins=https://c.example")
			.withBean("defaults", AllowedOriginsProvider.class,
					() -> (policy) -> policy.equals("default") ? List.of("https://b.example") : null)
			.withBean("others", AllowedOriginsProvider.class,
					() -> (policy) -> policy.equals("default") ? null : List.of("https://" + policy + ".example"))
			.run((context) -> {
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://a.example",
						"https://b.example");
				assertThat(RefreshedApplication.origins(context, "api")).containsExactly("https://a.example",
						"https://b.example", "https://api.example");
				assertThat(RefreshedApplication.origins(context, "own")).containsExactly("https://c.example",
						"https://own.example");
				assertThat(RefreshedApplication.place(context, "api", Setting.ALLOWED_ORIGINS)).isEqualTo(
						"cors.allowed-origins in property source 'test'; bean 'defaults', 1 origin; bean 'others', 1 origin");
				assertThat(RefreshedApplication.place(context, "own", Setting.ALLOWED_ORIGINS))
					.isEqualTo("cors.policies.own.allowed-origins in property source 'test'; bean 'others', 1 origin");
			});
	}

	@Test
	@SuppressWarnings("NullAway") // as a database does
	void originsWithProblemsAreSkippedAndLoggedOnce(CapturedOutput output) {
		AtomicReference<Collection<String>> answer = new AtomicReference<>(Arrays.asList("*", null,
				"https://ok.example", "http://insecure.example", "https://user:secret@b.example", "https://*.github.io",
				"https://x\n.example", "https://" + "l".repeat(3000) + ".example"));
		this.runner.withPropertyValues("cors.allow-credentials=true", "cors.allowed-origins=https://a.example")
			.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> answer.get())
			.run((context) -> {
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://a.example",
						"https://ok.example");
				assertThat(RefreshedApplication.refresher(context).loaded().skippedCount()).isEqualTo(7);
				assertThat(RefreshedApplication.refresher(context).warnings()).hasSize(7);
				assertThat(output).contains("\"*\" of bean 'tenants' is skipped: only the configuration")
					.contains("1 of the allowed origins of bean 'tenants' are skipped: they are null or not text"
							+ " (docs/scaling.md#when-something-fails)")
					.contains("insecure-origin-with-credentials")
					.contains("public-suffix-with-credentials")
					.contains("\\u000a")
					.doesNotContain("secret")
					.doesNotContain("l".repeat(200));
				int length = output.getAll().length();
				RefreshedApplication.registry(context).refresh();
				assertThat(output.getAll().substring(length)).doesNotContain("skipped");
				answer.set(List.of("https://ok.example"));
				RefreshedApplication.registry(context).refresh();
				assertThat(RefreshedApplication.refresher(context).loaded().skippedCount()).isZero();
			});
	}

	@Test
	void manySkippedOriginsAreTwentyLinesAndACount(CapturedOutput output) {
		List<String> bad = IntStream.range(0, 5000).mapToObj((i) -> "bad " + i).toList();
		this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> bad).run((context) -> {
			assertThat(output.getAll().lines().filter((line) -> line.contains("is skipped"))).hasSize(20);
			assertThat(output).contains("5,000 allowed origins of providers are skipped in all"
					+ " (docs/scaling.md#when-something-fails)");
			assertThat(RefreshedApplication.refresher(context).loaded().skippedCount()).isEqualTo(5000);
		});
	}

	@Test
	void elementsThatAreNotTextAreSkipped() {
		@SuppressWarnings({ "unchecked", "rawtypes" })
		Collection<String> garbage = (Collection) List.of(1, "https://b.example", new Object());
		this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> garbage).run((context) -> {
			assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example");
			assertThat(RefreshedApplication.refresher(context).loaded().skippedCount()).isEqualTo(2);
		});
	}

	@Test
	void policyWithPathsOfTheDefaultPolicyDoesNotClashBeforeAnswers() {
		this.runner
			.withPropertyValues("cors.policies.all.paths=/**", "cors.policies.all.allowed-origins=https://a.example")
			.withBean(AllowedOriginsProvider.class,
					() -> (policy) -> policy.equals("default") ? null : List.of("https://b.example"))
			.run((context) -> assertThat(RefreshedApplication.origins(context, "all"))
				.containsExactly("https://a.example", "https://b.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/**", "/api/**, /**" })
	void originsForADefaultPolicyThatANamedOneReplacesAreSkipped(String paths, CapturedOutput output) {
		AtomicReference<List<String>> answer = new AtomicReference<>(List.of("https://b.example"));
		this.runner.withPropertyValues("cors.policies.all.paths[0]=" + paths, "cors.policies.sub.paths=/sub/**")
			.withBean("tenants", AllowedOriginsProvider.class,
					() -> (policy) -> policy.equals("sub") ? List.of() : answer.get())
			.run((context) -> {
				assertThat(RefreshedApplication.registry(context).policy("default")).isNull();
				assertThat(RefreshedApplication.origins(context, "all")).containsExactly("https://b.example");
				assertThat(RefreshedApplication.origins(context, "sub")).isEmpty();
				assertThat(RefreshedApplication.place(context, "sub", Setting.ALLOWED_ORIGINS))
					.isEqualTo("bean 'tenants', 0 origins");
				assertThat(RefreshedApplication.refresher(context).warnings()).containsExactly(
						"CORS policy 'default': 1 of the allowed origins of bean 'tenants' are skipped: without"
								+ " cors.paths, the policy has the path /** of policy 'all'; set cors.paths, or return"
								+ " null for \"default\" (docs/scaling.md#when-something-fails)");
				assertThat(output).containsOnlyOnce("are skipped");
				answer.set(List.of("https://c.example", "https://d.example"));
				RefreshedApplication.registry(context).refresh();
				assertThat(RefreshedApplication.origins(context, "all")).containsExactly("https://c.example",
						"https://d.example");
				assertThat(RefreshedApplication.refresher(context).loaded().skippedCount("tenants")).isEqualTo(2);
				answer.set(List.of());
				RefreshedApplication.registry(context).refresh();
				assertThat(RefreshedApplication.refresher(context).warnings()).isEmpty();
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cors.allowed-origins=https://a.example | /**
			cors.paths=/all/**                     | /all/**
			""")
	void pathOfADefaultPolicyWithPropertiesClashesAtTheStart(String property, String path) {
		this.runner.withPropertyValues(property, "cors.policies.all.paths=" + path)
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> null)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the policy 'default' has the same path"));
	}

	@Test
	void originsForADefaultPolicyWithOtherPathsAreInForce() {
		this.runner.withPropertyValues("cors.paths=/other/**", "cors.policies.all.paths=/**")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("https://b.example"))
			.run((context) -> {
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example");
				assertThat(RefreshedApplication.refresher(context).warnings()).isEmpty();
			});
	}

	@Test
	void anyOriginThatCoversAnswersIsReportedWithTheFirstOne(CapturedOutput output) {
		AtomicReference<List<String>> answer = new AtomicReference<>(List.of());
		this.runner.withPropertyValues("cors.allowed-origins=*", "cors.policies.api.paths=/api")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> answer.get())
			.run((context) -> {
				assertThat(RefreshedApplication.refresher(context).warnings()).isEmpty();
				answer.set(List.of("https://b.example", "https://c.example"));
				RefreshedApplication.registry(context).refresh();
				assertThat(RefreshedApplication.refresher(context).warnings()).singleElement()
					.asString()
					.startsWith("cors.allowed-origins = \"*\"")
					.contains("entry-already-covered");
				assertThat(output).containsOnlyOnce("entry-already-covered");
			});
	}

	@Test
	void noEffectOfADangerousSettingIsReportedAfterAllAnswers(CapturedOutput output) {
		AtomicReference<@Nullable List<String>> answer = new AtomicReference<>();
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example", "cors.allowed-methods=GET,DELTE",
					"cors.enforcement=server", "cors.dangerously-allow-insecure-origins=true",
					"cors.dangerously-allow-public-suffixes=true")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				List<String> origins = answer.get();
				if (origins == null) {
					throw new IllegalStateException("in a test");
				}
				return origins;
			})
			.run((context) -> {
				assertThat(output).contains("DELTE").doesNotContain("dangerous-setting-without-effect");
				assertThat(RefreshedApplication.refresher(context).warnings()).hasSize(1);
				answer.set(List.of("http://b.example"));
				RefreshedApplication.registry(context).refresh();
				assertThat(output).contains("cors.dangerously-allow-public-suffixes")
					.doesNotContain("cors.dangerously-allow-insecure-origins");
				assertThat(RefreshedApplication.refresher(context).warnings()).hasSize(2);
			});
	}

	@Test
	void configurationIsValidatedBeforeProvidersAreAsked() {
		AtomicInteger calls = new AtomicInteger();
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example/x")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				calls.incrementAndGet();
				return List.of();
			})
			.run((context) -> assertThat(context).hasFailed());
		assertThat(calls).hasValue(0);
	}

	@Test
	void noProviderIsAskedIfDisabledOrPoliciesAreMadeInCode() {
		AtomicInteger calls = new AtomicInteger();
		WebApplicationContextRunner application = this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
			calls.incrementAndGet();
			return List.of();
		});
		application.withPropertyValues("cors.enabled=false").run((context) -> assertThat(context).hasNotFailed());
		application.withBean(CorsPolicyRegistry.class, () -> new CorsPolicyRegistry(List.of()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(calls).hasValue(0);
	}

	private static @Nullable List<String> list(@Nullable String provided) {
		return (provided == null) ? null : provided.isEmpty() ? List.of() : List.of(provided);
	}

}
