// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import io.github.originaccess.cors.fixtures.HostileRequests;
import io.github.originaccess.cors.fixtures.HostileRequests.HostileRequest;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hostile requests, including those that every server rejects.
 */
class HostileRequestsTests {

	@Test
	void onlyValidatedValuesAreEchoed() {
		long seed = new Random().nextLong();
		HostileRequests requests = new HostileRequests(seed);
		Map<String, CorsPolicy> policies = new HashMap<>();
		Map<CorsDecision.Kind, Integer> allowed = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			HostileRequest hostile = requests.next();
			CorsPolicy policy = policies.computeIfAbsent(hostile.policy(),
					(name) -> HostileRequests.settings(name).toBuilder().build());
			MapRequest view = new MapRequest(hostile.request());
			RecordedHeaders headers = new RecordedHeaders();
			CorsDecision decision = policy.decide(view);
			decision.writeTo(view, headers);
			assertThat(new WireResponse(decision.status(), headers.lines())).as("seed %d, request %d", seed, i)
				.satisfies(hostile::verify);
			allowed.merge(decision.kind(), decision.isAllowed() ? 1 : 0, Integer::sum);
		}
		assertThat(allowed.get(CorsDecision.Kind.ACTUAL)).isBetween(200, 4_800);
		assertThat(allowed.get(CorsDecision.Kind.PREFLIGHT)).isBetween(200, 4_800);
	}

}
