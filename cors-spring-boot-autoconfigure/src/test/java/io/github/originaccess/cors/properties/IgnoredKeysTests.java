// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import io.github.originaccess.cors.refresh.RefreshedApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that {@code cors.ignore-unknown-keys} ignores: nothing reads them.
 */
class IgnoredKeysTests {

	@ParameterizedTest
	@ValueSource(strings = { "cors.vault.token", "cors.token", "cors.frontend.url", "cors.list[0]",
			"cors.allowed-origin", "cors.allowed.origins", "cors.max-age.x", "cors.max-age[0]", "cors.enabled.x",
			"cors.policies.shop.token", "cors.policies.shop.owner.mail", "cors.policies.other.mail",
			"cors.policies.shop.allowed-method", "cors.policies.default.paths",
			"cors.configurations.web.allowed-origins", "cors", "cors.policies", "cors.policies.shop",
			"cors.policies.other" })
	void ignoredKeyIsNotRead(String key) {
		assertStarts(Map.of(key, "sealed"), new LinkedHashMap<>());
	}

	@ParameterizedTest
	@CsvSource({ "cors.mapping-path-pattern, cors.mappingPathPattern", "cors.frontend-url, cors.frontend_url",
			"cors.list, cors.list[0]", "cors.policies.shop.owner-mail, cors.policies.shop.ownerMail" })
	void ignoredKeyInTwoSpellingsIsNotRead(String one, String other) {
		assertStarts(Map.of(one, "sealed", other, "sealed"), new LinkedHashMap<>());
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors.ignore-unknown-keys", "cors.ignoreUnknownKeys", "CORS.IGNORE_UNKNOWN_KEYS" })
	void anySpellingOfThePropertyIgnoresKeys(String property) {
		Map<String, Object> plain = new LinkedHashMap<>();
		plain.put(property, true);
		assertStarts(Map.of("cors.vault.token", "sealed"), plain);
	}

	private static void assertStarts(Map<String, Object> sealed, Map<String, Object> plain) {
		if (plain.isEmpty()) {
			plain.put("cors.ignore-unknown-keys", "true");
		}
		plain.put("cors.allowed-origins", "https://a.example");
		plain.put("cors.policies.shop.paths", "/shop/**");
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SealedPropertySource(plain, sealed)))
			.run((context) -> {
				assertThat(RefreshedApplication.policies(context)).extracting(CorsPolicy::name)
					.containsExactly("default", "shop");
				RefreshedApplication.refresh(context);
			});
	}

	@Test
	void unknownKeyThatCannotBeReadIsReportedAllTheSame() {
		Map<String, Object> plain = new LinkedHashMap<>(Map.of("cors.allowed-origins", "https://a.example"));
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SealedPropertySource(plain, Map.of("cors.allowed-origin", "sealed"))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("- cors.allowed-origin (property source 'sealed'): there is no such property;"
						+ " add the values to cors.allowed-origins (property source 'sealed')"
						+ " (docs/problems.md#unknown-key)"));
	}

	@Test
	void placeholderOfAnUnknownKeyIsNotRead() {
		Map<String, Object> plain = new LinkedHashMap<>(Map.of("cors.token", "${db.pw}", "cors.list[0]", "${db.pw}"));
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SealedPropertySource(plain, Map.of("db.pw", "sealed"))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("- cors.token (property source 'sealed'): there is no such property")
				.hasMessageContaining("- cors.list (property source 'sealed'): there is no such property"));
	}

	@Test
	void listThatCannotBeReadIsOneProblemAsItIsWritten() {
		Map<String, Object> plain = new LinkedHashMap<>(Map.of("cors.allowed-origins", "https://a.example"));
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SealedPropertySource(plain,
						Map.of("cors.Frontend_Url[0]", "sealed", "cors.Frontend_Url[1]", "sealed"))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The CORS configuration has a problem:\n- cors.Frontend_Url (property source"));
	}

	@Test
	void overriddenValueThatCannotBeReadHidesNoProblem() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues("cors.allowed-origins=https://a.example/x")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new SealedPropertySource(new LinkedHashMap<>(), Map.of("cors.allowed-origins", "sealed"))))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("origin-with-path"));
	}

	/** Boot leaves a list unset if there is a key below it. */
	@ParameterizedTest
	@CsvSource({ "cors.policies.shop.allowed-origins.x, cors.policies.shop.allowed-origins",
			"cors.policies.shop.allowed-origins[x], cors.policies.shop.allowed-origins",
			"cors.allowed-headers.first.x, cors.allowed-headers", "cors.own-origins.x, cors.own-origins" })
	void keyThatUnsetsAListIsReportedAllTheSame(String key, String remedy) {
		assertThat(new LoadedConfiguration().file("application.properties", """
				cors.ignore-unknown-keys=true
				cors.allowed-origins=*
				cors.policies.shop.paths=/shop/**
				cors.policies.shop.allowed-origins[0]=https://a.example
				""" + key + "=x\n").problems()).singleElement().extracting(PropertyProblem::remedy).isEqualTo(remedy);
	}

	@Test
	void unknownKeyInTwoSpellingsIsNoRepetition() {
		assertThat(new LoadedConfiguration().file("application.properties", """
				cors.allowed-origins=*
				cors.frontend-url=a
				cors.frontendUrl=b
				""").problems()).isNotEmpty()
			.allSatisfy((problem) -> assertThat(problem.reason()).startsWith("there is no such property"));
	}

	/**
	 * A source of which some values cannot be read, such as one that decrypts them.
	 */
	private static final class SealedPropertySource extends EnumerablePropertySource<Map<String, Object>> {

		private final Map<String, Object> sealed;

		private SealedPropertySource(Map<String, Object> plain, Map<String, Object> sealed) {
			super("sealed", plain);
			this.sealed = sealed;
		}

		@Override
		public String[] getPropertyNames() {
			Map<String, Object> all = new LinkedHashMap<>(this.source);
			all.putAll(this.sealed);
			return all.keySet().toArray(String[]::new);
		}

		@Override
		public @Nullable Object getProperty(String name) {
			if (this.sealed.containsKey(name)) {
				throw new IllegalStateException(name + " cannot be read");
			}
			return this.source.get(name);
		}

	}

}
