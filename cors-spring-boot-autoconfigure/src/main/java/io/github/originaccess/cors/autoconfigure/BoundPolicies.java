// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;

/**
 * Properties as builders of policies.
 */
final class BoundPolicies {

	private BoundPolicies() {
	}

	/** Return the builders, that of the default policy first. */
	static List<CorsPolicyBuilder> builders(CorsProperties properties) {
		CorsPolicyBuilder defaultPolicy = apply(properties, new CorsPolicyBuilder());
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaultPolicy);
		properties.getPolicies().forEach((name, policy) -> {
			// Reported as an unknown key.
			if (!UnknownKey.isDefault(name)) {
				builders.add(apply(policy, new CorsPolicyBuilder(name, defaultPolicy)));
			}
		});
		return builders;
	}

	private static CorsPolicyBuilder apply(CorsPolicyProperties properties, CorsPolicyBuilder builder) {
		return builder.allowedOrigins(properties.getAllowedOrigins())
			.allowedMethods(properties.getAllowedMethods())
			.allowedHeaders(properties.getAllowedHeaders())
			.exposedHeaders(properties.getExposedHeaders())
			.allowCredentials(properties.getAllowCredentials())
			.maxAge(properties.getMaxAge())
			.paths(properties.getPaths())
			.enforcement(properties.getEnforcement())
			.ownOrigins(properties.getOwnOrigins())
			.dangerouslyAllowInsecureOrigins(properties.getDangerouslyAllowInsecureOrigins())
			.dangerouslyAllowPublicSuffixes(properties.getDangerouslyAllowPublicSuffixes());
	}

}
