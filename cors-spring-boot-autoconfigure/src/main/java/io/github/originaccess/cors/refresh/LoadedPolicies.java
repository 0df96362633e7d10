// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The policies that the properties describe, where each setting was set, and what is odd
 * about them.
 *
 * @param policies the policies in the order of their declaration
 * @param sources by name of policy and setting, the property and its place; what is
 * absent is a built-in default
 * @param warnings one line each
 * @param skipped what providers have answered in vain
 */
record LoadedPolicies(List<CorsPolicy> policies, Map<String, Map<Setting, String>> sources, List<String> warnings,
		SkippedOrigins skipped) {

	LoadedPolicies {
		policies = List.copyOf(policies);
		sources = Map.copyOf(sources);
		warnings = List.copyOf(warnings);
	}

	@Nullable String find(String policy, Setting setting) {
		return this.sources.getOrDefault(policy, Map.of()).get(setting);
	}

	/** The same policies, which have been set in other places. */
	LoadedPolicies in(Map<String, Map<Setting, String>> places) {
		return new LoadedPolicies(this.policies, places, this.warnings, this.skipped);
	}

}
