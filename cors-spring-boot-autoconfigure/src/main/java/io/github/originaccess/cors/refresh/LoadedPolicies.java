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
 * @param skipped the origins of providers that have problems; {@code null} if there are
 * no providers
 */
record LoadedPolicies(List<CorsPolicy> policies, Map<String, Map<Setting, SettingPlace>> places, List<String> warnings,
		@Nullable SkippedOrigins skipped) {

	LoadedPolicies {
		policies = List.copyOf(policies);
		places = Map.copyOf(places);
		warnings = List.copyOf(warnings);
	}

	/** Return the policy with a name; {@code null} if there is none. */
	@Nullable CorsPolicy policy(String name) {
		for (CorsPolicy policy : this.policies) {
			if (policy.name().equals(name)) {
				return policy;
			}
		}
		return null;
	}

	/** Return the place of a setting of one of the policies. */
	SettingPlace place(String policy, Setting setting) {
		return Objects.requireNonNull(Objects.requireNonNull(this.places.get(policy)).get(setting));
	}

	/** Return lines for the log about the origins that have problems. */
	List<String> skippedLines() {
		return (this.skipped != null) ? this.skipped.lines() : List.of();
	}

	/** Return how many origins of providers have problems. */
	int skippedCount() {
		return (this.skipped != null) ? this.skipped.count() : 0;
	}

	/** Return how many origins of a provider have problems. */
	int skippedCount(String provider) {
		return (this.skipped != null) ? this.skipped.count(provider) : 0;
	}

	/** Return the same policies with other places of their settings. */
	LoadedPolicies withPlaces(Map<String, Map<Setting, SettingPlace>> others) {
		return new LoadedPolicies(this.policies, others, this.warnings, this.skipped);
	}

}
