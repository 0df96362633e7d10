// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, and which of them covers a path. Publish a bean of this type to
 * make policies in code; the properties are then not read. Immutable and safe for use by
 * many threads.
 */
public final class CorsPolicyRegistry {

	private final List<CorsPolicy> policies;

	private final PathPolicyResolver paths;

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration; none of their paths
	 * may have a problem in the sense of {@link PathPolicyResolver#check}
	 * @throws IllegalArgumentException if a path pattern cannot be parsed
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies) {
		this.policies = List.copyOf(policies);
		this.paths = new PathPolicyResolver(this.policies);
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
