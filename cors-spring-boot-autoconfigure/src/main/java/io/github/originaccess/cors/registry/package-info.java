// SPDX-License-Identifier: Apache-2.0

/**
 * The policies in force, and how the policy of a request is found. This package knows
 * path patterns, but no web stack.
 * <p>
 * A change: {@code CorsPolicyRegistry} holds all policies as one snapshot and replaces
 * them at once. A refresh runs as a {@code SharedRefresh}, and {@code PolicyListeners}
 * calls each {@code CorsPolicyListener}. {@code CorsPoliciesSwapped} and
 * {@code CorsPoliciesRefused} say what happened. {@code AllowedOriginsProvider} and
 * {@code CorsPolicyResolver} are what an application implements. No default policy covers
 * the paths of {@code ExposedEndpoints}.
 * <p>
 * A request: {@code PolicySelection} finds its policy, on every stack. A
 * {@code PathReader} reads the path. {@code PathReadings} lists its readings if there is
 * more than one. {@code PathPolicies} looks each of them up, in {@code LiteralPaths}.
 * {@code WebSocketHandshake} and {@code SpringCorsProcessing} are rules that both stacks
 * share.
 * <p>
 * The registry is safe for use by many threads. A request takes no lock: it reads one
 * reference to immutable values.
 */
@NullMarked
package io.github.originaccess.cors.registry;

import org.jspecify.annotations.NullMarked;
