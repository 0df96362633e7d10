// SPDX-License-Identifier: Apache-2.0

/**
 * Decides who may read what across origins, by the rules of the
 * <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a>. Knows
 * no web stack.
 *
 * <h2>Flow</h2> {@link io.github.originaccess.cors.CorsPolicyBuilder} takes settings as
 * people write them and compiles them into a
 * {@link io.github.originaccess.cors.CorsPolicy}, or throws an
 * {@link io.github.originaccess.cors.InvalidCorsPolicyException} with every
 * {@link io.github.originaccess.cors.Problem}. A policy looks at a
 * {@link io.github.originaccess.cors.CorsRequest} and chooses one of its prepared
 * {@link io.github.originaccess.cors.CorsDecision}s, which writes itself to
 * {@link io.github.originaccess.cors.ResponseHeaders} and says whether the request goes
 * on.
 *
 * <h2>Vocabulary</h2> Origin, CORS request, preflight, credentials and safelisted mean
 * what they mean in the Fetch standard. An <em>actual request</em> is a CORS request that
 * is no preflight. A <em>pattern</em> is an origin as configured, a {@code *} in it or
 * not.
 *
 * <h2>Layers</h2> Grammar (what texts mean), matching (compiled sets), decision,
 * configuration: each uses itself and those before it.
 *
 * <h2>Threads</h2> Builders belong to one thread. Everything else is immutable.
 */
@NullMarked
package io.github.originaccess.cors;

import org.jspecify.annotations.NullMarked;
