// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser knows.
 *
 * @param exchange the way to the server
 * @param base the address of the server
 * @param cookies the cookies of the server's host, in the order in which they are sent
 * @param sites which origins belong to the same site
 * @param clock the clock of the preflight cache
 * @param maxAgeLimit the longest time that an entry stays in the preflight cache
 */
record BrowserSettings(Exchange exchange, Url base, Map<String, String> cookies, Sites sites, InstantSource clock,
		Duration maxAgeLimit) {

	/** Chromium's. Firefox has 24 hours, and WebKit 10 minutes. */
	private static final Duration DEFAULT_LIMIT = Duration.ofHours(2);

	BrowserSettings(Exchange exchange, Url base) {
		this(exchange, base, Map.of(), Sites.WITHOUT_LIST, Clock.systemUTC(), DEFAULT_LIMIT);
	}

	BrowserSettings {
		cookies = Collections.unmodifiableMap(new LinkedHashMap<>(cookies));
	}

	BrowserSettings withCookie(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.cookies);
		more.put(name, value);
		return new BrowserSettings(this.exchange, this.base, more, this.sites, this.clock, this.maxAgeLimit);
	}

	BrowserSettings withSites(Sites changed) {
		return new BrowserSettings(this.exchange, this.base, this.cookies, changed, this.clock, this.maxAgeLimit);
	}

	BrowserSettings withClock(InstantSource changed) {
		return new BrowserSettings(this.exchange, this.base, this.cookies, this.sites, changed, this.maxAgeLimit);
	}

	BrowserSettings withMaxAgeLimit(Duration changed) {
		return new BrowserSettings(this.exchange, this.base, this.cookies, this.sites, this.clock, changed);
	}

}
