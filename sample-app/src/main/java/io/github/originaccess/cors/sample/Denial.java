// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Why the starter denied a request.
 *
 * @param policy the name of the policy that decided
 * @param reason the reason's stable code
 * @param setting the setting to change, if any would allow the request
 * @param sentence the reason in words
 */
record Denial(String policy, String reason, @Nullable String setting, String sentence) {

	static @Nullable Denial of(CorsDecision decision) {
		DenialReason reason = decision.reason();
		if (reason == null) {
			return null;
		}
		Setting setting = reason.setting();
		return new Denial(decision.policy(), reason.code(), (setting != null) ? setting.propertyName() : null,
				reason.sentence());
	}

}
