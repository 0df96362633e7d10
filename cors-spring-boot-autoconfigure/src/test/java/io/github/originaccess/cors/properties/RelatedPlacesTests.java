// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The further places that a report names: those of placeholders' texts, and of inherited
 * settings.
 */
class RelatedPlacesTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/placeholders.csv", delimiter = '|', quoteCharacter = '`',
			useHeadersInDisplayName = true)
	void problemNamesThePlaceOfTheTextThatIsWrong(String why, String yaml, String value, @Nullable String code,
			@Nullable String places) {
		PropertyProblem problem = new LoadedConfiguration()
			.variables(Map.of("BAD", "https://shop.example.com/x", "GOOD", "https://a.example", "HOST",
					"shop.example.com", "LONG", "48h", "MAYBE", "maybe", "NESTED", "${BAD}", "FIRST", "${SECOND}",
					"SECOND", "${FIRST}"))
			.file("application.yml", yaml.replace("~", "\n"))
			.problems()
			.get(0);
		assertThat(problem.code()).as(why).isEqualTo(code);
		assertThat(problem.value()).isEqualTo(value);
		assertThat(problem.related().texts()).extracting(PropertyPlace::text)
			.containsExactly((places != null) ? places.split(" & ") : new String[0]);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/inherited.csv", delimiter = '|', quoteCharacter = '`',
			useHeadersInDisplayName = true)
	void problemNamesTheOtherSettingAndWhatLeavesItAlone(String why, String yaml, String property,
			@Nullable String together, @Nullable String alternative) {
		assertThat(new LoadedConfiguration().file("application.yml", yaml.replace("~", "\n")).problems()).as(why)
			.filteredOn((problem) -> problem.property().equals(property))
			.first()
			.satisfies((problem) -> {
				assertThat(problem.related().together()).isEqualTo(together);
				assertThat(problem.related().alternative()).isEqualTo(alternative);
			});
	}

	/** What the report says after "or set" leads to a start. */
	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/inherited.csv", delimiter = '|', quoteCharacter = '`',
			useHeadersInDisplayName = true)
	void alternativeStarts(String why, String yaml, String property, @Nullable String together,
			@Nullable String alternative) {
		if (alternative != null) {
			assertThat(new LoadedConfiguration().file("override.properties", alternative.replace(": ", "="))
				.file("application.yml", yaml.replace("~", "\n"))
				.problems()).as(why).isEmpty();
		}
	}

	@Test
	void reportShowsTheTextAsWrittenAndItsPlace() {
		assertThat(ConfigurationReport
			.text(new LoadedConfiguration().variables(Map.of("EXTRA_ORIGINS", "https://u:secret@shop.example.com/x"))
				.file("application.yml", """
						app.origins: https://good.example.com
						cors:
						  allowed-origins: ${app.origins}, ${EXTRA_ORIGINS:}
						""")
				.problems()))
			.isEqualTo("""
					The CORS configuration has a problem:

					    cors.allowed-origins = "https://***@shop.example.com/x"
					        set in: application.yml:3:20
					        written as: ${app.origins}, ${EXTRA_ORIGINS:}
					        comes from: environment variable EXTRA_ORIGINS
					        refused: an origin has no path (docs/problems.md#origin-with-path)
					        write: https://shop.example.com""");
	}

	@ParameterizedTest
	@CsvSource({ "cors.max-age, ${DB_PASSWORD}", "cors.max-age, ${DB_PASSWORD}h",
			"cors.max-age, ${NONE:${DB_PASSWORD}}", "cors.allow-credentials, ${DB_PASSWORD}",
			"cors.enforcement, ${DB_PASSWORD}", "cors.filter-order, ${DB_PASSWORD}", "cors.password, ${DB_PASSWORD}",
			"cors.password, s3cr3t", "cors.policies.shop.passwords[0], ${DB_PASSWORD}" })
	void reportShowsNoSecret(String key, String value) {
		for (String origin : List.of("https://a.example", "https://a.example/x")) {
			List<PropertyProblem> problems = new LoadedConfiguration().variables(Map.of("DB_PASSWORD", "s3cr3t"))
				.file("application.properties", key + "=" + value + "\ncors.allowed-origins=" + origin)
				.problems();
			assertThat(ConfigurationReport.text(problems) + ConfigurationReport.message(problems))
				.contains(key.replace("[0]", ""))
				.doesNotContain("s3cr3t");
		}
	}

	@Test
	void reportShowsTheInheritedSettingAndWhatLeavesItAlone() {
		assertThat(ConfigurationReport.text(new LoadedConfiguration().file("application.yml", """
				cors:
				  allow-credentials: true
				  policies:
				    fonts:
				      paths: /fonts/**
				      allowed-origins: "*"
				""").problems())).isEqualTo("""
				The CORS configuration has a problem:

				    cors.policies.fonts.allowed-origins = "*"
				        set in: application.yml:6:24
				        together with: cors.allow-credentials in application.yml:2:22
				        refused: every site could act in its visitors' name; list the origins to allow \
				(docs/problems.md#any-origin-with-credentials)
				        or set: cors.policies.fonts.allow-credentials: false""");
	}

	@ParameterizedTest
	@CsvSource({ "${BAD}, https://shop.example.com", "'${GOOD},${BAD}', https://shop.example.com",
			"'${GOOD},https://shop.example.com/x', https://shop.example.com",
			"${NONE:https://shop.example.com/x}, https://shop.example.com", "https://${HOST}/x,",
			"${SCHEME}://${HOST}/x,", "'${GOOD},https://${HOST}/x'," })
	void remedyIsGivenOnlyIfItIsClearWhatItReplaces(String value, @Nullable String remedy) {
		assertThat(new LoadedConfiguration()
			.variables(Map.of("BAD", "https://shop.example.com/x", "GOOD", "https://a.example", "HOST",
					"shop.example.com", "SCHEME", "https"))
			.file("application.properties", "cors.allowed-origins=" + value)
			.problems()).singleElement().extracting(PropertyProblem::remedy).isEqualTo(remedy);
	}

	@ParameterizedTest
	@CsvSource({ "FONTS, fonts", "MYFONTS, my-fonts", "MYFONTS, myFonts" })
	void alternativeOfAVariableIsAVariable(String variable, String policy) {
		Map<String, Object> variables = new HashMap<>(Map.of("CORS_POLICIES_" + variable + "_ALLOWEDORIGINS", "*"));
		LoadedConfiguration configuration = new LoadedConfiguration().variables(variables)
			.file("application.yml", "cors: {allow-credentials: true, policies: {" + policy + ": {paths: /f}}}");
		String alternative = String.valueOf(configuration.problems().get(0).related().alternative());
		assertThat(alternative).isEqualTo("CORS_POLICIES_" + variable + "_ALLOWCREDENTIALS=false");
		variables.put(alternative.replace("=false", ""), "false");
		assertThat(new LoadedConfiguration().variables(variables)
			.file("application.yml", "cors: {allow-credentials: true, policies: {" + policy + ": {paths: /f}}}")
			.problems()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "${", "${}", "${:x}", "${a", "}${", "${${}}", "${a:}/x", "${${a:b}:c}", "${a:${b:${c}}}/x",
			"${a b}", "${[}", "${a..b}", "$${a}", "\\${a}", "${A_B:${a-b}}${", "#{${a}}" })
	void oddPlaceholderIsAProblemLikeAnyOther(String value) {
		List<PropertyProblem> problems = new LoadedConfiguration()
			.file("application.yml", "cors: {allowed-origins: '" + value + "', max-age: '" + value + "'}")
			.problems();
		assertThat(problems).isNotEmpty();
		assertThat(ConfigurationReport.text(problems)).contains("set in: application.yml:1:");
	}

	@ParameterizedTest
	@CsvSource({ "cors.allowed-origins=${cors.allowed-origins}, cors.allowed-origins",
			"cors.max-age=${cors.max-age}, cors.max-age", "cors.enabled=${cors.enabled}, cors.enabled",
			"cors.ignore-unknown-keys=${cors.ignore-unknown-keys}, cors.ignore-unknown-keys",
			"cors.allowed-methods[0]=${cors.allowed-methods[0]}, cors.allowed-methods[0]",
			"cors.allow-credentials=${a}~a=${b}~b=${a}, cors.allow-credentials",
			"cors.policies.a.paths=/${cors.policies.a.paths}, cors.policies.a.paths" })
	void placeholderThatRefersToItselfIsReported(String text, String property) {
		assertThat(new LoadedConfiguration().file("application.properties", text.replace("~", "\n")).problems())
			.filteredOn((problem) -> problem.property().equals(property))
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.code()).isEqualTo(PropertyProblem.UNRESOLVED_PLACEHOLDER);
				assertThat(problem.reason()).isEqualTo(
						text.contains("~") ? PropertyProblem.REFER_TO_EACH_OTHER : PropertyProblem.REFERS_TO_ITSELF);
			});
	}

}
