// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.DenialReason;
import org.jspecify.annotations.Nullable;

/**
 * The starter's denial of a request.
 *
 * @param policy the name of the policy that denied it
 * @param reason the stable code of the reason
 * @param sentence the reason in words
 */
record Denial(String policy, String reason, String sentence) {

	static @Nullable Denial of(CorsDecision decision) {
		DenialReason reason = decision.reason();
		return (reason != null) ? new Denial(decision.policy(), reason.code(), reason.sentence()) : null;
	}

}
