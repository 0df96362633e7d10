// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;

/**
 * Is told of every decision on a covered request, before the request goes on. Beans of
 * this type are found by every stack. An implementation is called by many threads at
 * once, does nothing that takes time, and throws nothing.
 */
@FunctionalInterface
public interface DecisionObserver {

	/**
	 * Take note of a decision.
	 * @param policy the policy that decided
	 * @param request the request that it decided on; of no use once the method has
	 * returned
	 * @param decision the decision
	 */
	void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision);

}
