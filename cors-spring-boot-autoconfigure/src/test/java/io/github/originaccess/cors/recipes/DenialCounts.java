// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.observe.DecisionObserver;

import org.springframework.stereotype.Component;

@Component
class DenialCounts implements DecisionObserver {

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	@Override
	public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		DenialReason reason = decision.reason();
		if (reason != null) {
			this.counts.computeIfAbsent(policy.name() + " " + reason.code(), (key) -> new LongAdder()).increment();
		}
	}

	Map<String, LongAdder> counts() {
		return this.counts;
	}

}
