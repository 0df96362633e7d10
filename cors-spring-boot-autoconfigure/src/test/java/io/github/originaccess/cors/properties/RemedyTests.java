// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A remedy neither hides another value nor is a problem itself.
 */
class RemedyTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                            | FIRST                                        | SECOND                                       | REASON
					another framework's name       | cors.allowed-origins=https://a.example       | cors.allowed-origin-patterns=https://*.b.example | patterns belong in the list of origins; add the values to cors.allowed-origins (application.properties:1:22)
					a dot for a dash               | cors.allowed-origins=https://a.example       | cors.allowed.origins=https://b.example       | a dot starts another level of keys; add the values to cors.allowed-origins (application.properties:1:22)
					a short name                   | cors.allowed-origins=https://a.example       | cors.origins=https://b.example               | there is no such property; Quarkus calls it this; add the values to cors.allowed-origins (application.properties:1:22)
					another spelling               | cors.allowedOrigins=https://a.example        | cors.allowed-origin=https://b.example        | there is no such property; add the values to cors.allowed-origins (application.properties:1:21)
					an element                     | cors.allowed-origins[0]=https://a.example    | cors.allowed-origin=https://b.example        | there is no such property; add the values to cors.allowed-origins (application.properties:1:25)
					the other order                | cors.allowed-origin=https://b.example        | cors.allowed-origins=https://a.example       | there is no such property; add the values to cors.allowed-origins (application.properties:2:22)
					a policy                       | cors.policies.x.paths=/x                     | cors.policies.x.path=/y                      | there is no such property; add the values to cors.policies.x.paths (application.properties:1:23)
					a policy in brackets           | cors.policies[a.b].paths=/x                  | cors.policies[a.b].path=/y                   | there is no such property; add the values to cors.policies[a.b].paths (application.properties:1:26)
					one value                      | cors.max-age=1h                              | cors.max-ages=2h                             | there is no such property; cors.max-age (application.properties:1:14) is set as well, so remove one of the two
					""")
	void keyOfASetPropertyHasNoRemedy(String why, String first, String second, String reason) {
		assertThat(problems(first + "\n" + second)).as(why)
			.filteredOn((problem) -> problem.code().equals(PropertyProblem.UNKNOWN_KEY))
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.reason()).isEqualTo(reason);
				assertThat(problem.remedy()).isNull();
			});
	}

	@Test
	void onlyOneOfTwoUnknownKeysHasTheSameRemedy() {
		assertThat(problems("cors.origins=https://a.example\ncors.allowed-origin=https://b.example"))
			.extracting(PropertyProblem::remedy, PropertyProblem::reason)
			.satisfiesExactlyInAnyOrder((one) -> assertThat(one.toList()).first().isEqualTo("cors.allowed-origins"),
					(other) -> assertThat(other.toList()).first().isNull());
		assertThat(problems("cors.origins=https://a.example\ncors.allowed-origin=https://b.example")).anySatisfy(
				(problem) -> assertThat(problem.reason()).endsWith("means the same property, so write one key"));
	}

	@Test
	void keyInAnotherFileKeepsItsRemedy() {
		assertThat(new LoadedConfiguration().file("application-prod.properties", "cors.origins=https://b.example")
			.file("application.properties", "cors.allowed-origins=https://a.example")
			.problems()).extracting(PropertyProblem::remedy).containsExactly("cors.allowed-origins");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                                  | FIRST                                  | SECOND                         | REMEDY
					the implied path                     | cors.allowed-origins=https://a.example | cors.policies.x.paths=**       |
					the implied path, by a star          | cors.allowed-origins=https://a.example | cors.policies.x.paths=*        |
					a path of another policy             | cors.policies.y.paths=/b               | cors.policies.x.paths=b        |
					one of its paths                     | cors.policies.y.paths=/a, /b           | cors.policies.x.paths=c, b     | /c
					a path that has the same problem     | cors.policies.y.paths=b                | cors.policies.x.paths=b        |
					no default policy                    | cors.max-age=1h                        | cors.policies.x.paths=**       | /**
					another path                         | cors.policies.y.paths=/b               | cors.policies.x.paths=c        | /c
					""")
	void pathOfAnotherPolicyIsNoRemedy(String why, String first, String second, @Nullable String remedy) {
		assertThat(problems(first + "\n" + second)).as(why)
			.filteredOn((problem) -> problem.code().equals("path-without-slash"))
			.isNotEmpty()
			.extracting(PropertyProblem::remedy)
			.allMatch((each) -> each == null || each.equals(remedy))
			.anyMatch((each) -> (each == null) == (remedy == null));
	}

	@Test
	void reasonNamesThePolicyThatHasThePath() {
		assertThat(problems("cors.allowed-origins=https://a.example\ncors.policies.x.paths=**")).singleElement()
			.extracting(PropertyProblem::reason)
			.isEqualTo("a path begins with a slash; /** already belongs to the policy 'default'");
	}

	@Test
	void reasonOfAWholeKeyInYamlSaysWhatToWrite() {
		assertThat(new LoadedConfiguration()
			.file("application.yml", "cors: {allowed-origins: '*', policies: {x: {cors.policies.x.paths: /x}}}")
			.problems()).filteredOn((problem) -> problem.code().equals(PropertyProblem.UNKNOWN_KEY))
			.singleElement()
			.extracting(PropertyProblem::reason, PropertyProblem::remedy)
			.containsExactly("the key begins with cors twice; below other keys, write only the part that follows them",
					"cors.policies.x.paths");
	}

	private static List<PropertyProblem> problems(String text) {
		return new LoadedConfiguration().file("application.properties", text).problems();
	}

}
