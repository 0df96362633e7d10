// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one load, with the places of their settings and the warnings.
 *
 * @param policies the policies in the order of their declaration
 * @param places the places by name of policy and setting
 * @param warnings the warnings about the configuration, one line each
 * @param skipped the origins of providers that have problems
 */
record LoadedPolicies(List<CorsPolicy> policies, Map<String, Map<Setting, SettingPlace>> places, List<String> warnings,
		SkippedOrigins skipped) {

	LoadedPolicies {
		policies = List.copyOf(policies);
		places = Map.copyOf(places);
		warnings = List.copyOf(warnings);
	}

	/** Return the policy with a name; {@code null} if there is none. */
	@Nullable CorsPolicy policy(String name) {
		return this.policies.stream().filter((policy) -> policy.name().equals(name)).findFirst().orElse(null);
	}

	/** Return the place of a setting of one of the policies. */
	SettingPlace place(String policy, Setting setting) {
		return Objects.requireNonNull(Objects.requireNonNull(this.places.get(policy)).get(setting));
	}

	/** Return the same policies with other places of their settings. */
	LoadedPolicies withPlaces(Map<String, Map<Setting, SettingPlace>> others) {
		return new LoadedPolicies(this.policies, others, this.warnings, this.skipped);
	}

}
