// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;

/**
 * An observer of decisions. Every stack finds beans of this type, and calls them for each
 * decision on a covered request, before the request goes on. Many threads call an
 * implementation at once. It does nothing that takes time. An exception fails the
 * request, whose response keeps the headers of the decision.
 */
@FunctionalInterface
public interface DecisionObserver {

	/**
	 * Called after each decision.
	 * @param policy the policy that decided
	 * @param request the request that it decided on; do not keep it after the call
	 * @param decision the decision
	 */
	void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision);

}
