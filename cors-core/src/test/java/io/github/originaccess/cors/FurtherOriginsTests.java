// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Origins that other people maintain join those of a configuration, one by one.
 */
class FurtherOriginsTests {

	private final List<Problem> leftOut = new ArrayList<>();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a path                    | https://a.example/x     | false | origin-with-path
			every origin              | *                       | false | origin-wildcard-misplaced
			every origin among others | https://a.example,*     | false | origin-wildcard-misplaced
			null                      | null                    | false | origin-null
			no scheme                 | a.example               | false | origin-without-scheme
			a regular expression      | https://.*\\.a\\.example | false | origin-regular-expression
			unencrypted               | http://a.example        | true  | insecure-origin-with-credentials
			anybody's                 | https://*.github.io     | true  | public-suffix-with-credentials
			anybody's label           | https://x-*.vercel.app  | true  | public-suffix-with-credentials
			""")
	void whatIsRefusedIsLeftOutAndTheRestIsNot(String why, String entry, boolean credentials, String code) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://configured.example")
			.allowCredentials(credentials)
			.furtherOrigins(List.of("https://first.example", entry, "https://last.example"));
		CorsPolicy policy = compile(builder).get(0);
		assertThat(this.leftOut).as(why).singleElement().satisfies((problem) -> {
			assertThat(problem.code().id()).isEqualTo(code);
			assertThat(problem.index()).isEqualTo(1);
			assertThat(problem.policy()).isEqualTo("default");
		});
		assertThat(policy.values(Setting.ALLOWED_ORIGINS))
			.contains("https://configured.example", "https://first.example", "https://last.example")
			.doesNotContain("*", entry);
		assertThat(isAllowed(policy, "https://last.example")).isTrue();
		assertThat(isAllowed(policy, "https://stranger.example")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "http://a.example, http://a.example", "https://*.github.io, https://me.github.io" })
	void aDangerousPermissionHoldsForThemTooAndThenHasAnEffect(String entry, String origin) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowCredentials(true)
			.dangerouslyAllowInsecureOrigins(entry.startsWith("http:"))
			.dangerouslyAllowPublicSuffixes(entry.startsWith("https:"))
			.furtherOrigins(List.of(entry));
		assertThat(isAllowed(compile(builder).get(0), origin)).isTrue();
		assertThat(this.leftOut).isEmpty();
	}

	@Test
	void theyAreInheritedAsLongAsTheAllowedOnesAre() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.furtherOrigins(List.of("https://b.example"));
		CorsPolicyBuilder inherits = new CorsPolicyBuilder("inherits", defaults).paths("/1")
			.furtherOrigins(List.of("https://c.example"));
		CorsPolicyBuilder own = new CorsPolicyBuilder("own", defaults).paths("/2").allowedOrigins("https://d.example");
		assertThat(compile(defaults, inherits, own)).extracting((policy) -> policy.values(Setting.ALLOWED_ORIGINS))
			.containsExactly(List.of("https://a.example", "https://b.example"),
					List.of("https://a.example", "https://b.example", "https://c.example"),
					List.of("https://d.example"));
	}

	@Test
	void whatOnePolicyMustNotHaveAnotherKeeps() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder()
			.furtherOrigins(List.of("http://a.example", "https://b.example"));
		CorsPolicyBuilder strict = new CorsPolicyBuilder("strict", defaults).paths("/1").allowCredentials(true);
		List<CorsPolicy> policies = compile(defaults, strict);
		assertThat(isAllowed(policies.get(0), "http://a.example")).isTrue();
		assertThat(isAllowed(policies.get(1), "http://a.example")).isFalse();
		assertThat(isAllowed(policies.get(1), "https://b.example")).isTrue();
		assertThat(this.leftOut).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(Code.INSECURE_ORIGIN_WITH_CREDENTIALS);
			assertThat(problem.reason()).startsWith("the policy 'strict' inherits it: ");
		});
	}

	@Test
	void noneAtAllCoverAndAllowNobody() {
		assertThat(compile(new CorsPolicyBuilder())).isEmpty();
		assertThat(compile(new CorsPolicyBuilder().furtherOrigins(List.of()))).singleElement()
			.satisfies((policy) -> assertThat(policy.values(Setting.ALLOWED_ORIGINS)).isEmpty());
	}

	@Test
	void aConfiguredMistakeStopsEverythingAllTheSame() {
		assertThatExceptionOfType(InvalidCorsPolicyException.class)
			.isThrownBy(() -> compile(new CorsPolicyBuilder().allowedOrigins("https://a.example/x")
				.furtherOrigins(List.of("https://b.example"))));
	}

	@Test
	void aBuilderOfAPolicyMakesTheSamePolicy() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://*.a.example")
			.maxAge(Duration.ofSeconds(90));
		CorsPolicy policy = new CorsPolicyBuilder("api", defaults).paths("/api/**", "/x")
			.allowedMethods("*")
			.allowedHeaders("X-A")
			.exposedHeaders("X-B")
			.allowCredentials(true)
			.enforcement(Enforcement.SERVER)
			.ownOrigins("http://localhost:*")
			.dangerouslyAllowInsecureOrigins(true)
			.build();
		for (CorsPolicy each : List.of(policy, defaults.build())) {
			CorsPolicy copy = CorsPolicyBuilder.of(each).build();
			assertThat(copy.name()).isEqualTo(each.name());
			assertThat(Arrays.stream(Setting.values()).map(copy::values))
				.isEqualTo(Arrays.stream(Setting.values()).map(each::values).toList());
		}
		assertThatExceptionOfType(InvalidCorsPolicyException.class)
			.isThrownBy(() -> CorsPolicyBuilder.of(policy).allowedOrigins("*").build());
	}

	private List<CorsPolicy> compile(CorsPolicyBuilder... builders) {
		return CorsPolicyBuilder.buildAll(List.of(builders), PathSyntax.ANY, this.leftOut::add);
	}

	private static boolean isAllowed(CorsPolicy policy, @Nullable String origin) {
		return policy.decide(MapRequest.parse("GET Origin: " + origin)).isAllowed();
	}

}
