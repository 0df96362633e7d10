// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The starter's denial of a request.
 *
 * @param policy the name of the policy that denied it
 * @param reason the stable code of the reason
 * @param setting the setting to change, or {@code null} if no setting would allow the
 * request
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
