// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.Collection;
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
 * make policies in code; those of the properties are then not. Safe for use by many
 * threads, without locks.
 */
public final class CorsPolicyRegistry {

	/** Where the management endpoints are on Cloud Foundry, besides their own path. */
	private static final String CLOUD_FOUNDRY = "/cloudfoundryapplication";

	private final List<CorsPolicy> policies;

	private volatile PathPolicyResolver paths;

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @throws IllegalArgumentException if a path pattern has a problem in the sense of
	 * {@link PathPolicyResolver#check}, or stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies) {
		this.policies = List.copyOf(policies);
		checkPaths(this.policies);
		this.paths = new PathPolicyResolver(this.policies, List.of(CLOUD_FOUNDRY));
	}

	/**
	 * Reserve paths for management endpoints, which have CORS properties of their own:
	 * from now on only a named policy with a pattern that begins with such a path covers
	 * it.
	 * @param paths paths without a slash at the end, each with everything below it
	 */
	public void reserve(Collection<String> paths) {
		List<String> all = new ArrayList<>(paths);
		all.add(CLOUD_FOUNDRY);
		this.paths = new PathPolicyResolver(this.policies, all);
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
