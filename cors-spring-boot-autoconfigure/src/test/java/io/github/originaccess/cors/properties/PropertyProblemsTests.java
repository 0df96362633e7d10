// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Problems of keys, and of values that are not in their place.
 */
class PropertyProblemsTests {

	private static final String FILE = """
			cors:
			  allowed-origins: https://a.example
			  policies:
			    api-v1:
			      paths: /v1/**
			""";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true,
			textBlock = """
					WHY                                     | YAML                                                                | PROBLEMS
					nothing                                 | {cors: }                                                            |
					nothing                                 | {cors: {policies: }}                                                |
					blank values are unset                  | {cors: {max-age: , enabled: , filter-order: , allow-credentials: }} |
					a value in the place of everything      | {cors: x}                                                           | cors wrong-type
					the same                                | {cors: false}                                                       | cors wrong-type
					a list in the place of everything       | {cors: [a, b]}                                                      | cors wrong-type
					a list of maps                          | {cors: [{paths: /a}]}                                               | cors[0].paths wrong-type
					a value in the place of policies        | {cors: {policies: admin}}                                           | cors.policies wrong-type
					a list of names                         | {cors: {policies: [a, b]}}                                          | cors.policies wrong-type
					a list of policies with names           | {cors: {allowed-origins: , policies: [{name: a, paths: /a}]}}       | cors.policies[0].name unknown-key
					a value in the place of a policy        | {cors: {policies: {a: 'https://a.example'}}}                        | cors.policies.a wrong-type
					blanks in the place of a policy         | {cors: {policies: {a: '  '}}}                                       | cors.policies.a wrong-type
					a list in the place of a policy         | {cors: {policies: {a: [x, y]}}}                                     | cors.policies.a wrong-type
					a setting in the place of a policy      | {cors: {policies: {paths: /a}}}                                     | cors.policies.paths wrong-type
					the same with a list                    | {cors: {policies: {allowed-origins: ['*']}}}                        | cors.policies.allowed-origins wrong-type
					a name without letters                  | {cors: {policies: {'?': {paths: /a}}}}                              | cors.policies.?.paths wrong-type
					names without letters of ASCII          | {cors: {policies: {日本: {paths: /a, max-age: 1}, 中国: {paths: /b, max-age: 2}}}} | cors.policies.日本.paths wrong-type ~ cors.policies.日本.max-age wrong-type ~ cors.policies.中国.paths wrong-type ~ cors.policies.中国.max-age wrong-type
					no name                                 | {cors: {policies: {'': {paths: /a}}}}                               | cors.policies..paths wrong-type
					a policy without settings               | {cors: {allowed-origins: '*', policies: {a: }}}                     | cors.policies.a.paths paths-missing
					a list of maps                          | {cors: {allowed-origins: [{origin: x}, {origin: y}]}}               | cors.allowed-origins[0].origin wrong-type ~ cors.allowed-origins[1].origin wrong-type
					a blank after a colon                   | {cors: {allowed-origins: [{'https://a.example': 8080}]}}            | cors.allowed-origins[0].https://a.example wrong-type
					ports in a list in brackets             | {cors: {allowed-origins: [https://a.example:[81,82], http://localhost:[3000]]}} | cors.allowed-origins[0].https://a.example wrong-type ~ cors.allowed-origins[1].http://localhost wrong-type
					the same in a policy                    | {cors: {policies: {a: {paths: /a, allowed-origins: [{x: {y: [1, {z: [2]}]}}]}}}} | cors.policies.a.allowed-origins[0].x.y wrong-type ~ cors.policies.a.allowed-origins[0].x.y[1].z wrong-type
					a list for a single value               | {cors: {max-age: [10m], enabled: [false], allow-credentials: [true, false]}} | cors.max-age unknown-key ~ cors.enabled unknown-key ~ cors.allow-credentials unknown-key
					the same in a policy                    | {cors: {policies: {a: {paths: /a, allowed-origins: '', enforcement: [server]}}}} | cors.policies.a.enforcement unknown-key
					a list of lists                         | {cors: {allowed-origins: [[x, y], z]}}                              | cors.allowed-origins wrong-type
					the same in a policy                    | {cors: {policies: {a: {allowed-origins: , paths: [[/x]]}}}}         | cors.policies.a.paths wrong-type
					names for the elements of a list        | {cors: {allowed-origins: {dev: x, prod: y}}}                        | cors.allowed-origins.dev unknown-key cors.allowed-origins ~ cors.allowed-origins.prod unknown-key cors.allowed-origins
					elements that are all empty             | {cors: {allowed-origins: '*', paths: ['', ' ']}}                    | cors.paths paths-missing /**
					the default policy by its name          | {cors: {policies: {default: {paths: a, max-age: -1}}}}              | cors.policies.default.paths unknown-key cors.paths ~ cors.policies.default.max-age unknown-key cors.max-age
					the same in upper case, misspelt        | {cors: {policies: {DEFAULT: {path: a}}}}                            | cors.policies.DEFAULT.path unknown-key cors.paths
					the same without settings               | {cors: {policies: {default: }}}                                     | cors.policies.default unknown-key
					one name in several spellings           | {cors: {allowed-origins: , policies: {a-b: {paths: /1}, aB: {paths: /2}, a_b: {paths: /3}}}} | cors.policies.aB.paths unknown-key ~ cors.policies.a_b.paths unknown-key
					one setting in two spellings            | {cors: {allowed-origins: x, allowedOrigins: y}}                     | cors.allowed-origins origin-without-scheme ~ cors.allowedOrigins unknown-key
					the same with lists                     | {cors: {max-age: 1, allowed_origins: ['*'], allowedOrigins: ['*', '*']}} | cors.allowedOrigins[0] unknown-key
					a repeated setting is no unknown key    | {cors: {ignore-unknown-keys: true, max-age: 1, maxAge: 2, foo: 3}}  | cors.maxAge unknown-key
					nor is a value in the place of settings | {cors: {ignore-unknown-keys: true, policies: {a: x}}}               | cors.policies.a wrong-type
					nor is a key that unsets a list         | {cors: {ignore-unknown-keys: true, allowed-origins: {0: 'https://a.example', x: 1}}} | cors.allowed-origins.x unknown-key cors.allowed-origins
					nor in a named policy                   | {cors: {ignore-unknown-keys: true, policies: {a: {paths: {0: /a, '[b c]': 1}}}}} | cors.policies.a.paths[b c] unknown-key cors.policies.a.paths
					brackets around a name                  | {cors: {policies: {'[a.b]': {path: /a}}}}                           | cors.policies[a.b].path unknown-key cors.policies."[a.b]".paths
					no brackets around it                   | {cors: {policies: {a.b: {paths: /a}}}}                              | cors.policies.a.b.paths unknown-key cors.policies."[a.b]".paths
					Spring Cloud Gateway's                  | {cors: {cors-configurations: {'[/**]': {allowedOrigins: '*'}}}}     | cors.cors-configurations[/**].allowedOrigins unknown-key cors.policies."[/**]".allowed-origins
					policies below a policy                 | {cors: {policies: {a: {policies: {b: {paths: /b}}}}}}               | cors.policies.a.policies.b.paths unknown-key cors.policies.b.paths
					Spring MVC's in a list                  | {cors: {mappings: [{path: /a}]}}                                    | cors.mappings[0].path unknown-key
					what is misspelt is not missing too     | {cors: {policies: {a: {path: /a, allowed-origin: '*'}}}}            | cors.policies.a.path unknown-key cors.policies.a.paths ~ cors.policies.a.allowed-origin unknown-key cors.policies.a.allowed-origins
					nor if it has another name             | {cors: {policies: {a: {paths: /a, allow-origin-patterns: ['*']}}}} | cors.policies.a.allow-origin-patterns unknown-key cors.policies.a.allowed-origins
					nor if the default policy has that     | {cors: {allowed-origins-regexp: '*', policies: {a: {paths: /a}}}}   | cors.allowed-origins-regexp unknown-key cors.allowed-origins
					nor where it would have been inherited  | {cors: {alowed-origins: '*', policies: {a: {paths: /a}}}}           | cors.alowed-origins unknown-key cors.allowed-origins
					less than a second                      | {cors: {max-age: 500ms}}                                            | cors.max-age max-age-fractional 1s
					too long by less than a second          | {cors: {max-age: 86400001ms}}                                       | cors.max-age max-age-too-long 24h
					a placeholder that nothing defines      | {cors: {allowed-origins: '${NO_SUCH}', paths: [/a, '/${NO_SUCH}/b']}} | cors.allowed-origins unresolved-placeholder ~ cors.paths[1] unresolved-placeholder
					the same for a duration                 | {cors: {allowed-origins: '*', max-age: '${NO_SUCH}'}}               | cors.max-age unresolved-placeholder
					the same for a number                   | {cors: {filter-order: '${NO_SUCH:${NEITHER}}'}}                     | cors.filter-order unresolved-placeholder
					the same in the middle                  | {cors: {allowed-origins: 'https://${NO_SUCH}.example', allowed-methods: '${NO_SUCH}'}} | cors.allowed-origins unresolved-placeholder ~ cors.allowed-methods unresolved-placeholder
					a placeholder that something defines    | {x: 'https://a.example/x', cors: {allowed-origins: '${x}', allowed-methods: '${y:TRACE}'}} | cors.allowed-origins origin-with-path https://a.example ~ cors.allowed-methods method-forbidden
					""")
	void problemInYamlIsReportedAtItsKey(String why, String yaml, @Nullable String problems) {
		assertThat(describe(new LoadedConfiguration().file("application.yml", yaml))).as(why)
			.containsExactly((problems != null) ? problems.split(" ~ ") : new String[0]);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                       | FIRST                       | SECOND                      | PROBLEMS
					an element is missing     | cors.allowed-origins[0]=*   | cors.allowed-origins[2]=x   | cors.allowed-origins[2] wrong-type
					the first one is missing  | cors.paths[1]=/a            | cors.paths[2]=/b            | cors.paths[1] wrong-type ~ cors.paths[2] wrong-type
					no number                 | cors.allowed-origins[-1]=*  | cors.allowed-origins.0=*    | cors.allowed-origins[-1] unknown-key cors.allowed-origins ~ cors.allowed-origins.0 unknown-key cors.allowed-origins
					a list for a single value | cors.enforcement[0]=server  | cors.maxAge[0]=1            | cors.enforcement[0] unknown-key cors.enforcement ~ cors.maxAge unknown-key cors.max-age
					a list and a single value | cors.allowed-origins=*      | cors.allowed-origins[0]=x   | cors.allowed-origins[0] unknown-key
					a name with dots          | cors.policies.a.b.paths=/a  | cors.ignoreUnknownKeys=     | cors.policies.a.b.paths unknown-key cors.policies[a.b].paths
					a blank after a value     | cors.allowed-origins=*      | cors.enabled=true\\u0020    |
					""")
	void problemInAPropertiesFileIsReportedAtItsKey(String why, String first, String second,
			@Nullable String problems) {
		assertThat(describe(new LoadedConfiguration().file("application.properties", first + "\n" + second))).as(why)
			.containsExactly((problems != null) ? problems.split(" ~ ") : new String[0]);
	}

	@ParameterizedTest
	@CsvSource({ "CORS, 1", "CORS_, 1", "CORS_POLICIES, 1", "CORS_POLICIES, ''", "CORS_POLICIES_ADMIN, x",
			"CORS_POLICIES_ADMIN, ''", "CORS_POLICIES_APIV1, x", "CORS_POLICIES_APIV1, ''", "CORS_POLICIES_API_V1, x",
			"CORS_POLICIES_ADMIN_FOO, x", "CORS_POLICIES_DEFAULT_PATHS, x", "CORS_POLICIES_DEFAULT, x",
			"CORS_ALLOWED_ORIGIN, x", "CORS_ALLOWED_ORIGIN_PATTERNS, x", "CORS_MAX_AGE_SECONDS, x", "CORS_MAX_AGE_0, x",
			"CORS_ALLOWED_ORIGINS_FOO, x", "CORS_ENABLED_FOR, x", "CORS_ANYTHING, x" })
	void variableThatOnlyBeginsLikeOursNeverFailsTheStart(String name, String value) {
		Map<String, Object> variables = Map.of(name, value);
		String property = name.toLowerCase().replace('_', '.');
		for (LoadedConfiguration configuration : List.of(new LoadedConfiguration().variables(variables),
				new LoadedConfiguration().variables(variables).file("application.yml", FILE),
				new LoadedConfiguration().systemProperties(Map.of(property, value)).file("application.yml", FILE))) {
			assertThat(configuration.problems()).isEmpty();
			assertThat(configuration.policies()).extracting(CorsPolicy::name).isSubsetOf("default", "api-v1");
		}
	}

	@Test
	void problemInAVariableIsReported() {
		assertThat(describe(new LoadedConfiguration()
			.variables(Map.of("CORS_ALLOWED_ORIGINS", "${NO_SUCH}", "CORS_POLICIES_API_V1_MAX_AGE", "-1"))
			.file("application.yml", FILE))).containsExactlyInAnyOrder("CORS_ALLOWED_ORIGINS unresolved-placeholder",
					"CORS_POLICIES_API_V1_MAX_AGE max-age-negative 0");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					FIRST                             | SECOND                            | LIST                          | VALUES        | REMEDY
					CORS_ALLOWEDHEADERS_0             | CORS_ALLOWEDHEADERS_1             | CORS_ALLOWEDHEADERS           | X-A,Cookie    | X-A
					CORS_ALLOWED_METHODS_0            | CORS_ALLOWED_METHODS_1            | CORS_ALLOWED_METHODS          | TRACE,PUT     | PUT
					CORS_POLICIES_A_EXPOSEDHEADERS_0  | CORS_POLICIES_A_EXPOSEDHEADERS_1  | CORS_POLICIES_A_EXPOSEDHEADERS | X-B,Set-Cookie | X-B
					cors.allowed-headers[0]           | cors.allowed-headers[1]           | cors.allowed-headers          | Host,X-A      | X-A
					cors.policies.a.allowedMethods[0] | cors.policies.a.allowedMethods[1] | cors.policies.a.allowedMethods | PUT,TRACK     | PUT
					""")
	void remedyOfAListInElementsReplacesTheList(String first, String second, String list, String values,
			String remedy) {
		boolean variable = first.startsWith("CORS_");
		Map<String, Object> elements = new HashMap<>(Map.of(first, values.split(",")[0], second, values.split(",")[1]));
		PropertyProblem problem = withPolicy(variable, elements).problems().get(0);
		assertThat(problem.property()).isEqualTo(list);
		assertThat(problem.value()).isEqualTo(values.replace(",", ", "));
		assertThat(problem.place().text()).isEqualTo(
				(variable ? "environment variable " : "system property -D") + first + " and the elements after it");
		assertThat(problem.remedy()).isEqualTo(remedy);
		elements.put(problem.property(), remedy);
		assertThat(withPolicy(variable, elements).policies()).hasSize(2);
	}

	private static LoadedConfiguration withPolicy(boolean variables, Map<String, Object> properties) {
		LoadedConfiguration configuration = variables ? new LoadedConfiguration().variables(properties)
				: new LoadedConfiguration().systemProperties(properties);
		return configuration.file("application.yml",
				"cors: {allowed-origins: 'https://a.example', policies: {a: {paths: /a}}}");
	}

	@Test
	void listOfElementsThatIsTooLongIsShown() {
		StringBuilder yaml = new StringBuilder("cors:\n  allowed-origins: https://a.example\n  exposed-headers:\n");
		IntStream.range(0, 300).forEach((i) -> yaml.append("  - X-Quite-A-Long-Name-").append(i).append('\n'));
		PropertyProblem problem = new LoadedConfiguration().file("application.yml", yaml.toString()).problems().get(0);
		assertThat(problem.property()).isEqualTo("cors.exposed-headers");
		assertThat(problem.value()).startsWith("X-Quite-A-Long-Name-0, X-Quite-A-Long-Name-1, ");
		assertThat(problem.place().text()).isEqualTo("application.yml:4:5");
	}

	@Test
	void misplacedValueOnTheCommandLineHidesNoSetting() {
		assertThat(describe(new LoadedConfiguration().commandLine("--cors=x", "--cors.policies.api-v1=y", "--cors.foo")
			.file("application.yml", FILE)))
			.containsExactlyInAnyOrder("cors wrong-type", "cors.policies.api-v1 wrong-type", "cors.foo unknown-key");
	}

	@Test
	void propertySetTwiceInOneFileIsReportedWithBothPlaces() {
		List<PropertyProblem> problems = new LoadedConfiguration().file("application.yml", """
				cors:
				  allowed-origins: https://a.example
				  allowedOrigins: https://b.example
				""").problems();
		assertThat(problems).singleElement().satisfies((problem) -> {
			assertThat(problem.place().text()).isEqualTo("application.yml:3:19");
			assertThat(problem.value()).isEqualTo("https://b.example");
			assertThat(problem.reason()).isEqualTo("the same property is set in application.yml:2:20 as"
					+ " cors.allowed-origins; only one of them is read");
		});
	}

	@Test
	void propertySetInTwoFilesOrDocumentsIsOverridden() {
		assertThat(new LoadedConfiguration().file("application-prod.yml", "cors: {allowedOrigins: [], MAX_AGE: 3}")
			.file("application.yml", "cors: {allowed-origins: x, max-age: -1}\n---\ncors: {maxAge: -2}")
			.problems()).isEmpty();
	}

	@Test
	void policyWithoutSettingsIsDeclaredAtItsName() {
		PropertyProblem problem = new LoadedConfiguration()
			.file("application.yml", "cors:\n  allowed-origins: '*'\n  policies:\n    admin:\n")
			.problems()
			.get(0);
		assertThat(problem.place().text()).isEqualTo("application.yml:4:11");
	}

	/** Boot 4.1 keeps an empty map, without its line. Earlier versions drop it. */
	@Test
	void policyOfAnEmptyMapIsDeclaredInItsFile() throws Exception {
		assumeThat(new YamlPropertySourceLoader().load("yaml", new ByteArrayResource("admin: {}".getBytes())))
			.as("property sources with an empty map")
			.anyMatch((source) -> source.containsProperty("admin"));
		LoadedConfiguration configuration = new LoadedConfiguration().file("application.yml",
				"cors:\n  allowed-origins: '*'\n  policies:\n    admin: {}\n");
		assertThat(describe(configuration)).containsExactly("cors.policies.admin.paths paths-missing");
		assertThat(configuration.problems().get(0).place().text()).isEqualTo("property source 'application.yml'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x=1\ncors.allowed-methods=\n", "x=1\ncors.allowed-methods\n",
			"x=1\ncors.allowed-methods=\n\ny=1", "x=1\ncors.allowed-methods = \ny=1",
			"x=1\r\ncors.allowed-methods=\r\ny=1" })
	void emptyValueInAPropertiesFileHasItsLine(String text) {
		PropertyProblem problem = new LoadedConfiguration().file("application.properties", text).problems().get(0);
		assertThat(problem.place().text()).isEqualTo("application.properties:2:1");
	}

	@ParameterizedTest
	@CsvSource({ "my-api, myApi", "my-api, MY_API", "myApi, my-api", "Foo_Bar, foobar" })
	void nameInTwoSpellingsIsOnePolicyWithExactPlaces(String one, String other) {
		String yaml = """
				cors:
				  allowed-origins: https://a.example
				  policies:
				    %s:
				      paths: [/a, b]
				      max-age: -1
				    %s:
				      paths: [/c, d, e]
				      max-age: -2
				      allowed-methods: TRACE
				""".formatted(one, other);
		List<PropertyProblem> problems = new LoadedConfiguration().file("application.yml", yaml).problems();
		assertThat(problems).allSatisfy((problem) -> {
			PropertyPlace place = problem.place();
			assertThat(problem.property()).startsWith("cors.policies." + ((place.line() < 7) ? one : other) + ".");
			assertThat(yaml.split("\n")[place.line() - 1].substring(place.column() - 1)).startsWith(problem.value());
		});
		assertThat(problems).extracting(PropertyProblem::code)
			.containsOnly("path-without-slash", "max-age-negative", "method-forbidden", PropertyProblem.UNKNOWN_KEY);
		assertThat(problems).filteredOn((problem) -> problem.code().equals(PropertyProblem.UNKNOWN_KEY))
			.extracting((problem) -> problem.place().line())
			.containsExactly(8, 9);
	}

	@ParameterizedTest
	@CsvSource({ "[/api/*], [/api/**]", "[/api/**], [/api/*]", "[*], [**]", "[a.b], [ab]", "[a.b], a-b", "a-b, [a.b]",
			"[a/b], aB", "[/a], [a/]", "[é], e" })
	void namesThatDifferInBracketsAreTwoPolicies(String one, String other) {
		String yaml = """
				cors:
				  allowed-origins: https://a.example
				  policies:
				    "%s":
				      paths: /1
				      max-age: %s
				""";
		String second = "    \"" + other + "\":\n      paths: /2\n      max-age: %s\n";
		String prod = "cors:\n  policies:\n" + second;
		for (LoadedConfiguration configuration : List.of(
				new LoadedConfiguration().file("application.yml", yaml.formatted(one, 1) + second.formatted(2)),
				new LoadedConfiguration().file("application-prod.yml", prod.formatted(2))
					.file("application.yml", yaml.formatted(one, 1)))) {
			assertThat(configuration.policies()).extracting(CorsPolicy::name, (policy) -> policy.paths().toString())
				.containsExactly(tuple("default", "[/**]"), tuple(one.replaceAll("[\\[\\]]", ""), "[/1]"),
						tuple(other.replaceAll("[\\[\\]]", ""), "[/2]"));
		}
		assertThat(new LoadedConfiguration().file("application.yml", yaml.formatted(one, -1) + second.formatted(-2))
			.problems()).extracting((problem) -> problem.place().line(), PropertyProblem::value, PropertyProblem::code)
			.containsExactly(tuple(6, "-1", "max-age-negative"), tuple(9, "-2", "max-age-negative"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors.allowed-origin=*", "cors.allowed-origins=*/", "cors.max-age=-1", "cors.max-age[0]=1",
			"cors=x", "cors.policies.a=x" })
	void byteOrderMarkIsNoPartOfTheFirstKey(String line) {
		assertThat(new LoadedConfiguration().file("application.properties", "\ufeff" + line + "\n").problems())
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.property()).isEqualTo(line.substring(0, line.indexOf('=')));
				assertThat(problem.place().text()).startsWith("application.properties:1:");
			});
	}

	@Test
	void reasonSaysWhatToDoWithAListInYaml() {
		assertThat(new LoadedConfiguration()
			.file("application.yml", "cors: {max-age: [1h], allowed-origins: [https://a.example:[81,82]]}")
			.problems()).extracting(PropertyProblem::reason)
			.containsExactly("this property takes one value, not a list; write the value without brackets or dash",
					"an element of this list is one value and has no keys below it; put an element with a colon in"
							+ " quotes");
	}

	private static Stream<String> describe(LoadedConfiguration configuration) {
		return configuration.problems()
			.stream()
			.map((problem) -> problem.property() + " " + problem.code()
					+ ((problem.remedy() != null && !problem.remedy().equals("/api/**")) ? " " + problem.remedy()
							: ""));
	}

}
