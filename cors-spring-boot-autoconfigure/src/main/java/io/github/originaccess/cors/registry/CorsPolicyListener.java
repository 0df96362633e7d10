// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;

/**
 * A listener to changes of the policies of a {@link CorsPolicyRegistry}. An exception of
 * it is logged and changes nothing. Calls of {@link #swapped} and {@link #refused} come
 * in the order of the changes and do not overlap. The thread of one change may bring the
 * calls for changes of other threads too. A listener may change the registry in these
 * calls: the call for its own change comes after them. An application can instead listen
 * to the events {@link CorsPoliciesSwapped} and {@link CorsPoliciesRefused}, which Spring
 * publishes.
 */
public interface CorsPolicyListener {

	/**
	 * Prepare for policies that no request has seen yet. Calls do not overlap. An
	 * implementation must not change the registry.
	 * @param policies the policies that are put in force next
	 */
	default void prepare(List<CorsPolicy> policies) {
	}

	/**
	 * Release what belongs to other policies than those in force. This call follows each
	 * {@link #prepare}, even if something failed and the old policies stay in force.
	 * Calls do not overlap. An implementation must not change the registry.
	 * @param policies the policies in force
	 */
	default void settled(List<CorsPolicy> policies) {
	}

	/**
	 * Called after policies were put in force.
	 * @param event the policies before and after
	 */
	default void swapped(CorsPoliciesSwapped event) {
	}

	/**
	 * Called after policies were refused, so that the old ones stay in force.
	 * @param event the problems
	 */
	default void refused(CorsPoliciesRefused event) {
	}

}
