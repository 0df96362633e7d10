// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Named policies without paths: only a resolver gives them out.
 */
@ExtendWith(OutputCaptureExtension.class)
class PolicyWithoutPathsTests {

	private static final String REFUSED = "a named policy needs the paths that it covers, or a bean of type"
			+ " CorsPolicyResolver that chooses the policy";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
		.withPropertyValues("cors.policies.acme.allowed-origins=https://acme.example");

	private final WebApplicationContextRunner resolving = this.runner.withUserConfiguration(Resolving.class);

	/** Other tests start applications that change the log level. */
	@BeforeAll
	static void log() {
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(Level.INFO);
	}

	@AfterAll
	static void resetLog() {
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(null);
	}

	@Test
	void policyNeedsNoPathsWhereThereIsAResolver(CapturedOutput output) {
		this.resolving.run((context) -> {
			assertThat(context).hasNotFailed();
			CorsPolicyRegistry registry = RefreshedApplication.registry(context);
			assertThat(registry.policies()).extracting(CorsPolicy::paths).containsExactly(List.of());
			assertThat(registry.policyOfPath("/any")).isNull();
			assertThat(RefreshedApplication.place(context, "acme", Setting.PATHS))
				.isEqualTo("chosen by the CorsPolicyResolver 'policyOfTenant'");
		});
		assertThat(output).contains("CORS policy 'acme': no paths (chosen by the CorsPolicyResolver 'policyOfTenant');"
				+ " origins https://acme.example (cors.policies.acme.allowed-origins in property source 'test'); ");
	}

	@Test
	void webFluxApplicationKnowsTheResolverToo() {
		new ReactiveWebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.policies.acme.allowed-origins=https://acme.example")
			.withUserConfiguration(Resolving.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void policyWithoutPathsIsRefusedWithoutAResolver() {
		this.runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidCorsConfigurationException.class,
					(ex) -> assertThat(ex.problems()).singleElement()
						.returns("cors.policies.acme.paths", PropertyProblem::property)
						.returns(REFUSED, PropertyProblem::reason)
						.returns("paths-missing", PropertyProblem::code)));
	}

	@Test
	void listThatIsSetToNothingIsRefusedWithAResolverToo() {
		this.resolving.withPropertyValues("cors.policies.acme.paths=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidCorsConfigurationException.class,
						(ex) -> assertThat(ex.problems()).extracting(PropertyProblem::code)
							.containsExactly("paths-missing")));
	}

	@Test
	void defaultPolicyCoversEveryPathAlsoWithAResolver() {
		this.resolving.withPropertyValues("cors.allowed-origins=https://a.example")
			.run((context) -> assertThat(RefreshedApplication.registry(context).policyOfPath("/any"))
				.extracting(CorsPolicy::name)
				.isEqualTo("default"));
	}

	@Test
	void refreshHasTheSameRule() {
		this.resolving.run((context) -> {
			TestPropertyValues.of("cors.policies.globex.allowed-origins=https://globex.example").applyTo(context);
			RefreshedApplication.registry(context).refresh();
			assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name)
				.containsExactlyInAnyOrder("acme", "globex");
		});
		this.runner.withPropertyValues("cors.policies.acme.paths=/acme").run((context) -> {
			TestPropertyValues.of("cors.policies.globex.allowed-origins=https://globex.example").applyTo(context);
			assertThatExceptionOfType(CorsPoliciesRefusedException.class)
				.isThrownBy(RefreshedApplication.registry(context)::refresh)
				.satisfies((ex) -> assertThat(ex.problems()).singleElement().asString().contains(REFUSED));
			assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name).containsExactly("acme");
		});
	}

	@Test
	void startTellsOfManyPoliciesWithoutPathsInOneLine(CapturedOutput output) {
		this.resolving.withUserConfiguration(Tenants.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains("CORS policy '"))).hasSize(20);
		assertThat(output).contains("There are 1,981 more CORS policies without paths (chosen by the"
				+ " CorsPolicyResolver 'policyOfTenant')");
	}

	@Test
	void lineSaysThatNothingChoosesThePolicy(CapturedOutput output) {
		CorsPolicy policy = policy("acme");
		this.runner.withPropertyValues("cors.policies.acme.paths=/acme")
			.withBean(CorsPolicyRegistry.class, () -> new CorsPolicyRegistry(List.of(policy)))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output)
			.contains("CORS policy 'acme': no paths (there is no bean of type CorsPolicyResolver to choose"
					+ " it); origins https://tenant.example (bean 'corsPolicyRegistry'); ");
	}

	/** The refresh is refused as a whole, and providers and properties go on later. */
	@Test
	void refreshThatBringsTheNameOfAPolicyThatWasPutIsRefused() {
		this.resolving.withUserConfiguration(Tenants.class).run((context) -> {
			CorsPolicyRegistry registry = RefreshedApplication.registry(context);
			registry.put(policy("globex"));
			assertThat(RefreshedApplication.place(context, "globex", Setting.ALLOWED_ORIGINS)).isEqualTo("code");
			List<CorsPolicy> before = registry.policies();
			TestPropertyValues
				.of("cors.policies.globex.allowed-origins=https://globex.example",
						"cors.policies.acme.allowed-origins=https://new.example")
				.applyTo(context);
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(CorsPoliciesRefusedException.class).isThrownBy(registry::refresh)
					.satisfies((ex) -> assertThat(ex.problems()).singleElement()
						.asString()
						.contains("The configuration has a policy 'globex'"));
				assertThat(registry.policies()).isSameAs(before);
			}
			assertThatExceptionOfType(CorsPoliciesRefusedException.class)
				.isThrownBy(() -> RefreshedApplication.refresher(context).refreshProperties(false));
			assertThat(registry.remove("globex")).isTrue();
			registry.refresh();
			assertThat(RefreshedApplication.origins(context, "globex")).containsExactly("https://globex.example");
			assertThat(RefreshedApplication.origins(context, "acme")).containsExactly("https://new.example");
			assertThat(registry.policies()).hasSize(2_002);
		});
	}

	private static CorsPolicy policy(String name) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins("https://tenant.example").build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Resolving {

		@Bean
		CorsPolicyResolver policyOfTenant(CorsPolicyRegistry policies) {
			return (request) -> policies.policy("acme");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tenants {

		@Bean
		InitializingBean tenants(CorsPolicyRegistry policies) {
			return () -> policies.putAll(IntStream.range(0, 2_000).mapToObj((i) -> policy("tenant-" + i)).toList());
		}

	}

}
