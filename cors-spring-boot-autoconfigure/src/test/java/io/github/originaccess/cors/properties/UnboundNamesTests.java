// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that set nothing and are nearly names of ours.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnboundNamesTests {

	private static final String FILE = """
			cors:
			  allowed-origins: https://app.example.com
			  policies:
			    somepage.paths: /somepage/**
			    api-v1.paths: /v1/**
			    v1.paths: /1/**
			    a.paths: /a/**
			    my-api-v2.paths: /v2/**
			    "[a.b].paths": /ab/**
			""";

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/unbound-names.csv", delimiter = '|', useHeadersInDisplayName = true)
	void onlyANearNameIsNamedInAWarning(String why, String where, String name, @Nullable String remedy) {
		LoadedConfiguration configuration = switch (where) {
			case "variable" -> new LoadedConfiguration().variables(Map.of(name, "GET"));
			case "system" -> new LoadedConfiguration().systemProperties(Map.of(name, "GET"));
			default -> new LoadedConfiguration().file(".env.properties", name + "=GET");
		};
		List<PropertyProblem> warnings = warnings(configuration.file("application.yml", FILE));
		assertThat(warnings).as(why)
			.extracting((warning) -> String.valueOf((warning.remedy() != null) ? warning.remedy() : "none"))
			.isEqualTo((remedy != null) ? List.of(remedy) : List.of());
		assertThat(warnings).allSatisfy((warning) -> {
			assertThat(warning.property()).isEqualTo(name);
			assertThat(warning.value()).isNull();
		});
	}

	/** A variable is bound, or a warning names it; what the warning says is bound. */
	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/unbound-names.csv", delimiter = '|', useHeadersInDisplayName = true)
	void binderAgrees(String why, String where, String name, @Nullable String remedy) {
		if (where.equals("variable") && (remedy != null || why.equals("it is bound"))) {
			assertThat(isBound(name)).as(name).isEqualTo(remedy == null);
			assertThat(remedy == null || remedy.equals("none") || isBound(remedy)).as(remedy).isTrue();
		}
	}

	/** The seed is fixed, so that a failure can be repeated. */
	@Test
	void binderAgreesWithRandomSpellings() {
		Random random = new Random(20_261_129);
		for (int i = 0; i < 300; i++) {
			String policy = pick(random, "somepage", "api-v1", "my-api-v2", "other-page", "a-b");
			String setting = pick(random, "allowed-methods", "max-age", "paths", "allowed-method", "allow-credential");
			String name = ("cors_policies_" + respelt(policy, random) + pick(random, "_", "_", "-", ".")
					+ respelt(setting, random))
				.toUpperCase(Locale.ROOT);
			List<PropertyProblem> warnings = warnings(
					new LoadedConfiguration().variables(Map.of(name, "GET")).file("application.yml", FILE));
			assertThat(warnings.isEmpty()).as(name).isEqualTo(isBound(name));
			assertThat(warnings).extracting(PropertyProblem::remedy)
				.as(name)
				.allSatisfy((remedy) -> assertThat(isBound(remedy)).as(remedy).isTrue());
		}
	}

	private static String respelt(String words, Random random) {
		StringBuilder respelt = new StringBuilder();
		for (char c : words.toCharArray()) {
			respelt.append((c == '-') ? pick(random, "_", "-", ".", "") : String.valueOf(c));
		}
		return respelt.toString();
	}

	private static String pick(Random random, String... choices) {
		return choices[random.nextInt(choices.length)];
	}

	private static boolean isBound(String name) {
		return Stream.of("PUT", "5m", "true", "server", "/x")
			.anyMatch((value) -> new BoundProperties(new LoadedConfiguration().variables(Map.of(name, value))
				.file("application.yml", FILE)
				.environment()).places().namesAsWritten().contains(name));
	}

	/** The time for each name must not depend on the number of policies. */
	@Test
	void manyVariablesOfManyPoliciesAreChecked() {
		Map<String, Object> variables = new HashMap<>();
		for (int i = 0; i < 400; i++) {
			variables.put("CORS_POLICIES_P" + i + "_PATHS", "/p" + i);
			variables.put("CORS_POLICIES_P" + i + "_ALLOWEDMETHODS", "GET");
			variables.put("CORS_POLICIES_P" + i + "_ALLOWEDHEADER", "x-a");
		}
		Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> assertThat(warnings(new LoadedConfiguration().variables(variables))).hasSize(400));
	}

	@Test
	void nameThatAPlaceholderReadsIsNoProblem() {
		assertThat(warnings(new LoadedConfiguration()
			.variables(Map.of("CORS_ALLOWED_ORIGIN", "https://a.example", "CORS_MAX_AGES", "5m"))
			.file(".env.properties", "CORS_ALLOWED_METHODS=GET")
			.file("application.yml", """
					app.age: ${CORS_MAX_AGES}
					cors:
					  allowed-origins: https://b.example, ${CORS_ALLOWED_ORIGIN:}
					  max-age: ${app.age}
					  allowed-methods: ${NONE:${CORS_ALLOWED_METHODS}}
					"""))).isEmpty();
	}

	@Test
	void nameThatAPlaceholderOfAnotherPropertyReadsIsNoProblem() {
		assertThat(warnings(new LoadedConfiguration()
			.variables(Map.of("CORS_ALLOWED_ORIGIN", "https://a.example", "CORS_MAX_AGES", "5m", "CORS_ALLOWED_METHOD",
					"PUT"))
			.file("application.yml", """
					management.endpoints.web.cors.allowed-origins: https://b.example, ${CORS_ALLOWED_ORIGIN}
					app.age: ${CORS_MAX_AGES:1h}
					app.method: ${NONE:${cors.allowed-method}}
					cors.allowed-origins: https://b.example
					"""))).isEmpty();
	}

	@Test
	void fileThatRepeatsAVariableIsNoProblem() {
		assertThat(warnings(new LoadedConfiguration().variables(Map.of("CORS_ALLOWED_METHODS", "GET"))
			.file(".env.properties", "CORS_ALLOWED_METHODS=GET")
			.file("application.yml", FILE))).isEmpty();
	}

	@Test
	void applicationThatIgnoresUnknownKeysHasNoWarnings() {
		assertThat(warnings(new LoadedConfiguration().variables(Map.of("CORS_ALLOWED_ORIGIN", "https://a.example"))
			.file("application.yml", "cors: {ignore-unknown-keys: true, allowed-origins: https://b.example}")))
			.isEmpty();
	}

	@Test
	void warningHasNameAndRemedyAndNoValue(CapturedOutput output) {
		assertThat(new LoadedConfiguration().variables(Map.of("CORS_ALLOWED_ORIGIN", "secret"))
			.file("application.yml", FILE)
			.policies()).isNotEmpty();
		assertThat(output.toString().strip()).contains("WARN")
			.endsWith("CORS_ALLOWED_ORIGIN (environment variable CORS_ALLOWED_ORIGIN): no property under cors"
					+ " reads this variable (docs/problems.md#unknown-key); write: CORS_ALLOWED_ORIGINS")
			.doesNotContain("secret");
	}

	@Test
	void importedFileIsNamedWithItsLine(@TempDir Path directory, CapturedOutput output) throws IOException {
		Files.writeString(directory.resolve(".env"), "HOME=x\nCORS_POLICIES_SHOP_ALLOWEDMETHODS=GET\n");
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application
			.run("--spring.config.import=file:" + directory + "/.env[.properties]")) {
			assertThat(new BoundProperties(context.getEnvironment()).warnings()).singleElement()
				.satisfies((warning) -> {
					assertThat(warning.place().text()).isEqualTo(directory + "/.env:2:35");
					assertThat(warning.remedy()).isEqualTo("cors.policies.shop.allowed-methods");
				});
		}
	}

	private static List<PropertyProblem> warnings(LoadedConfiguration configuration) {
		return new BoundProperties(configuration.environment()).warnings();
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
