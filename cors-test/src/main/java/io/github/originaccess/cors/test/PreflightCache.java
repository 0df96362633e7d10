// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://fetch.spec.whatwg.org/#concept-cache">CORS-preflight cache</a> of
 * a browser. All pages are top-level, so the network partition key is the page's origin.
 */
final class PreflightCache {

	/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.9. */
	private static final long DEFAULT_MAX_AGE_SECONDS = 5;

	private static final String WILDCARD = "*";

	private final InstantSource clock;

	private final Duration maxAgeLimit;

	private final List<Entry> entries = new ArrayList<>();

	PreflightCache(InstantSource clock, Duration maxAgeLimit) {
		this.clock = clock;
		this.maxAgeLimit = maxAgeLimit;
	}

	/**
	 * Store what a preflight allows.
	 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.8 to 7.15
	 * @param request the request that was asked for
	 * @param seconds the max-age, or -1 if it is absent or invalid
	 * @param methods the methods of the response
	 * @param headerNames the header names of the response
	 */
	synchronized void store(FetchRequest request, long seconds, List<String> methods, List<String> headerNames) {
		Duration maxAge = Duration.ofSeconds((seconds >= 0) ? seconds : DEFAULT_MAX_AGE_SECONDS);
		if (maxAge.compareTo(this.maxAgeLimit) > 0) {
			maxAge = this.maxAgeLimit;
		}
		Instant end = this.clock.instant().plus(maxAge);
		for (String method : methods) {
			store(request, end, matchesMethod(request, method), method, null);
		}
		for (String headerName : headerNames) {
			store(request, end, matchesHeaderName(request, headerName), null, headerName);
		}
	}

	private void store(FetchRequest request, Instant end, Predicate<Entry> matches, @Nullable String method,
			@Nullable String headerName) {
		List<Entry> matching = matching(request, matches);
		if (matching.isEmpty()) {
			this.entries.add(new Entry(request.serializedOrigin(), request.currentUrl(), end, request.isCredentialed(),
					method, headerName));
			return;
		}
		for (Entry entry : matching) {
			this.entries.set(this.entries.indexOf(entry), entry.endingAt(end));
		}
	}

	/** https://fetch.spec.whatwg.org/#concept-cache-match-method. */
	synchronized boolean allowsMethod(FetchRequest request) {
		return !matching(request, matchesMethod(request, request.method())).isEmpty();
	}

	/** https://fetch.spec.whatwg.org/#concept-cache-match-header. */
	synchronized boolean allowsHeaderName(FetchRequest request, String name) {
		return !matching(request, matchesHeaderName(request, name)).isEmpty();
	}

	/** https://fetch.spec.whatwg.org/#concept-cache-clear. */
	synchronized void clear(FetchRequest request) {
		this.entries.removeIf((entry) -> entry.isFor(request));
	}

	synchronized void clear() {
		this.entries.clear();
	}

	/** https://fetch.spec.whatwg.org/#concept-cache-match. */
	private List<Entry> matching(FetchRequest request, Predicate<Entry> matches) {
		Instant now = this.clock.instant();
		this.entries.removeIf((entry) -> !entry.end().isAfter(now));
		return this.entries.stream()
			.filter((entry) -> entry.isFor(request) && (entry.credentials() || !request.isCredentialed()))
			.filter(matches)
			.toList();
	}

	/**
	 * The standard lets {@code *} match here whatever the credentials mode is, although a
	 * preflight with credentials does not allow it to. No browser does.
	 */
	private static Predicate<Entry> matchesMethod(FetchRequest request, String method) {
		boolean wildcard = !request.isCredentialed();
		return (entry) -> method.equals(entry.method()) || (wildcard && WILDCARD.equals(entry.method()));
	}

	/** As with methods, {@code *} does not match a request with credentials. */
	private static Predicate<Entry> matchesHeaderName(FetchRequest request, String name) {
		boolean wildcard = !request.isCredentialed() && !name.equalsIgnoreCase(RequestHeaders.NON_WILDCARD);
		return (entry) -> name.equalsIgnoreCase(entry.headerName())
				|| (wildcard && WILDCARD.equals(entry.headerName()));
	}

	/** https://fetch.spec.whatwg.org/#cache-entry. */
	private record Entry(String origin, Url url, Instant end, boolean credentials, @Nullable String method,
			@Nullable String headerName) {

		boolean isFor(FetchRequest request) {
			return this.origin.equals(request.serializedOrigin()) && this.url.equals(request.currentUrl());
		}

		Entry endingAt(Instant changed) {
			return new Entry(this.origin, this.url, changed, this.credentials, this.method, this.headerName);
		}

	}

}
