// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Knows further origins to trust: those that customers have entered, say, in a database
 * or behind a service. A bean of this type is asked when the application starts, before
 * the first request is served, and then every {@code cors.refresh-interval}, on a thread
 * of its own; never on a request. Several beans add up.
 * <p>
 * What it answers joins the origins that the policy has without it, its own or inherited
 * ones, and is held to the same rules. An entry that they refuse is skipped with a
 * warning, lest one customer's typo keeps all others out; so is {@code *}, which only a
 * configuration can say. Where it throws, or takes longer than
 * {@code cors.refresh-timeout} and is interrupted, what it answered last stays.
 */
@FunctionalInterface
public interface AllowedOriginsProvider {

	/**
	 * Return further origins for a policy. There is one call at a time.
	 * @param policyName name of the policy, {@code default} for the default policy
	 * @return origins and origin patterns as in {@code cors.allowed-origins}; none if
	 * nobody further is to be trusted; {@code null} if there is nothing to say about that
	 * policy, which then is as it would be without this provider
	 * @throws Exception if they cannot be had now
	 */
	@Nullable Collection<String> allowedOrigins(String policyName) throws Exception;

}
