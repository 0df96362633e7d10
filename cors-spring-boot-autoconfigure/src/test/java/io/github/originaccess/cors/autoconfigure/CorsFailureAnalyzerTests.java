// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.properties.FailedStart;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole texts that are printed if the application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class CorsFailureAnalyzerTests {

	@TempDir
	private Path directory;

	private FailedStart start;

	@BeforeEach
	void prepare(CapturedOutput output) {
		this.start = new FailedStart(this.directory, output);
	}

	@Test
	void everyProblemNamesPropertyValuePlaceReasonAndRemedy() throws IOException {
		this.start.write("application.yml", """
				cors:
				  allowed-origins:
				    - https://good.example.com
				    - https://app.example.com/login
				  allowed-methods: get, TRACE
				  policies:
				    admin:
				      allowed-origins: https://*example.com
				      max-age: 25h
				""");
		assertThat(this.start.report("--cors.policies.admin.allowed-headers=Cookie")).isEqualTo("""
				Description:

				The CORS configuration has 6 problems:

				    cors.allowed-origins[1] = "https://app.example.com/login"
				        set in: application.yml:4:7
				        refused: an origin has no path (docs/problems.md#origin-with-path)
				        write: https://app.example.com

				    cors.allowed-methods = "get, TRACE"
				        set in: application.yml:5:20
				        refused: browsers do not let pages use TRACE (docs/problems.md#method-forbidden)
				        write: get

				    cors.policies.admin.allowed-origins = "https://*example.com"
				        set in: application.yml:8:24
				        refused: write a dot or a hyphen after the *; without it, the * would match domains of \
				other people (docs/problems.md#origin-wildcard-not-separated)
				        write: https://*.example.com

				    cors.policies.admin.paths is not set
				        policy declared in: application.yml:8:24
				        refused: a named policy needs the paths that it covers, or a bean of type \
				CorsPolicyResolver that chooses the policy (docs/problems.md#paths-missing)
				        write: paths: /api/**

				    cors.policies.admin.max-age = "25h"
				        set in: application.yml:9:16
				        refused: no browser caches for longer than 24 hours (docs/problems.md#max-age-too-long)
				        write: 24h

				    cors.policies.admin.allowed-headers = "Cookie"
				        set in: command line --cors.policies.admin.allowed-headers
				        refused: pages cannot send Cookie: browsers set it, or it is a response header; leave \
				the property out to allow every other header (docs/problems.md#request-header-forbidden)

				Action:

				Correct the configuration. Until then the application does not start, so that it never trusts the \
				wrong sites.
				Each code is explained at https://github.com/originaccess/cors/blob/main/docs/problems.md
				""");
	}

	@Test
	void exceptionOfAContextThatIsNotPrintedHasTheSameProblems() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://u:secret@app.example.com/login", "cors.debug=x",
					"cors.policies.shop.allowed-methods=" + "x".repeat(300) + "/")
			.run((context) -> assertThat(context).getFailure().rootCause().message().satisfies((message) -> {
				String[] lines = message.split("\n");
				assertThat(lines).hasSize(6);
				assertThat(lines[0]).isEqualTo("The CORS configuration has 4 problems:");
				assertThat(message).contains(
						"\n- cors.allowed-origins = \"https://***@app.example.com/login\" (property source 'test'): ")
					.contains(" (docs/problems.md#origin-with-path); write: https://app.example.com\n")
					.contains("\n- cors.debug (property source 'test'): there is no such property; ")
					.contains("= \"" + "x".repeat(200) + "… (301 characters)\"")
					.contains("\n- cors.policies.shop.paths is not set (property source 'test'): ")
					.contains("; write: paths: /api/**\n")
					.doesNotContain("secret");
				assertThat(lines[5]).isEqualTo(
						"Each code is explained at https://github.com/originaccess/cors/blob/main/docs/problems.md");
			}));
	}

	@Test
	void exceptionNamesTheFirstTwentyProblems() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=" + IntStream.range(0, 30)
				.mapToObj((i) -> "https://a" + i + ".example/p")
				.collect(Collectors.joining(",")))
			.run((context) -> assertThat(context).getFailure().rootCause().message().satisfies((message) -> {
				assertThat(message).startsWith("The CORS configuration has 30 problems:").contains("\n- and 10 more\n");
				assertThat(message.lines()).hasSize(23);
			}));
	}

	@Test
	void whatAValueTakesThePlaceOfIsNamed() throws IOException {
		this.start.write("application.yml", """
				cors:
				  allowed-origins: https://app.example.com
				  max-age: 1h
				""");
		this.start.write("application-prod.yml", """
				cors:
				  allowed-origins:
				    - https://prod.example.com
				    - https://prod.example.com:0
				""");
		assertThat(this.start.report("--spring.profiles.active=prod", "--cors.max-age=2d")).startsWith("""
				Description:

				The CORS configuration has 2 problems:

				    cors.allowed-origins[1] = "https://prod.example.com:0"
				        set in: application-prod.yml:4:7
				        overrides: application.yml:2:20
				        refused: a port is a number from 1 to 65535 without leading zeros \
				(docs/problems.md#origin-port-invalid)

				    cors.max-age = "2d"
				        set in: command line --cors.max-age
				        overrides: application.yml:3:12
				        refused: no browser caches for longer than 24 hours (docs/problems.md#max-age-too-long)
				        write: 24h
				""");
	}

	@Test
	void aStarIsQuotedWhereYamlWouldTakeItForSyntax() throws IOException {
		this.start.write("application.yml", """
				cors:
				  allowed-headers: X-*
				""");
		this.start.write("application.properties", """
				cors.allowed-methods=X-*
				""");
		assertThat(this.start.report()).contains("application.yml:2:20")
			.contains("write: \"*\"\n")
			.contains("application.properties:1:22")
			.contains("write: *\n");
	}

	@Test
	void aStarWithoutQuotesIsShownWithQuotes() throws IOException {
		this.start.write("application.yml", """
				cors:
				  policies:
				    fonts:
				      paths: /fonts/**
				      allowed-origins: *
				""");
		assertThat(this.start.report()).isEqualTo("""
				Description:

				A value in a YAML file begins with a * and has no quotes:

				    cors.policies.fonts.allowed-origins
				        line 5, column 24: allowed-origins: *
				        write: allowed-origins: "*"

				Action:

				Put the value in quotes. Without them, YAML reads a * as the beginning of an alias.
				All properties are listed at https://github.com/originaccess/cors/blob/main/docs/properties.md
				""");
	}

	@Test
	void oneValueOfTheWrongTypeGetsBootsOwnReport() {
		assertThat(this.start.report("--cors.max-age=soon")).startsWith("""
				Description:

				Failed to bind properties under 'cors.max-age' to java.time.Duration:
				""");
	}

	@Test
	void propertiesWithinJsonAreNamedOneByOne() {
		assertThat(this.start.report("--spring.application.json={\"cors\": {\"allowedOrigin\": \"x\", \"max-age\": -1,"
				+ " \"policies\": {\"a\": {\"path\": \"/a\"}, \"b\": 1}}}"))
			.startsWith(
					"""
							Description:

							The CORS configuration has 4 problems:

							    cors.allowedOrigin
							        set in: command line --spring.application.json
							        refused: there is no such property (docs/problems.md#unknown-key)
							        write: cors.allowed-origins

							    cors.policies.a.path
							        set in: command line --spring.application.json
							        refused: there is no such property (docs/problems.md#unknown-key)
							        write: cors.policies.a.paths

							    cors.policies.b = "1"
							        set in: command line --spring.application.json
							        refused: a policy has no value of its own; each setting is a key below the policy's name (docs/problems.md#wrong-type)

							    cors.max-age = "-1"
							        set in: command line --spring.application.json
							        refused: a cache time cannot be negative; 0 means no caching (docs/problems.md#max-age-negative)
							        write: 0
							""");
	}

	@Test
	void listWithinJsonHasThePlaceOfTheJson() {
		assertThat(
				this.start.report("--spring.application.json={\"cors\": {\"allowed-methods\": [\"PUT\", \"TRACE\"]}}"))
			.contains("""
					    cors.allowed-methods = "PUT, TRACE"
					        set in: command line --spring.application.json
					        refused: browsers do not let pages use TRACE (docs/problems.md#method-forbidden)
					        write: PUT
					""");
	}

	@Test
	void aValueThatWouldFillTheTerminalIsCutShort() {
		assertThat(this.start.report("--cors.allowed-methods=\n" + "x".repeat(5000) + "/"))
			.contains("cors.allowed-methods = \"" + "x".repeat(1000) + "… (5001 characters)\"\n");
	}

	@Test
	void policiesThatABeanCompilesAreReportedToo() {
		assertThat(this.start.report(OwnPolicies.class)).startsWith("""
				Description:

				The CORS configuration has a problem:

				    cors.policies.own.allowed-origins[0] = "null"
				        set in: code
				        refused: any page can have the origin null, for example in a sandboxed frame \
				(docs/problems.md#origin-null)
				""");
	}

	@Test
	void whatACustomizerSetsIsReportedWithItsBean() {
		assertThat(this.start.report(OwnCustomizer.class, "--cors.allowed-origins=https://a.example",
				"--cors.policies.one.paths=/one"))
			.startsWith(
					"""
							Description:

							The CORS configuration has 2 problems:

							    cors.allowed-origins[1] = "b.example"
							        set in: bean 'customizer'
							        refused: an origin begins with its scheme, such as https:// (docs/problems.md#origin-without-scheme)
							        write: https://b.example

							    cors.policies.one.max-age = "PT-1S"
							        set in: bean 'customizer'
							        refused: a cache time cannot be negative; 0 means no caching (docs/problems.md#max-age-negative)
							        write: 0
							""");
	}

	@Test
	void aControlCharacterNeverReachesTheTerminal() {
		assertThat(this.start.report("--cors.allowed-origins=https://a\u001b[31m.example"))
			.contains("The CORS configuration has a problem:")
			.contains("https://a\\u001b[31m.example")
			.doesNotContain("\u001b[31m");
	}

	@Test
	void failingProviderStopsTheStartIfConfigured() throws IOException {
		this.start.write("application.yml", "cors.refresh-fail-fast: true");
		assertThat(this.start.report(FailingProvider.class)).isEqualTo(
				"""
						Description:

						The bean 'tenants' gave no allowed origins: java.lang.IllegalStateException: no route. It has not answered yet.

						Action:

						Make the providers answer, or remove cors.refresh-fail-fast. Without it, the application starts with the configured origins and asks the providers again later.
						""");
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingProvider {

		@Bean
		AllowedOriginsProvider tenants() {
			return (policy) -> {
				throw new IllegalStateException("no route");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPolicies {

		@Bean
		CorsPolicyRegistry registry() {
			CorsPolicyBuilder parent = new CorsPolicyBuilder();
			return new CorsPolicyRegistry(
					List.of(new CorsPolicyBuilder("own", parent).paths("/own").allowedOrigins("null").build()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		CorsPolicyCustomizer customizer() {
			return (policy) -> {
				if (policy.name().equals("one")) {
					policy.maxAge(Duration.ofSeconds(-1));
				}
				else {
					policy.allowedOrigins("https://a.example", "b.example");
				}
			};
		}

	}

}
