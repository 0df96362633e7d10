// SPDX-License-Identifier: Apache-2.0

/**
 * A browser in a test: it performs the requests of a page as the
 * <a href="https://fetch.spec.whatwg.org/">Fetch standard</a> says, against any server,
 * and tells what the script of the page sees. It depends on no library, and knows nothing
 * of the other modules of Origin Access: it is an independent reading of the standard.
 *
 * <h2>Flow of a fetch</h2>
 * <ol>
 * <li>{@link io.github.originaccess.cors.test.Browser} has the way to the server, an
 * {@link io.github.originaccess.cors.test.Exchange}, and the preflight cache.
 * {@link io.github.originaccess.cors.test.Page} has an origin, and calls {@code fetch()}.
 * <li>{@code RequestConstructor} refuses what {@code fetch()} refuses, and drops
 * forbidden headers ({@code RequestHeaders}, {@code FetchMethods}).
 * <li>{@code MainFetch} decides whether the request is same-origin, CORS or no-cors,
 * follows redirects, and asks {@code CorsPreflight} and {@code CorsCheck}.
 * <li>{@code Network} adds {@code Origin}, {@code Sec-Fetch-*} and cookies, and records
 * each {@link io.github.originaccess.cors.test.WireExchange}. It waits for the head of a
 * response ({@code ArrivingResponse}), at which all checks are made.
 * <li>The body is awaited only if a page may read it. {@code ResponseFilter} leaves what
 * a script sees: the {@link io.github.originaccess.cors.test.FetchResult}. A
 * {@code NetworkError} becomes one with a
 * {@link io.github.originaccess.cors.test.BlockedReason}.
 * </ol>
 *
 * <h2>Where browsers depart from the standard</h2> The standard decides, with four
 * exceptions, where a test would pass although browsers refuse: several lines of one
 * safelisted header count as one value, a {@code *} in the preflight cache does not match
 * a request with credentials, the handshake of a WebSocket has no {@code Sec-Fetch-*},
 * and a POST outside of mode cors that is redirected to another origin has
 * {@code Origin: null}, as in Chromium. {@code browsers.csv} and {@code websockets.csv},
 * tables of the tests, are compared with a real Chromium and name each difference.
 *
 * <h2>Threads</h2> All types are immutable, except the preflight cache of a browser,
 * which is safe for use by many threads.
 */
@NullMarked
package io.github.originaccess.cors.test;

import org.jspecify.annotations.NullMarked;
