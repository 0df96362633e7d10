// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.fixtures.EnforcementContract;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests of server enforcement without a web stack, and of outcomes and reasons.
 */
class EngineEnforcementTests extends EnforcementContract {

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) {
		MapRequest view = new MapRequest(request);
		RecordedHeaders headers = new RecordedHeaders();
		CorsDecision decision = policy.toBuilder().build().decide(view);
		decision.writeTo(view, headers);
		return new WireResponse((decision.status() == CorsDecision.GO_ON) ? 200 : decision.status(), headers.lines());
	}

	@Override
	protected boolean runsEngineOnlyRows() {
		return true;
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/enforcement.csv", delimiter = '|', useHeadersInDisplayName = true)
	void decisionHasOutcomeAndReason(String name, String policy, String text, String verdict, String why) {
		PolicySettings settings = PolicySettings.parse(policy);
		MapRequest request = MapRequest.parse(text);
		CorsDecision server = settings.toBuilder().build().decide(request);
		CorsDecision report = settings.with("enforcement", "report").toBuilder().build().decide(request);
		CorsDecision browser = settings.with("enforcement", "browser").toBuilder().build().decide(request);
		assertThat(server.reason() != null ? server.reason().code() : server.outcome().code()).isEqualTo(why);
		assertThat(server.outcome() == Outcome.DENIED).isEqualTo(verdict.equals("refuse") || verdict.equals("403"));
		assertThat(report.reason()).isEqualTo(server.reason());
		if (!verdict.equals("refuse")) {
			assertThat(report.outcome()).isEqualTo(server.outcome());
			assertThat(browser.outcome()).isEqualTo(server.outcome());
			assertThat(browser.reason()).isEqualTo(server.reason());
			return;
		}
		assertThat(report.outcome()).isEqualTo(Outcome.WOULD_DENY);
		assertThat(report.isAllowed()).isFalse();
		// With enforcement by browsers, only the CORS check denies.
		boolean cors = browser.kind() == Kind.ACTUAL;
		assertThat(browser.outcome()).isEqualTo(cors ? Outcome.DENIED : Outcome.ALLOWED);
		assertThat(browser.reason()).isNotIn(DenialReason.NOT_OWN_ORIGIN, DenialReason.CROSS_SITE_REQUEST);
	}

}
