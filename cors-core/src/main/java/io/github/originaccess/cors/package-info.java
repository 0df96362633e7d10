// SPDX-License-Identifier: Apache-2.0

/**
 * The engine of Origin Access: it decides on requests by the CORS protocol of the
 * <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a>. It
 * depends on no web stack and on no library, so any Java program can use it.
 *
 * <h2>Flow of a configuration</h2>
 * <ol>
 * <li>{@link io.github.originaccess.cors.CorsPolicyBuilder} takes settings as text. A
 * builder inherits unset settings from its parent.
 * <li>The compiler splits lists, parses origins, and checks all settings of all policies
 * in one pass.
 * <li>The result is one {@link io.github.originaccess.cors.CorsPolicy} for each builder,
 * or an {@link io.github.originaccess.cors.InvalidCorsPolicyException} with all
 * {@link io.github.originaccess.cors.Problem}s.
 * </ol>
 *
 * <h2>Flow of a request</h2>
 * <ol>
 * <li>A web stack supplies a {@link io.github.originaccess.cors.CorsRequest}, a view of
 * its request.
 * <li>{@link io.github.originaccess.cors.CorsPolicy#decide CorsPolicy.decide} chooses one
 * of the prepared {@link io.github.originaccess.cors.CorsDecision}s. It allocates
 * nothing, and its cost is linear in the length of the headers.
 * <li>The decision writes its headers to
 * {@link io.github.originaccess.cors.ResponseHeaders}. Its status says whether the
 * application handles the request.
 * <li>If a log or a response needs words, {@link io.github.originaccess.cors.Explanation}
 * makes them from the same policy, request and decision.
 * </ol>
 *
 * <h2>Vocabulary</h2> The Fetch standard defines origin, CORS request, preflight,
 * credentials and safelisted. The other words are:
 * <ul>
 * <li><em>actual request</em>: a CORS request that is not a preflight.
 * <li><em>origin pattern</em>: a configured origin, with or without a {@code *}.
 * <li><em>own origins</em>: the origins of the application itself.
 * <li><em>decision</em>: all that a policy says of a request; its <em>outcome</em> is
 * what logs and metrics count, its <em>reason</em> says why the request is denied.
 * <li><em>denied</em>: the policy does not allow the request. <em>Refused</em>: the
 * server sent that response itself, and the application did not handle the request.
 * <li><em>problem</em>: anything that is wrong with a configuration. <em>Remedy</em>: the
 * value to write or what to do.
 * </ul>
 *
 * <h2>Groups in reading order</h2> A class uses classes of its own group and of earlier
 * groups only. {@code ArchitectureTests} lists all classes by group.
 * <ol>
 * <li><em>Grammar</em> defines what configured texts mean. {@code FetchRules} has the
 * standard's rules for methods, header names and origins. {@code OriginPatternParser}
 * turns a text into an {@code OriginPattern} or a problem. {@code PrintableText} is the
 * one sanitiser of texts that come from a request or from code.
 * <li><em>Matching</em> has compiled sets: {@code OriginSet} with the {@code OriginTree}
 * of patterns, {@code MethodSet}, and {@code HeaderNameSet}.
 * <li><em>Decision</em> applies them to requests. {@code CorsPolicy} makes the checks,
 * {@code EnforcementRules} is the table of enforcement, and {@code PolicyDecisions} holds
 * the prepared decisions.
 * <li><em>Configuration</em> turns settings into policies: {@code CorsPolicyBuilder} and
 * {@code PolicyCompiler}, with the checks of dangerous and contradictory settings.
 * </ol>
 *
 * <h2>Threads</h2> A builder belongs to one thread. All other types are immutable, and
 * safe for use by many threads.
 */
@NullMarked
package io.github.originaccess.cors;

import org.jspecify.annotations.NullMarked;
