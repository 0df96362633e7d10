// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A model of a cache that does all that RFC 9111 permits. It stores and reuses as much as
 * it may, which is the worst case.
 */
final class HttpCache implements Hop {

	private final boolean shared;

	private final Hop next;

	private final LongSupplier clock;

	/** The stored responses by key, newest last. */
	private final Map<String, List<Stored>> stored = new HashMap<>();

	private int reused;

	/**
	 * Create an empty cache.
	 * @param shared whether several users share it
	 * @param next where requests go that the cache does not answer
	 * @param clock tells the time in seconds
	 */
	HttpCache(boolean shared, Hop next, LongSupplier clock) {
		this.shared = shared;
		this.next = next;
		this.clock = clock;
	}

	int reused() {
		return this.reused;
	}

	@Override
	public Reply send(Request request) throws IOException {
		return send(request, "", Mode.DEFAULT);
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @param partition the part of the cache that is asked, as a browser may have one for
	 * each site
	 * @param mode how the request of a page uses the cache
	 * @return the stored response or that of the next hop
	 */
	Reply send(Request request, String partition, Mode mode) throws IOException {
		String key = partition + " " + request.url();
		Stored match = (mode == Mode.RELOAD || mode == Mode.NO_STORE) ? null : find(key, request);
		if (match != null && (mode == Mode.FORCE_CACHE || mode == Mode.DEFAULT && isFresh(match))) {
			this.reused++;
			// Section 5.1: the next cache needs the age of the response.
			return match.reply().with(Map.of("age", String.valueOf(age(match))));
		}
		String entityTag = (match != null) ? match.reply().header("ETag") : null;
		if (match == null || entityTag == null) {
			return forward(key, request, mode);
		}
		// Section 4.3.1: a stale response is validated.
		Reply reply = this.next.send(request.with("if-none-match", entityTag));
		if (reply.status() != 304) {
			return store(key, request, reply, mode);
		}
		// Section 4.3.4: the stored response is freshened with the headers of the 304.
		this.reused++;
		Map<String, String> fresher = new HashMap<>(reply.headers());
		fresher.remove("content-length");
		return store(key, request, match.reply().with(fresher), mode);
	}

	private Reply forward(String key, Request request, Mode mode) throws IOException {
		return store(key, request, this.next.send(request), mode);
	}

	private Reply store(String key, Request request, Reply reply, Mode mode) {
		if (mode != Mode.NO_STORE && mayStore(request, reply)) {
			List<Stored> responses = this.stored.computeIfAbsent(key, (unused) -> new ArrayList<>());
			responses.removeIf((other) -> matches(other, request) && varyOf(other.reply()).equals(varyOf(reply)));
			String age = Objects.requireNonNullElse(reply.header("Age"), "0");
			responses.add(new Stored(request, reply, this.clock.getAsLong() - Long.parseLong(age)));
		}
		return reply;
	}

	/** Section 3: when a response may be stored. */
	private boolean mayStore(Request request, Reply reply) {
		CacheControl control = CacheControl.parse(reply.header("Cache-Control"));
		if (reply.status() == 304 || control.has("no-store") || this.shared && control.has("private")) {
			return false;
		}
		// Section 3.5: a shared cache and requests with Authorization.
		if (this.shared && request.header("Authorization") != null && !control.has("public") && !control.has("s-maxage")
				&& !control.has("must-revalidate")) {
			return false;
		}
		return control.has("public") || control.has("private") || control.has("max-age")
				|| this.shared && control.has("s-maxage") || reply.header("Expires") != null || reply.status() == 200
				|| reply.status() == 404;
	}

	/** Section 4.1: of several stored responses that match, the newest. */
	private @Nullable Stored find(String key, Request request) {
		Stored found = null;
		for (Stored candidate : this.stored.getOrDefault(key, List.of())) {
			found = matches(candidate, request) ? candidate : found;
		}
		return found;
	}

	/**
	 * Section 4.1: each header that {@code Vary} names has the same value in both
	 * requests, or is absent from both; {@code *} never matches.
	 */
	private static boolean matches(Stored stored, Request request) {
		return varyOf(stored.reply()).stream()
			.noneMatch(
					(name) -> name.equals("*") || !Objects.equals(stored.request().header(name), request.header(name)));
	}

	private static List<String> varyOf(Reply reply) {
		String vary = reply.header("Vary");
		return (vary != null) ? List.of(vary.toLowerCase(Locale.ROOT).split("\\s*,\\s*")) : List.of();
	}

	/** Section 4.2: whether a response can be reused without validation. */
	private boolean isFresh(Stored stored) {
		return !CacheControl.parse(stored.reply().header("Cache-Control")).has("no-cache")
				&& age(stored) < lifetime(stored.reply());
	}

	private long age(Stored stored) {
		return this.clock.getAsLong() - stored.madeAt();
	}

	/** Section 4.2.1: the first that is there decides. */
	private long lifetime(Reply reply) {
		CacheControl control = CacheControl.parse(reply.header("Cache-Control"));
		if (this.shared && control.has("s-maxage")) {
			return control.seconds("s-maxage");
		}
		if (control.has("max-age")) {
			return control.seconds("max-age");
		}
		if (reply.header("Expires") != null) {
			return seconds(reply, "Date", "Expires");
		}
		// Section 4.2.2: heuristic freshness, 10 % of the time since the last change.
		return (reply.header("Last-Modified") != null) ? seconds(reply, "Last-Modified", "Date") / 10 : 0;
	}

	private static long seconds(Reply reply, String from, String to) {
		return Duration.between(time(reply, from), time(reply, to)).toSeconds();
	}

	private static ZonedDateTime time(Reply reply, String name) {
		return ZonedDateTime.parse(Objects.requireNonNull(reply.header(name)), DateTimeFormatter.RFC_1123_DATE_TIME);
	}

	/** The modes of a fetch, as far as they differ in what a cache does. */
	enum Mode {

		/** Fresh responses are reused, stale ones validated. */
		DEFAULT,

		/** Stored responses are reused, fresh or stale. */
		FORCE_CACHE,

		/** Stored responses are validated. */
		NO_CACHE,

		/** Nothing is reused, the response is stored. */
		RELOAD,

		/** Nothing is reused or stored. */
		NO_STORE

	}

	private record Stored(Request request, Reply reply, long madeAt) {

	}

}
