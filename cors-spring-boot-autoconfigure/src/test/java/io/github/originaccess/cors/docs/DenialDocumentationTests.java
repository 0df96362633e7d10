// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation of denials is complete, and its examples are true.
 */
class DenialDocumentationTests {

	/** The code for a request on which no policy decides. */
	private static final String UNCOVERED = "not-covered";

	private static final DocumentationPage PAGE = DocumentationPage.of("docs/denials.md");

	@Test
	void everyCodeHasOneHeadingAndEveryHeadingACode() {
		assertThat(PAGE.subheadings()).containsExactlyElementsOf(
				Stream.concat(Arrays.stream(DenialReason.values()).map(DenialReason::code), Stream.of(UNCOVERED))
					.toList());
	}

	@ParameterizedTest
	@MethodSource("codes")
	void firstExampleIsDeniedForThatReasonAndSecondIsAllowed(String code) {
		MapRequest request = MapRequest.parse(PAGE.examples(code, "http").get(0).strip());
		List<String> examples = PAGE.examples(code, "yaml");
		Explanation denial = decide(code, examples.get(0), request);
		assertThat(reason(denial.decision())).isEqualTo(code);
		assertThat(examples).hasSize((denial.property() != null) ? 2 : 1);
		if (denial.property() != null) {
			assertThat(decide(code, examples.get(1), request).decision().isAllowed()).isTrue();
		}
	}

	static List<String> codes() {
		return PAGE.subheadings().stream().filter((code) -> !code.equals(UNCOVERED)).toList();
	}

	/**
	 * The examples have no path. The policy without grants decides the example of an
	 * ambiguous path, and no policy decides that of a missing one.
	 */
	private static Explanation decide(String code, String yaml, MapRequest request) {
		CorsPolicy covering = new LoadedConfiguration().file("application.yml", yaml).policies().get(0);
		CorsPolicy policy = code.equals(DenialReason.AMBIGUOUS_PATH.code()) ? covering.withoutGrants()
				: code.equals(DenialReason.MISSING_POLICY.code()) ? CorsPolicy.missing("globex") : covering;
		return Explanation.of(policy, request, policy.decide(request));
	}

	private static String reason(CorsDecision decision) {
		DenialReason reason = decision.reason();
		return (reason != null) ? reason.code() : "allowed";
	}

}
