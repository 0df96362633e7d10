// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The policies in force, and which of them covers a path. Publish a bean of this type to
 * make policies in code; those of the properties are then not. Immutable and safe for use
 * by many threads.
 */
public final class CorsPolicyRegistry {

	private final List<CorsPolicy> policies;

	private final PathPolicyResolver paths;

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @throws IllegalArgumentException if a path pattern has a problem in the sense of
	 * {@link PathPolicyResolver#check}, or stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies) {
		this.policies = List.copyOf(policies);
		checkPaths(this.policies);
		this.paths = new PathPolicyResolver(this.policies);
	}

	/** Policies from properties have been checked with better messages than these. */
	private static void checkPaths(List<CorsPolicy> policies) {
		Map<String, String> policyOfPath = new HashMap<>();
		for (CorsPolicy policy : policies) {
			for (String path : policy.paths()) {
				Problem problem = PathPolicyResolver.check(policy.name(), -1, path);
				Assert.isTrue(problem == null, () -> "Policy '" + policy.name() + "', path '" + path + "': "
						+ Objects.requireNonNull(problem).reason());
				String other = policyOfPath.put(path, policy.name());
				Assert.isTrue(other == null,
						() -> "Policies '" + other + "' and '" + policy.name() + "' have the same path '" + path + "'");
			}
		}
	}

	/**
	 * Return the policies.
	 * @return the policies in the order of their declaration
	 */
	public List<CorsPolicy> policies() {
		return this.policies;
	}

	/**
	 * Return the paths that the policies cover.
	 * @return who covers which path
	 */
	public PathPolicyResolver paths() {
		return this.paths;
	}

	/**
	 * Return the policy with a name.
	 * @param name the name, {@code default} for the default policy
	 * @return the policy, or {@code null} if there is none
	 */
	public @Nullable CorsPolicy policy(String name) {
		return this.policies.stream().filter((policy) -> policy.name().equals(name)).findFirst().orElse(null);
	}

}
