// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.HashMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireContract;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;

/**
 * The tests of responses without a web stack.
 */
class EngineWireTests extends WireContract {

	private static final Map<PolicySettings, CorsPolicy> POLICIES = new HashMap<>();

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) {
		MapRequest view = new MapRequest(request);
		RecordedHeaders headers = new RecordedHeaders();
		CorsDecision decision = POLICIES.computeIfAbsent(policy, (settings) -> settings.toBuilder().build())
			.decide(view);
		decision.writeTo(view, headers);
		// After a reset of the response, the headers are written again.
		decision.writeTo(view, headers);
		return new WireResponse((decision.status() == CorsDecision.GO_ON) ? 200 : decision.status(), headers.lines());
	}

	@Override
	protected boolean runsEngineOnlyRows() {
		return true;
	}

}
