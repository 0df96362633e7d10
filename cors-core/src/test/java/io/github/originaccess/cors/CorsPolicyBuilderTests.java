// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class CorsPolicyBuilderTests {

	private static final String PREFLIGHT = "OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET";

	private final CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example")
		.allowedMethods("GET", "PUT")
		.allowedHeaders("X-A")
		.exposedHeaders("X-B")
		.allowCredentials(true)
		.maxAge(Duration.ofMinutes(1));

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/problems.csv", delimiter = '|', useHeadersInDisplayName = true)
	void everyProblemIsFoundInOnePass(String settings, @Nullable String problems) {
		CorsPolicyBuilder builder = PolicySettings.parse(settings).toBuilder();
		assertThat(FoundProblems.of(builder)).extracting(FoundProblems::describe)
			.containsExactlyInAnyOrder((problems != null) ? problems.split(" ~ ") : new String[0]);
	}

	@Test
	void namedPolicyInheritsWhatItLeavesUnset() {
		CorsPolicy named = new CorsPolicyBuilder("admin", this.defaults).paths("/admin/**").build();
		assertThat(answer(named, PREFLIGHT)).containsExactly("https://a.example", "true", "GET, PUT", "X-A", "60");
		assertThat(headers(named, "GET Origin: https://a.example").values("Access-Control-Expose-Headers"))
			.containsExactly("X-B");
	}

	@Test
	void namedPolicyOverridesOneSettingAtATime() {
		CorsPolicy named = new CorsPolicyBuilder("admin", this.defaults).paths("/admin/**")
			.allowCredentials(false)
			.allowedMethods("POST")
			.build();
		assertThat(answer(named, PREFLIGHT.replace("GET", "POST"))).containsExactly("https://a.example", "POST", "X-A",
				"60");
	}

	@Test
	void builtInDefaultsAreThoseOfTheSpecification() {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		assertThat(answer(policy, PREFLIGHT)).containsExactly("https://a.example", "GET, HEAD, POST",
				"*, Authorization, Content-Type", "1800");
		assertThat(policy.paths()).containsExactly("/**");
	}

	@Test
	void emptyListIsSetAndNotInherited() {
		CorsPolicyBuilder named = new CorsPolicyBuilder("admin", this.defaults).paths("/admin/**");
		assertThat(answer(named.allowedHeaders().build(), PREFLIGHT)).containsExactly("https://a.example", "true",
				"GET, PUT", "60");
		assertThat(answer(named.allowedOrigins().build(), PREFLIGHT)).isEmpty();
		assertThat(FoundProblems.of(named.allowedMethods(List.of()))).extracting(Problem::code)
			.containsExactly(Code.METHODS_EMPTY);
	}

	@Test
	void listThatIsUnsetAgainIsInherited() {
		CorsPolicyBuilder named = new CorsPolicyBuilder("admin", this.defaults).paths("/admin/**").allowedOrigins();
		assertThat(answer(named.allowedOrigins((List<String>) null).build(), PREFLIGHT)).isNotEmpty();
	}

	@Test
	void pathsAreNotInherited() {
		this.defaults.paths("/api/**");
		assertThat(FoundProblems.ofAll(this.defaults, new CorsPolicyBuilder("admin", this.defaults)))
			.containsExactly(new Problem(Code.PATHS_MISSING, "admin", Setting.PATHS, -1, "",
					"a named policy needs the paths that it covers", "/api/**"));
	}

	@Test
	void policyThatAProgramGivesOutNeedsNoPaths() {
		CorsPolicyBuilder tenant = new CorsPolicyBuilder("tenant", this.defaults).allowedOrigins("https://a.example");
		CorsPolicy policy = tenant.build();
		assertThat(policy.paths()).isEmpty();
		assertThat(CorsPolicyBuilder.of(policy).build().paths()).isEmpty();
		assertThat(CorsPolicyBuilder.buildAll(List.of(this.defaults, tenant), PathSyntax.OPTIONAL,
				FoundProblems.NO_WARNINGS))
			.extracting(CorsPolicy::paths)
			.contains(List.of());
		assertThat(FoundProblems.of(tenant.paths(List.of()))).extracting(Problem::code)
			.containsExactly(Code.PATHS_MISSING);
	}

	@Test
	void entryMayContainSeveralElementsWithCommas() {
		CorsPolicy policy = new CorsPolicyBuilder()
			.allowedOrigins("https://b.example:[8443, 9443], https://a.example,,", " ", "https://a.example")
			.allowedMethods("GET, PUT", "get")
			.build();
		assertThat(answer(policy, PREFLIGHT)).startsWith("https://a.example", "GET, PUT");
		assertThat(answer(policy, PREFLIGHT.replace("a.example", "b.example:9443"))).isNotEmpty();
		assertThat(answer(policy, PREFLIGHT.replace("a.example", "b.example"))).isEmpty();
	}

	@Test
	void problemHasTheIndexOfItsElement() {
		this.defaults.allowedOrigins("https://a.example, https://b.example", "https://c.example/, d.example", "",
				"null");
		assertThat(FoundProblems.of(this.defaults)).extracting(FoundProblems::describe)
			.containsExactly("allowed-origins[1] origin-without-scheme d.example",
					"allowed-origins[3] origin-null null");
	}

	@Test
	void problemsOfSeveralPoliciesAreReportedTogether() {
		this.defaults.allowedMethods("TRACE").maxAge(Duration.ofMillis(1500));
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", this.defaults).allowedOrigins("null").paths("/one");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", this.defaults).allowedHeaders("Cookie");
		assertThat(FoundProblems.ofAll(this.defaults, one, two))
			.extracting((problem) -> problem.policy() + " " + FoundProblems.describe(problem))
			.containsExactlyInAnyOrder("default allowed-methods[0] method-forbidden TRACE",
					"default max-age[-1] max-age-fractional PT1.5S", "one allowed-origins[0] origin-null null",
					"two allowed-headers[0] request-header-forbidden Cookie", "two paths[-1] paths-missing");
	}

	@Test
	void builderReturnsValuesAndTheirOwners() {
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", this.defaults).paths("/one")
			.enforcement(Enforcement.SERVER)
			.ownOrigins("https://own.example", "https://*.own.example");
		assertThat(one.values(Setting.ALLOWED_METHODS)).containsExactly("GET", "PUT");
		assertThat(one.owner(Setting.ALLOWED_METHODS)).isSameAs(this.defaults);
		assertThat(one.values(Setting.MAX_AGE)).containsExactly("PT1M");
		assertThat(one.values(Setting.ALLOW_CREDENTIALS)).containsExactly("true");
		assertThat(one.values(Setting.ENFORCEMENT)).containsExactly("server");
		assertThat(one.values(Setting.OWN_ORIGINS)).containsExactly("https://own.example", "https://*.own.example");
		assertThat(one.owner(Setting.PATHS)).isSameAs(one);
		assertThat(one.paths((List<String>) null).values(Setting.PATHS)).isNull();
		this.defaults.paths("/a");
		assertThat(one.owner(Setting.PATHS)).isNull();
		assertThat(one.owner(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS)).isNull();
	}

	@Test
	void samePathInTwoPoliciesIsAProblem() {
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", this.defaults).paths("/a", "/one, /both");
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", this.defaults).paths("/both", "/two", "/two");
		assertThat(FoundProblems.ofAll(this.defaults, one, two))
			.extracting((problem) -> problem.policy() + " " + FoundProblems.describe(problem))
			.containsExactly("two paths[0] path-in-two-policies /both");
	}

	@Test
	void impliedPathOfAnUncoveringDefaultPolicyDoesNotClash() {
		CorsPolicyBuilder nothing = new CorsPolicyBuilder().allowedMethods("PUT");
		CorsPolicyBuilder all = new CorsPolicyBuilder("all", nothing).allowedOrigins("https://a.example").paths("/**");
		assertThat(CorsPolicyBuilder.buildAll(List.of(nothing, all), PathSyntax.ANY, FoundProblems.NO_WARNINGS))
			.extracting(CorsPolicy::name)
			.containsExactly("all");
	}

	@Test
	void explicitPathOfAnUncoveringDefaultPolicyClashes() {
		CorsPolicyBuilder nothing = new CorsPolicyBuilder().paths("/all");
		CorsPolicyBuilder all = new CorsPolicyBuilder("all", nothing).allowedOrigins("https://a.example").paths("/all");
		assertThat(FoundProblems.ofAll(nothing, all)).extracting(FoundProblems::describe)
			.containsExactly("paths[0] path-in-two-policies /all");
	}

	@Test
	void defaultPolicyThatCoversNoPathIsValidated() {
		assertThat(FoundProblems.ofAll(new CorsPolicyBuilder().allowedMethods("TRACE"))).extracting(Problem::code)
			.containsExactly(Code.METHOD_FORBIDDEN);
	}

	@Test
	void namedPolicyWithoutOriginsIsAProblem() {
		CorsPolicyBuilder nothing = new CorsPolicyBuilder();
		assertThat(FoundProblems.ofAll(nothing, new CorsPolicyBuilder("one", nothing).paths("/one")))
			.extracting(Problem::policy, Problem::code)
			.containsExactly(tuple("one", Code.ALLOWED_ORIGINS_MISSING));
	}

	@Test
	void problemsOfPathSyntaxAreReportedWithTheOthers() {
		PathSyntax none = (policy, index, pattern) -> new Problem(Code.PATH_INVALID, policy, Setting.PATHS, index,
				pattern, "it is not a path", null);
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", this.defaults).paths("/x", "/y").allowedMethods("TRACE");
		assertThat(FoundProblems
			.of(() -> CorsPolicyBuilder.buildAll(List.of(this.defaults, one), none, FoundProblems.NO_WARNINGS)))
			.extracting(FoundProblems::describe)
			.containsExactlyInAnyOrder("paths[0] path-invalid /x", "paths[1] path-invalid /y",
					"allowed-methods[0] method-forbidden TRACE");
	}

	@Test
	void exceptionNamesEveryProblem() {
		InvalidCorsPolicyException exception = catchThrowableOfType(InvalidCorsPolicyException.class,
				() -> new CorsPolicyBuilder().allowedOrigins("null").allowedMethods("TRACE").build());
		assertThat(exception).hasMessage("default.allowed-origins[0]: any page can have the origin null, for example"
				+ " in a sandboxed frame (origin-null); default.allowed-methods[0]: browsers do not let pages use"
				+ " TRACE; leave the property out to allow GET, HEAD and POST" + " (method-forbidden)");
		assertThat(exception.problems()).hasSize(2).isUnmodifiable();
	}

	@Test
	void textOfAProblemDoesNotContainItsValue() {
		InvalidCorsPolicyException exception = catchThrowableOfType(InvalidCorsPolicyException.class,
				() -> new CorsPolicyBuilder().allowedOrigins("https://u:secret@a.example/x").build());
		assertThat(exception + " " + exception.problems()).doesNotContain("secret");
	}

	@Test
	void nameOfAPolicyMakesNoLineOfItsOwn() {
		CorsPolicyBuilder named = new CorsPolicyBuilder("acme\n2026-11-29 ERROR forged", this.defaults);
		InvalidCorsPolicyException exception = catchThrowableOfType(InvalidCorsPolicyException.class,
				() -> named.allowedMethods("TRACE").build());
		assertThat(exception).hasMessageStartingWith("acme?2026-11-29 ERROR forged.allowed-methods[0]: ");
	}

	@Test
	void elementThatIsNullIsNamed() {
		CorsPolicyBuilder builder = new CorsPolicyBuilder();
		List<@Nullable String> names = Arrays.asList("https://a.example", null);
		assertThatNullPointerException().isThrownBy(() -> builder.allowedOrigins(names.toArray(String[]::new)))
			.withMessage("allowed-origins[1] is null");
		assertThatNullPointerException().isThrownBy(() -> builder.furtherOrigins(new ArrayList<>(names)))
			.withMessage("allowed-origins[1] is null");
		assertThatNullPointerException().isThrownBy(() -> builder.exposedHeaders(new ArrayList<>(names)))
			.withMessage("exposed-headers[1] is null");
	}

	@Test
	void problemsSurviveSerialization() throws IOException, ClassNotFoundException {
		InvalidCorsPolicyException exception = catchThrowableOfType(InvalidCorsPolicyException.class,
				() -> new CorsPolicyBuilder().allowedOrigins("null").build());
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(exception);
		Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
		assertThat(((InvalidCorsPolicyException) read).problems()).isEqualTo(exception.problems());
	}

	@Test
	void theDefaultPolicyHasNoParent() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CorsPolicyBuilder("default", this.defaults));
	}

	@Test
	void parentMustBeCompiledWithItsChild() {
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", this.defaults).paths("/one");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CorsPolicyBuilder.buildAll(List.of(one), PathSyntax.ANY, FoundProblems.NO_WARNINGS));
	}

	@Test
	void settingsAreCopied() {
		List<String> origins = new ArrayList<>(List.of("https://a.example"));
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins(origins);
		origins.set(0, "null");
		assertThat(FoundProblems.of(builder)).isEmpty();
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/origin-problems.csv", delimiter = '|', useHeadersInDisplayName = true)
	void invalidOriginIsAProblemOfAllowedOrigins(String written, String code, @Nullable String instead) {
		List<Problem> problems = FoundProblems
			.of(new CorsPolicyBuilder().allowedOrigins(List.of("https://ok.example", written)));
		if (!written.isBlank() && written.indexOf(',') < 0) {
			assertThat(problems).singleElement().satisfies((problem) -> {
				assertThat(problem.code().id()).isEqualTo(code);
				assertThat(problem.index()).isEqualTo(1);
				assertThat(problem.remedy()).isEqualTo(instead);
			});
		}
	}

	@Test
	void everyCodeHasARowOrATest() throws IOException {
		String tables = table("origin-problems") + table("problems") + table("warnings");
		Set<Code> others = EnumSet.of(Code.MAX_AGE_FRACTIONAL, Code.PATH_IN_TWO_POLICIES, Code.PATH_INVALID,
				Code.LIST_TOO_LONG);
		// The code that matches paths finds these.
		others.addAll(EnumSet.of(Code.PATH_WITHOUT_SLASH, Code.PATH_NEVER_MATCHES));
		assertThat(Code.values()).filteredOn((code) -> !tables.contains(code.id()))
			.containsExactlyInAnyOrderElementsOf(others);
	}

	@Test
	void settingNamesTheCustomizerThatSetItLast() {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://a.example").allowCredentials(true);
		builder.customize("one", (policy) -> policy.allowedOrigins("https://a.example").allowCredentials(null));
		builder.customize("two", (policy) -> policy.allowedOrigins("https://b.example"));
		builder.customize("one", (policy) -> policy.allowedOrigins("https://c.example"));
		builder.maxAge(Duration.ZERO);
		assertThat(builder.customizer(Setting.ALLOWED_ORIGINS)).isEqualTo("one");
		assertThat(builder.customizer(Setting.ALLOW_CREDENTIALS)).isEqualTo("one");
		assertThat(builder.customizer(Setting.MAX_AGE)).isNull();
		assertThat(builder.values(Setting.ALLOWED_ORIGINS)).containsExactly("https://c.example");
	}

	@Test
	void failureOfACustomizerEndsItsRecord() {
		CorsPolicyBuilder builder = new CorsPolicyBuilder();
		assertThatIllegalStateException().isThrownBy(() -> builder.customize("one", (policy) -> {
			throw new IllegalStateException();
		}));
		assertThat(builder.maxAge(Duration.ZERO).customizer(Setting.MAX_AGE)).isNull();
	}

	private static String table(String name) throws IOException {
		String resource = "/fixtures/" + name + ".csv";
		try (InputStream file = CorsPolicyBuilderTests.class.getResourceAsStream(resource)) {
			return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** Return the values of all headers except Vary, in the order of the wire table. */
	private static List<String> answer(CorsPolicy policy, String request) {
		return headers(policy, request).lines()
			.stream()
			.filter((line) -> !line.name().equals("Vary"))
			.map((line) -> line.value())
			.toList();
	}

	private static RecordedHeaders headers(CorsPolicy policy, String text) {
		MapRequest request = MapRequest.parse(text);
		RecordedHeaders headers = new RecordedHeaders();
		policy.decide(request).writeTo(request, headers);
		return headers;
	}

}
