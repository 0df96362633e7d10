// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.originaccess.cors.caches.Browser.Credentials;
import io.github.originaccess.cors.caches.Hop.Reply;
import io.github.originaccess.cors.caches.Hop.Request;
import io.github.originaccess.cors.caches.HttpCache.Mode;
import io.github.originaccess.cors.caches.TellingApplication.Made;
import org.jspecify.annotations.Nullable;

/**
 * A random sequence of requests that pages make in the browsers of several users, behind
 * one shared cache. All caches are empty at its beginning.
 */
final class RandomVisits {

	private static final List<String> PAGES = List.of(Area.A, Area.B, "https://c.example.com", "https://evil.example");

	private static final List<String> CACHE_CONTROLS = List.of("public", "public,max-age=600", "max-age=600",
			"private,max-age=600", "no-cache", "no-store", "s-maxage=600", "public,s-maxage=100,max-age=0",
			"must-revalidate,max-age=100", "");

	private static final int URLS = 3;

	private final Random random;

	private final HttpCache sharedCache;

	private final List<Browser> browsers = new ArrayList<>();

	private final List<Area> areas = new ArrayList<>();

	private final List<String> urls = new ArrayList<>();

	private final List<String> trace = new ArrayList<>();

	private final Map<Area, Integer> reads = new EnumMap<>(Area.class);

	private long now;

	RandomVisits(Hop application, Random random) {
		this.random = random;
		this.sharedCache = new HttpCache(true, application, () -> this.now);
		for (Credentials credentials : Credentials.values()) {
			HttpCache cache = new HttpCache(false, this.sharedCache, () -> this.now);
			String user = "user" + credentials.ordinal();
			this.browsers.add(new Browser(user, credentials, random.nextBoolean(), cache));
		}
		for (int i = 0; i < URLS; i++) {
			Area area = Area.values()[random.nextInt(Area.values().length)];
			this.areas.add(area);
			this.urls.add("%sx?tag=%s&modified=%s&vary=%s&cache=%s".formatted(area.path(), random.nextBoolean(),
					random.nextBoolean(), random.nextInt(4) == 0, any(CACHE_CONTROLS)));
		}
	}

	/**
	 * Make one request.
	 * @return the history of the address if a page has read what it must not read,
	 * {@code null} otherwise
	 */
	@Nullable List<String> step() throws IOException {
		this.now += (this.random.nextInt(4) == 0) ? this.random.nextInt(400) : 1;
		int chosen = this.random.nextInt(URLS);
		Request request = new Request(this.urls.get(chosen), Map.of());
		Browser browser = any(this.browsers);
		String page = any(PAGES);
		if (this.random.nextInt(3) == 0) {
			Reply reply = browser.loadImage(request, page);
			note("image", browser, page, request, reply);
			return null;
		}
		// A request with Authorization and Origin counts as one of the page's script.
		boolean include = this.random.nextBoolean() && browser.credentials() != Credentials.AUTHENTICATION;
		Mode mode = any(List.of(Mode.values()));
		Reply reply = browser.fetch(request, page, include, mode);
		note("fetch " + (include ? "include " : "omit ") + mode, browser, page, request, reply);
		if (!Browser.isReadable(reply, page, include)) {
			return null;
		}
		this.reads.merge(this.areas.get(chosen), 1, Integer::sum);
		return this.areas.get(chosen).givesTo(page, Made.of(reply.body())) ? null
				: this.trace.stream().filter((line) -> line.contains(request.url())).toList();
	}

	private void note(String what, Browser browser, String page, Request request, Reply reply) {
		this.trace.add("%n%4d s: %s in the browser of %s (%s), page %s, %s -> made for %s, %s".formatted(this.now, what,
				browser.user(), browser.doubleKeyed() ? "double-keyed" : "one cache", page, request.url(), reply.body(),
				reply.headers()));
	}

	/** Return how many requests caches have answered. */
	int reused() {
		return Stream.concat(Stream.of(this.sharedCache), this.browsers.stream().map(Browser::cache))
			.mapToInt(HttpCache::reused)
			.sum();
	}

	/** Return how often a page has read an answer, by its area. */
	Map<Area, Integer> reads() {
		return this.reads;
	}

	private <T> T any(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

}
