// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DecisionObserversTests {

	private final CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();

	private final CorsRequest request = new MapRequest(WireRequest.parse("GET Origin: https://a.example"));

	private final CorsDecision decision = this.policy.decide(this.request);

	/** Meters count the decision, although an observer of the application has failed. */
	@Test
	void laterObserversAreCalledAfterAFailure() {
		AtomicReference<CorsDecision> seen = new AtomicReference<>();
		DecisionObservers observers = new DecisionObservers()
			.with(List.of(failing("first"), failing("second"), (policy, request, decision) -> seen.set(decision)));
		assertThatIllegalStateException().isThrownBy(() -> observers.decided(this.policy, this.request, this.decision))
			.withMessage("first")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.satisfies((suppressed) -> assertThat(suppressed).hasMessage("second")));
		assertThat(seen).hasValue(this.decision);
	}

	private static DecisionObserver failing(String message) {
		return (policy, request, decision) -> {
			throw new IllegalStateException(message);
		};
	}

}
