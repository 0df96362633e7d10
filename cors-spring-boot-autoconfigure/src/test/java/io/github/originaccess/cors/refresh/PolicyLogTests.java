// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lines about the policies in the log of an application that starts.
 */
@ExtendWith(OutputCaptureExtension.class)
class PolicyLogTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class));

	/** Other tests start applications that change the log level. */
	@BeforeAll
	static void log() {
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(Level.INFO);
	}

	@AfterAll
	static void resetLog() {
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`',
			textBlock = """
					BEFORE                                | AFTER                                 | TOLD
					https://a.example                     | https://a.example, https://b.example  | 'default' has 2 origins after 1, added https://b.example
					https://a.example, https://b.example  | https://b.example                     | 'default' has 1 origin after 2, removed https://a.example
					https://a.example                     | https://*.b.example:*                 | 'default' has 1 origin after 1, added https://*.b.example:*, removed https://a.example
					https://a.example, https://b.example  | https://b.example, https://a.example  | 'default' has 2 origins after 2
					https://a.example                     | https://a.example                     | ``
					""")
	void addedAndRemovedOriginsAreNamed(String before, String after, String told) {
		assertThat(PolicyLog.changes(new CorsPoliciesSwapped(List.of(policy(List.of(before.split(", ")))),
				List.of(policy(List.of(after.split(", ")))))))
			.isEqualTo(told);
	}

	@Test
	void firstTenOfManyOriginsAreNamed() {
		List<String> many = IntStream.range(0, 2_012).mapToObj((i) -> "https://t" + i + ".example").toList();
		assertThat(PolicyLog.changes(new CorsPoliciesSwapped(List.of(policy(List.of())), List.of(policy(many)))))
			.isEqualTo("'default' has 2,012 origins after 0, added " + String.join(" ", many.subList(0, 10))
					+ " and 2,002 more");
	}

	@Test
	void originsOfVeryLongListsAreOnlyCounted() {
		List<String> many = IntStream.range(0, 100_001).mapToObj((i) -> "https://t" + i + ".example").toList();
		assertThat(PolicyLog.changes(new CorsPoliciesSwapped(List.of(policy(List.of())), List.of(policy(many)))))
			.isEqualTo("'default' has 100,001 origins after 0");
	}

	private static CorsPolicy policy(List<String> origins) {
		return new CorsPolicyBuilder().allowedOrigins(origins).build();
	}

	@Test
	void eachPolicyHasALineWithPlacesOfItsOrigins(CapturedOutput output) {
		this.runner
			.withPropertyValues("cors.allowed-origins=https://a.example, https://*.b.example",
					"cors.policies.admin.paths=/admin/**,/@ops", "cors.policies.admin.allow-credentials=true",
					"cors.policies.admin.allowed-methods=*", "cors.policies.admin.enforcement=server",
					"cors.policies.closed.paths=/closed", "cors.policies.closed.allowed-origins=")
			.run((context) -> assertThat(lines(output)).containsExactly(
					"CORS policy 'default': paths /**; origins https://a.example, https://*.b.example "
							+ "(cors.allowed-origins in property source 'test'); methods GET, HEAD, POST; no credentials; "
							+ "enforcement browser",
					"CORS policy 'admin': paths /admin/**, /@ops; origins https://a.example, https://*.b.example "
							+ "(cors.allowed-origins in property source 'test'); methods *; credentials; enforcement server",
					"CORS policy 'closed': paths /closed; origins none (cors.policies.closed.allowed-origins in property "
							+ "source 'test'); methods GET, HEAD, POST; no credentials; enforcement browser"));
	}

	@Test
	void longListsAreShortened(CapturedOutput output) {
		String origins = IntStream.range(0, 100)
			.mapToObj((i) -> "https://" + i + ".example")
			.collect(Collectors.joining(","));
		this.runner.withPropertyValues("cors.allowed-origins=" + origins)
			.run((context) -> assertThat(lines(output)).singleElement()
				.asString()
				.contains("https://4.example and 95 more (")
				.doesNotContain("https://5.example"));
	}

	@Test
	void placeOfPoliciesMadeInCodeIsTheBean(CapturedOutput output) {
		this.runner
			.withBean("accountPolicies", CorsPolicyRegistry.class,
					() -> new CorsPolicyRegistry(List
						.of(new CorsPolicyBuilder("a\nb", new CorsPolicyBuilder()).allowedOrigins("https://a.example")
							.paths("/x")
							.build())))
			.run((context) -> assertThat(lines(output)).singleElement()
				.asString()
				.startsWith("CORS policy 'a\\u000ab': paths /x; origins https://a.example (bean 'accountPolicies');"));
	}

	@Test
	void policyHasALineOnWebFluxToo(CapturedOutput output) {
		new ReactiveWebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://a.example")
			.run((context) -> assertThat(lines(output)).hasSize(1));
	}

	@Test
	void policiesRefusedDuringTheStartAreLogged(CapturedOutput output) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example")
			.withUserConfiguration(ReplacesEarly.class)
			.run((context) -> assertThat(output.getAll().lines().filter((line) -> line.contains("PolicyLog")))
				.anyMatch((line) -> line.contains("New CORS policies are refused, and the old ones stay")));
	}

	@Configuration(proxyBeanMethods = false)
	static class ReplacesEarly {

		@Bean
		SmartInitializingSingleton earlyReplacement(CorsPolicyRegistry registry) {
			CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://b.example").paths("api").build();
			return () -> assertThatExceptionOfType(CorsPoliciesRefusedException.class)
				.isThrownBy(() -> registry.replace(List.of(policy)));
		}

	}

	@Test
	void nothingIsLoggedIfDisabled(CapturedOutput output) {
		this.runner.withPropertyValues("cors.enabled=false").run((context) -> assertThat(lines(output)).isEmpty());
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("PolicyLog"))
			.map((line) -> line.substring(
					line.indexOf("CORS policy") > 0 && !line.contains("no CORS") ? line.indexOf("CORS policy") : 0))
			.toList();
	}

}
