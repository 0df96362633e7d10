// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import io.github.originaccess.cors.CorsPolicyBuilder;

/**
 * A callback that adjusts policies in code. A bean of this type is called for each
 * policy, the default one first, after the properties are bound and before anything is
 * validated. What it sets on the default policy is inherited like a property. Several
 * beans are called in their {@linkplain org.springframework.core.annotation.Order order}.
 */
@FunctionalInterface
public interface CorsPolicyCustomizer {

	/**
	 * Adjust a policy.
	 * @param policy the builder of the policy; its {@link CorsPolicyBuilder#name()} says
	 * which
	 */
	void customize(CorsPolicyBuilder policy);

}
