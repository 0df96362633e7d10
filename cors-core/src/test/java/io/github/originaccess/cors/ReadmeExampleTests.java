// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireHeader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of README.md for those who use the engine without Spring.
 */
class ReadmeExampleTests {

	@Test
	void engineDecidesWithoutSpring() {
		CorsRequest request = MapRequest.parse("GET Origin: https://app.example.com");
		RecordedHeaders response = new RecordedHeaders();

		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://app.example.com").build();
		CorsDecision decision = policy.decide(request);
		decision.writeTo(request, response);
		boolean answered = decision.status() != CorsDecision.GO_ON;

		assertThat(answered).isFalse();
		assertThat(response.lines()).containsExactly(
				new WireHeader("Access-Control-Allow-Origin", "https://app.example.com"),
				new WireHeader("Vary", "Origin"));
	}

	@Test
	void engineAnswersPreflightsWithoutSpring() {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://app.example.com").build();
		CorsDecision decision = policy
			.decide(MapRequest.parse("OPTIONS Origin: https://app.example.com ~ Access-Control-Request-Method: POST"));
		assertThat(decision.status()).isEqualTo(204);
	}

}
