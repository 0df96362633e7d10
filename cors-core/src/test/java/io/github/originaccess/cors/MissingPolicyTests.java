// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.IntStream;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A policy that does not exist fails closed, and its decisions say that it is missing.
 */
class MissingPolicyTests {

	private static final String REMEDY = "Set cors.policies.<name>.allowed-origins, or put a policy of that name into"
			+ " the CorsPolicyRegistry. To let the path choose where there is none, call policy(name) instead of"
			+ " required(name).";

	private final CorsPolicy policy = CorsPolicy.missing("acme");

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                                    | REQUEST                                                             | STATUS | REASON
					a page of another origin               | GET Origin: https://a.example                                       | 403    | missing-policy
					the same with the browser's word       | POST Origin: https://a.example ~ Sec-Fetch-Site: cross-site         | 403    | missing-policy
					a page of another subdomain            | POST Origin: https://b.a.example ~ Sec-Fetch-Site: same-site        | 403    | missing-policy
					a sandboxed frame                      | POST Origin: null ~ Sec-Fetch-Site: cross-site                      | 403    | missing-policy
					a preflight                            | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 403 | missing-policy
					a preflight with a method and a header | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT ~ Access-Control-Request-Headers: x-a | 403 | missing-policy
					an extension's page                    | GET Origin: chrome-extension://abc                                  | 403    | missing-policy
					a form of another site without Origin  | POST Sec-Fetch-Site: cross-site                                     | 403    | missing-policy
					a handshake of another site            | GET Origin: https://a.example ~ Upgrade: websocket                  | 403    | missing-policy
					an Origin that no browser sends        | GET Origin: a b                                                     | 403    | malformed-origin
					an own page                            | POST Origin: https://api.example ~ Sec-Fetch-Site: same-origin      | 0      |
					the address bar                        | GET Sec-Fetch-Site: none                                            | 0      |
					a link of another site                 | GET Sec-Fetch-Site: cross-site                                      | 0      |
					another program                        | POST Content-Type: application/json                                 | 0      |
					""")
	void requestOfAnotherOriginIsRefused(String why, String text, int status, @Nullable String reason) {
		MapRequest request = MapRequest.parse(text);
		CorsDecision decision = this.policy.decide(request);
		assertThat(decision.status()).as(why).isEqualTo(status);
		assertThat((decision.reason() != null) ? decision.reason().code() : null).isEqualTo(reason);
		RecordedHeaders headers = new RecordedHeaders();
		decision.writeTo(request, headers);
		assertThat(headers.values("Access-Control-Allow-Origin")).isEmpty();
		assertThat(headers.values("Vary")).isNotEmpty();
		assertThat(decision.policy()).isEqualTo("missing");
	}

	@Test
	void explanationNamesThePolicyAndNoProperty() {
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		Explanation explanation = Explanation.of(this.policy, request, this.policy.decide(request));
		assertThat(explanation.sentence()).isEqualTo("The application asked for the policy acme, which does not exist,"
				+ " so no page of another origin may use the response. " + REMEDY);
		assertThat(explanation.property()).isNull();
		assertThat(explanation.checks()).containsExactly(DenialReason.MISSING_POLICY);
	}

	@Test
	void nameFromARequestIsSanitised() {
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		CorsPolicy hostile = CorsPolicy.missing("a\r\nSet-Cookie: x=<script>" + "a".repeat(10_000));
		String sentence = Explanation.of(hostile, request, hostile.decide(request)).sentence();
		assertThat(sentence).startsWith("The application asked for the policy a??Set-Cookie:?x??script?aaa")
			.hasSizeLessThan(500);
		assertThat(RequestNotice.ofMissingPolicy("a\nb", List.of(hostile)))
			.isEqualTo("The application asked for the CORS"
					+ " policy a?b, which does not exist. Until it exists, requests from pages of other origins that need it"
					+ " are refused. The only policy is missing. " + REMEDY);
	}

	@Test
	void lineNamesTheFirstTenPolicies() {
		List<CorsPolicy> existing = IntStream.rangeClosed(1, 12)
			.mapToObj((i) -> new CorsPolicyBuilder("p" + i, new CorsPolicyBuilder()).allowedOrigins().build())
			.toList();
		assertThat(RequestNotice.ofMissingPolicy("x", existing))
			.contains(" The policies are p1, p2, p3, p4, p5, p6, p7, p8, p9, p10 and 2 more. Set ");
		assertThat(RequestNotice.ofMissingPolicy("x", List.of())).contains(" There is no policy. Set ");
	}

	@Test
	void policyOfSettingsIsNotMissingWhateverItsName() {
		CorsPolicyBuilder named = new CorsPolicyBuilder(CorsPolicy.MISSING_NAME, new CorsPolicyBuilder()).paths("/x");
		CorsPolicy policy = named.allowedOrigins("https://a.example").build();
		assertThat(policy.isMissing()).isFalse();
		assertThat(policy.withoutGrants().isMissing()).isFalse();
		assertThat(this.policy.isMissing()).isTrue();
		assertThat(this.policy.withoutGrants().isMissing()).isTrue();
	}

	@Test
	void missingPoliciesShareDecisionsAndName() {
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		CorsPolicy other = CorsPolicy.missing("globex");
		assertThat(other.decide(request)).isSameAs(this.policy.decide(request));
		assertThat(other.name()).isEqualTo(this.policy.name()).isEqualTo(CorsPolicy.MISSING_NAME);
		assertThat(other.withoutGrants()).isSameAs(this.policy.withoutGrants());
		assertThat(this.policy.paths()).isEmpty();
		assertThat(this.policy.limitedTo(new CorsPolicyBuilder().allowedOrigins().build())).isSameAs(this.policy);
	}

}
