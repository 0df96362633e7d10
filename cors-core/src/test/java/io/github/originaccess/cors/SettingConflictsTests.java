// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.fixtures.PolicySettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Settings that contradict each other are problems, and doubtful ones are warnings.
 */
class SettingConflictsTests {

	@Test
	void credentialsAreAProblemWithInheritedAnyOrigin() {
		CorsPolicyBuilder any = new CorsPolicyBuilder().allowedOrigins("*").exposedHeaders("*");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", any).paths("/one").allowCredentials(true);
		assertThat(FoundProblems.ofAll(any, one))
			.extracting((problem) -> problem.policy() + " " + FoundProblems.describe(problem))
			.containsExactlyInAnyOrder("one allow-credentials[-1] any-origin-with-credentials true",
					"one allow-credentials[-1] any-exposed-header-with-credentials true");
	}

	@Test
	void credentialsAreOneProblemForAllInheritedOrigins() {
		CorsPolicyBuilder http = new CorsPolicyBuilder().allowedOrigins("http://a.example,http://localhost",
				"http://b.example", "http://c.example", "http://d.example", "http://e.example", "http://f.example");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", http).paths("/one").allowCredentials(true);
		assertThat(FoundProblems.ofAll(http, one)).singleElement().satisfies((problem) -> {
			assertThat(FoundProblems.describe(problem))
				.isEqualTo("allow-credentials[-1] insecure-origin-with-credentials true");
			assertThat(problem.policy()).isEqualTo("one");
			assertThat(problem.remedy()).isEqualTo("false");
			assertThat(problem.reason())
				.startsWith("the policy inherits \"http://a.example\", \"http://b.example\", \"http://c.example\","
						+ " \"http://d.example\", \"http://e.example\" and 1 more as allowed-origins: anybody");
		});
	}

	@Test
	void originsAreAProblemWithInheritedCredentials() {
		CorsPolicyBuilder parent = new CorsPolicyBuilder().allowCredentials(true).enforcement(Enforcement.SERVER);
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", parent).paths("/one")
			.allowedOrigins("http://a.example", "https://*.github.io");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", parent).paths("/two")
			.allowCredentials(false)
			.allowedOrigins("*");
		assertThat(FoundProblems.ofAll(parent, one, two))
			.extracting((problem) -> problem.policy() + " " + FoundProblems.describe(problem))
			.containsExactlyInAnyOrder("one allowed-origins[0] insecure-origin-with-credentials http://a.example",
					"one allowed-origins[1] public-suffix-with-credentials https://*.github.io",
					"two allowed-origins[0] any-origin-enforced *");
	}

	@Test
	void enforcementIsAProblemWithInheritedAnyOrigin() {
		CorsPolicyBuilder any = new CorsPolicyBuilder().allowedOrigins("*");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", any).paths("/one").enforcement(Enforcement.REPORT);
		assertThat(FoundProblems.ofAll(any, one))
			.containsExactly(new Problem(Code.ANY_ORIGIN_ENFORCED, "one", Setting.ENFORCEMENT, -1, "report",
					"the policy inherits \"*\" as allowed-origins: with enforcement report, * allows requests of every"
							+ " site; list the origins to allow",
					"browser"));
	}

	@Test
	void enforcementIsOneProblemForAllInheritedOrigins() {
		CorsPolicyBuilder http = new CorsPolicyBuilder().allowedOrigins("http://a.example,http://localhost",
				"https://*.com");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", http).paths("/one").enforcement(Enforcement.SERVER);
		assertThat(FoundProblems.ofAll(http, one)).containsExactlyInAnyOrder(
				new Problem(Code.INSECURE_ORIGIN_ENFORCED, "one", Setting.ENFORCEMENT, -1, "server",
						"the policy inherits \"http://a.example\" as allowed-origins: anybody on the network can serve"
								+ " pages of an http origin, and enforcement server would trust their requests",
						"browser"),
				new Problem(Code.PUBLIC_SUFFIX_ENFORCED, "one", Setting.ENFORCEMENT, -1, "server",
						"the policy inherits \"https://*.com\" as allowed-origins: anybody can register a host that the"
								+ " * matches, and enforcement server would trust its requests; list your own hosts",
						"browser"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					both inherited        | default.allow-credentials default.enforcement | default allowed-origins[0] insecure-origin-with-credentials http://a.example
					both in the default   | default.allow-credentials default.enforcement one.off | default allowed-origins[0] insecure-origin-with-credentials http://a.example
					both its own          | one.allow-credentials one.enforcement         | one allow-credentials[-1] insecure-origin-with-credentials true
					credentials its own   | one.allow-credentials default.enforcement     | default allowed-origins[0] insecure-origin-enforced http://a.example
					enforcement its own   | default.allow-credentials one.enforcement     | default allowed-origins[0] insecure-origin-with-credentials http://a.example
					""")
	void originIsOneProblemForCredentialsAndEnforcement(String why, String given, String problem) {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("http://a.example");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", defaults).paths("/one");
		for (CorsPolicyBuilder builder : List.of(defaults, one)) {
			if (given.contains(builder.name() + ".allow-credentials")) {
				builder.allowCredentials(true);
			}
			if (given.contains(builder.name() + ".enforcement")) {
				builder.enforcement(Enforcement.SERVER);
			}
		}
		if (given.contains("one.off")) {
			one.enforcement(Enforcement.BROWSER);
		}
		assertThat(FoundProblems.ofAll(defaults, one))
			.extracting((found) -> found.policy() + " " + FoundProblems.describe(found))
			.as(why)
			.containsExactly(problem);
	}

	@Test
	void reasonNamesCredentialsAndEnforcement() {
		CorsPolicyBuilder builder = new CorsPolicyBuilder()
			.allowedOrigins("http://a.example", "https://*.com", "app://*", "http://10.0.*.*")
			.allowCredentials(true)
			.enforcement(Enforcement.REPORT);
		assertThat(FoundProblems.of(builder)).hasSize(4)
			.extracting(Problem::reason)
			.allSatisfy((reason) -> assertThat(reason)
				.contains(" act with the users' credentials, and enforcement report" + " would trust "));
	}

	@Test
	void remedyIsNotOneThatAnotherSettingRulesOut() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://*.com");
		CorsPolicyBuilder both = new CorsPolicyBuilder("both", defaults).paths("/both")
			.allowCredentials(true)
			.enforcement(Enforcement.SERVER);
		CorsPolicyBuilder credentials = new CorsPolicyBuilder("credentials", defaults).paths("/credentials")
			.allowCredentials(true);
		assertThat(FoundProblems.ofAll(defaults, both, credentials)).extracting(Problem::policy, Problem::remedy)
			.containsExactly(tuple("both", null), tuple("credentials", "false"));
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SETTINGS                                                                    | REMEDY
					allowed-origins=http://192.168.1.0/24; allow-credentials=true               |
					allowed-origins=http://192.168.1.0/24; enforcement=server                   |
					allowed-origins=https://192.168.1.0/24; enforcement=server                  | https://192.168.1.*
					allowed-origins=http://192.168.1.0/24                                       | http://192.168.1.*
					allowed-origins=ws://shop.example.com; allow-credentials=true               | https://shop.example.com
					allowed-origins=ws://shop.example.com                                       | http://shop.example.com
					allowed-origins=http://shop.example.com/x; enforcement=report               | https://shop.example.com
					allowed-origins=chrome-extension://[a-p]{32}; allow-credentials=true        |
					allowed-origins=chrome-extension://[a-p]{32}                                | chrome-extension://*
					allowed-origins=chrome-extension:*; enforcement=server                      |
					allowed-origins=https://*github.io; allow-credentials=true                  |
					allowed-origins=https://*github.io                                          |
					allowed-origins=*.github.io; allow-credentials=true                         |
					allowed-origins=*.github.io                                                 | https://*.github.io
					allowed-origins=https://app.*.co.uk                                         |
					allowed-origins=https://foo.*.vercel.app                                    |
					allowed-origins=https://.co.uk                                              |
					allowed-origins=http://*.example.com/; allow-credentials=true               | https://*.example.com
					allowed-origins=https://*example.com; allow-credentials=true                | https://*.example.com
					allowed-origins=https://a.example; own-origins=https://*github.io; enforcement=server |
					allowed-origins=https://a.example; own-origins=ws://a.example; enforcement=server | http://a.example
					allowed-origins=http://192.168.1.x; allow-credentials=true; dangerously-allow-insecure-origins=true | http://192.168.1.*
					allowed-origins=localhost:3000; allow-credentials=true                      | http://localhost:3000
					""")
	void remedyIsNoDangerItself(String settings, @Nullable String remedy) {
		assertThat(FoundProblems.of(PolicySettings.parse(settings).toBuilder())).singleElement()
			.extracting(Problem::remedy)
			.isEqualTo(remedy);
	}

	@Test
	void remedyOfADangerousOriginIsNoOtherDanger() {
		assertThat(FoundProblems.of(new CorsPolicyBuilder().allowedOrigins("http://*.github.io", "http://x.example")
			.allowCredentials(true))).extracting(Problem::remedy).containsExactly(null, "https://x.example", null);
	}

	@Test
	void remedyIsOneThatEachPolicyWithTheListAccepts() {
		CorsPolicyBuilder parent = new CorsPolicyBuilder().allowedOrigins("http://10.0.0.0/8");
		CorsPolicyBuilder child = new CorsPolicyBuilder("child", parent).paths("/child").allowCredentials(true);
		assertThat(FoundProblems.ofAll(parent, child)).singleElement().extracting(Problem::remedy).isNull();
	}

	@Test
	void remedyOfAnUnencryptedOriginIsHttps() {
		assertThat(FoundProblems
			.of(new CorsPolicyBuilder().allowedOrigins("http://a.example:8080").enforcement(Enforcement.SERVER)))
			.extracting(Problem::remedy)
			.containsExactly("https://a.example:8080");
	}

	@Test
	void publicSuffixAmongOwnOriginsIsReportedOnceWhereItIsSet() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.ownOrigins("https://a.example", "https://*.vercel.app");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", defaults).paths("/one").enforcement(Enforcement.SERVER);
		assertThat(FoundProblems.ofAll(defaults, one)).containsExactly(new Problem(Code.PUBLIC_SUFFIX_OWN_ORIGIN,
				"default", Setting.OWN_ORIGINS, 1, "https://*.vercel.app",
				"anybody can register a host that the * matches, and its pages would count as the application's own;"
						+ " list the hosts that users know",
				null));
	}

	@Test
	void inheritedProblemIsReportedOnceWhereItIsSet() {
		CorsPolicyBuilder any = new CorsPolicyBuilder().allowedOrigins("*").exposedHeaders("*").allowCredentials(true);
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", any).paths("/one");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", any).paths("/two");
		assertThat(FoundProblems.ofAll(any, one, two))
			.extracting((problem) -> problem.policy() + " " + FoundProblems.describe(problem))
			.containsExactlyInAnyOrder("default allowed-origins[0] any-origin-with-credentials *",
					"default exposed-headers[0] any-exposed-header-with-credentials *");
		assertThat(FoundProblems.of(one)).hasSize(2);
	}

	@Test
	void permissionThatOnePolicyUsesIsNotAWarning() {
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder parent = new CorsPolicyBuilder().dangerouslyAllowInsecureOrigins(true)
			.dangerouslyAllowPublicSuffixes(true);
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", parent).paths("/one").allowedOrigins("http://a.example");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", one).paths("/two").allowCredentials(true);
		CorsPolicyBuilder.buildAll(List.of(parent, one, two), PathSyntax.ANY, warnings::add);
		assertThat(warnings).extracting((warning) -> warning.policy() + " " + FoundProblems.describe(warning))
			.containsExactly("default dangerously-allow-public-suffixes[-1] dangerous-setting-without-effect true");
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/warnings.csv", delimiter = '|', useHeadersInDisplayName = true)
	void doubtfulSettingIsAWarning(String settings, @Nullable String warnings) {
		List<Problem> found = new ArrayList<>();
		CorsPolicyBuilder.buildAll(List.of(PolicySettings.parse(settings).toBuilder()), PathSyntax.ANY, found::add);
		assertThat(found).allMatch((warning) -> warning.code().isWarning())
			.extracting(FoundProblems::describe)
			.containsExactlyInAnyOrder((warnings != null) ? warnings.split(" ~ ") : new String[0]);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					WHY                                        | DEFAULT POLICY                        | NAMED POLICY                | WARNED OF
					no policy enforces                         | https://own.example browser           | inherits inherits           | default
					the named policy inherits and enforces     | https://own.example browser           | inherits server             | -
					the named policy inherits and reports      | https://own.example browser           | inherits report             | -
					the default enforces, the other does not   | https://own.example server            | inherits browser            | -
					the named one enforces its own alone       | https://own.example browser           | https://b.example server    | default
					the named one has them and does not enforce | - server                             | https://b.example browser   | named
					the named one inherits enforcement         | - server                              | https://b.example inherits  | -
					no policy has own origins                  | - server                              | inherits inherits           | -
					""")
	void ownOriginsWithoutEnforcementAreAWarning(String why, String defaultPolicy, String namedPolicy,
			@Nullable String warned) {
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder parent = ownOrigins(new CorsPolicyBuilder(), defaultPolicy)
			.allowedOrigins("https://a.example");
		CorsPolicyBuilder named = ownOrigins(new CorsPolicyBuilder("named", parent), namedPolicy).paths("/named");
		CorsPolicyBuilder.buildAll(List.of(parent, named), PathSyntax.ANY, warnings::add);
		assertThat(warnings).extracting((warning) -> warning.policy() + " " + warning.code().id())
			.isEqualTo((warned != null) ? List.of(warned + " own-origins-without-enforcement") : List.of());
	}

	@Test
	void defaultPolicyThatCoversNoPathEnforcesNothing() {
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder parent = ownOrigins(new CorsPolicyBuilder(), "https://own.example server");
		CorsPolicyBuilder named = new CorsPolicyBuilder("named", parent).paths("/named")
			.allowedOrigins("https://a.example")
			.enforcement(Enforcement.BROWSER);
		CorsPolicyBuilder.buildAll(List.of(parent, named), PathSyntax.ANY, warnings::add);
		assertThat(warnings).extracting(Problem::code).containsExactly(Code.OWN_ORIGINS_WITHOUT_ENFORCEMENT);
	}

	private static CorsPolicyBuilder ownOrigins(CorsPolicyBuilder builder, String originsAndEnforcement) {
		String[] values = originsAndEnforcement.split(" ");
		if (values[0].startsWith("https:")) {
			builder.ownOrigins(values[0]);
		}
		return values[1].equals("inherits") ? builder
				: builder.enforcement(Enforcement.valueOf(values[1].toUpperCase(Locale.ROOT)));
	}

	@Test
	void warningOfAnInheritedValueIsReportedOnce() {
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder parent = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.allowedHeaders("X-A", "PUT");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", parent).paths("/one");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", parent).paths("/two");
		CorsPolicyBuilder.buildAll(List.of(parent, one, two), PathSyntax.ANY, warnings::add);
		assertThat(warnings).containsExactly(new Problem(Code.METHOD_AMONG_HEADERS, "default", Setting.ALLOWED_HEADERS,
				1, "PUT", "this is a method; methods belong in allowed-methods", null));
	}

	@Tag("slow")
	@Test
	void coverageIsCheckedFor100000Origins() {
		List<String> origins = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			origins.add("https://app-" + i + ".tenants.example");
		}
		origins.add("https://app-4*.tenants.example");
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder.buildAll(List.of(new CorsPolicyBuilder().allowedOrigins(origins)), PathSyntax.ANY,
				warnings::add);
		assertThat(warnings).hasSize(11_110);
	}

}
