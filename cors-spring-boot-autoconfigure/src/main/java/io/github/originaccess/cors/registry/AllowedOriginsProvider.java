// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * A provider of further origins to trust, such as those that customers have entered in a
 * database. A bean of this type is asked when the application starts, before the first
 * request is served, and then every {@code cors.refresh-interval}. It is asked on a
 * thread of its own, never on a request. The answers of several beans add up.
 * <p>
 * The origins join those that the policy has without the provider, and the same rules
 * hold for them. An entry with a problem is skipped with a warning, so that the typo of
 * one customer does not affect the others. So is {@code *}, which only a configuration
 * can say. If a provider throws, or is interrupted after {@code cors.refresh-timeout},
 * its last answer stays in force.
 */
@FunctionalInterface
public interface AllowedOriginsProvider {

	/**
	 * Return further origins for a policy. Calls do not overlap.
	 * @param policyName name of the policy, {@code default} for the default policy
	 * @return origins and origin patterns as in {@code cors.allowed-origins}; empty if
	 * the policy trusts no further origin; {@code null} if the policy is as it would be
	 * without this provider
	 * @throws Exception if the origins are not available now
	 */
	@Nullable Collection<String> allowedOrigins(String policyName) throws Exception;

}
