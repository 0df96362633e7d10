// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.registry.PathPolicyResolver;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Turns the properties of an environment into policies.
 */
final class CorsPropertiesBinder {

	private CorsPropertiesBinder() {
	}

	static CorsProperties bind(Environment environment) {
		return Binder.get(environment).bind("cors", Bindable.of(CorsProperties.class)).orElseGet(CorsProperties::new);
	}

	/**
	 * Compile the policies that the properties describe.
	 * @throws io.github.originaccess.cors.InvalidCorsPolicyException with all problems of
	 * all policies
	 */
	static List<CorsPolicy> policies(CorsProperties properties) {
		CorsPolicyBuilder defaultPolicy = apply(properties, new CorsPolicyBuilder());
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaultPolicy);
		properties.getPolicies()
			.forEach((name, policy) -> builders.add(apply(policy, new CorsPolicyBuilder(name, defaultPolicy))));
		return CorsPolicyBuilder.buildAll(builders, PathPolicyResolver::check);
	}

	private static CorsPolicyBuilder apply(CorsPolicyProperties properties, CorsPolicyBuilder builder) {
		return builder.allowedOrigins(properties.getAllowedOrigins())
			.allowedMethods(properties.getAllowedMethods())
			.allowedHeaders(properties.getAllowedHeaders())
			.exposedHeaders(properties.getExposedHeaders())
			.allowCredentials(properties.getAllowCredentials())
			.maxAge(properties.getMaxAge())
			.paths(properties.getPaths());
	}

}
