// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Further origins, such as those of providers, are validated one by one and added to the
 * configured ones.
 */
class FurtherOriginsTests {

	private final List<Problem> leftOut = new ArrayList<>();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a path                    | https://a.example/x     | false | browser | origin-with-path
			every origin              | *                       | false | browser | origin-wildcard-misplaced
			every origin among others | https://a.example,*     | false | browser | origin-wildcard-misplaced
			null                      | null                    | false | browser | origin-null
			no scheme                 | a.example               | false | browser | origin-without-scheme
			a regular expression      | https://.*\\.a\\.example | false | browser | origin-regular-expression
			every origin, enforced    | *                       | false | server  | origin-wildcard-misplaced
			unencrypted               | http://a.example        | true  | browser | insecure-origin-with-credentials
			unencrypted, enforced     | http://a.example        | false | server  | insecure-origin-enforced
			unencrypted, reported     | http://a.example:*      | false | report  | insecure-origin-enforced
			unencrypted, for both     | http://a.example        | true  | server  | insecure-origin-with-credentials
			public suffix             | https://*.github.io     | true  | browser | public-suffix-with-credentials
			public suffix, label      | https://x-*.vercel.app  | true  | browser | public-suffix-with-credentials
			public suffix, enforced   | https://*.com           | false | server  | public-suffix-enforced
			public suffix, reported   | https://x-*.vercel.app  | false | report  | public-suffix-enforced
			public suffix, for both   | https://*.com           | true  | report  | public-suffix-with-credentials
			above public suffixes     | https://*.amazonaws.com | true  | browser | public-suffix-with-credentials
			above them, enforced      | https://*.amazonaws.com | false | server  | public-suffix-enforced
			both at once              | http://*.com            | false | server  | insecure-origin-enforced
			""")
	void onlyInvalidFurtherOriginIsLeftOut(String why, String entry, boolean credentials, String enforcement,
			String code) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://configured.example")
			.allowCredentials(credentials)
			.enforcement(Enforcement.valueOf(enforcement.toUpperCase(Locale.ROOT)))
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
	void dangerousPermissionHoldsForFurtherOriginsWithCredentials(String entry, String origin) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowCredentials(true)
			.dangerouslyAllowInsecureOrigins(entry.startsWith("http:"))
			.dangerouslyAllowPublicSuffixes(entry.startsWith("https:"))
			.furtherOrigins(List.of(entry));
		assertThat(isAllowed(compile(builder).get(0), origin)).isTrue();
		assertThat(this.leftOut).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "http://a.example, http://a.example", "https://*.com, https://evil.com",
			"https://*.amazonaws.com, https://x.s3.amazonaws.com" })
	void dangerousOriginIsKeptWithoutCredentialsAndEnforcement(String entry, String origin) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().enforcement(Enforcement.BROWSER)
			.furtherOrigins(List.of(entry));
		assertThat(isAllowed(compile(builder).get(0), origin)).isTrue();
		assertThat(this.leftOut).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "http://a.example, http://a.example", "https://*.com, https://evil.com" })
	void dangerousPermissionHoldsForFurtherOriginsWithEnforcement(String entry, String origin) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().enforcement(Enforcement.SERVER)
			.dangerouslyAllowInsecureOrigins(entry.startsWith("http:"))
			.dangerouslyAllowPublicSuffixes(entry.startsWith("https:"))
			.furtherOrigins(List.of(entry));
		assertThat(isAllowed(compile(builder).get(0), origin)).isTrue();
		assertThat(this.leftOut).isEmpty();
	}

	@Test
	void policiesShareFurtherOriginsIfNoneLeavesAnyOut() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().furtherOrigins(List.of("https://a.example"));
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", defaults).paths("/1").enforcement(Enforcement.SERVER);
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", defaults).paths("/2").allowCredentials(true);
		List<CorsPolicy> policies = compile(defaults, one, two);
		assertThat(policies).extracting(CorsPolicy::origins).containsOnly(policies.get(0).origins());
	}

	@Test
	void originIsLeftOutOnlyOfThePolicyThatEnforces() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder()
			.furtherOrigins(List.of("https://*.com", "https://b.example"));
		CorsPolicyBuilder strict = new CorsPolicyBuilder("strict", defaults).paths("/1")
			.enforcement(Enforcement.SERVER);
		List<CorsPolicy> policies = compile(defaults, strict);
		assertThat(isAllowed(policies.get(0), "https://evil.com")).isTrue();
		assertThat(isAllowed(policies.get(1), "https://evil.com")).isFalse();
		assertThat(isAllowed(policies.get(1), "https://b.example")).isTrue();
		assertThat(this.leftOut).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(Code.PUBLIC_SUFFIX_ENFORCED);
			assertThat(problem.reason()).startsWith("the policy 'strict' inherits it: ")
				.contains("enforcement server would trust");
		});
	}

	@ParameterizedTest
	@CsvSource({ "http://a.example, insecure-origin-enforced", "https://*.com, public-suffix-enforced",
			"https://*.windows.net, public-suffix-enforced", "*, any-origin-enforced" })
	void builderOfAPolicyIsValidatedByTheSameRules(String origin, String code) {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.enforcement(Enforcement.SERVER)
			.build();
		assertThat(FoundProblems.of(CorsPolicyBuilder.of(policy).allowedOrigins(origin)))
			.extracting((problem) -> problem.code().id())
			.containsExactly(code);
	}

	@Test
	void furtherOriginsAreInheritedTogetherWithAllowedOrigins() {
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
	void originIsLeftOutOnlyOfThePolicyWithCredentials() {
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
	void emptyFurtherOriginsCoverAndAllowNoOrigin() {
		assertThat(compile(new CorsPolicyBuilder())).isEmpty();
		assertThat(compile(new CorsPolicyBuilder().furtherOrigins(List.of()))).singleElement()
			.satisfies((policy) -> assertThat(policy.values(Setting.ALLOWED_ORIGINS)).isEmpty());
	}

	@Test
	void problemOfAConfiguredOriginStopsTheCompilation() {
		assertThatExceptionOfType(InvalidCorsPolicyException.class)
			.isThrownBy(() -> compile(new CorsPolicyBuilder().allowedOrigins("https://a.example/x")
				.furtherOrigins(List.of("https://b.example"))));
	}

	@Test
	void builderOfAPolicyMakesAnEqualPolicy() {
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
