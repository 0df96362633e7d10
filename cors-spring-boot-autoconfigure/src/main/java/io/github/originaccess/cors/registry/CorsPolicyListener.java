// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;

/**
 * Is told when the policies of a {@link CorsPolicyRegistry} change. What it throws is
 * logged and changes nothing. Applications rather listen to the events
 * {@link CorsPoliciesSwapped} and {@link CorsPoliciesRefused}, which Spring publishes.
 */
public interface CorsPolicyListener {

	/**
	 * Get ready for policies that no request has seen yet. One thread at a time calls
	 * this; it must not change the registry.
	 * @param policies the policies that are put in force next
	 */
	default void prepare(List<CorsPolicy> policies) {
	}

	/**
	 * Let go of what was for other policies than those in force. Comes after each
	 * {@link #prepare}, also if something failed and the old policies stay. One thread at
	 * a time calls this; it must not change the registry.
	 * @param policies the policies in force
	 */
	default void settled(List<CorsPolicy> policies) {
	}

	/**
	 * Take note that policies are in force.
	 * @param event the policies before and after
	 */
	default void swapped(CorsPoliciesSwapped event) {
	}

	/**
	 * Take note that policies were refused, and the old ones serve on.
	 * @param event what is wrong
	 */
	default void refused(CorsPoliciesRefused event) {
	}

}
