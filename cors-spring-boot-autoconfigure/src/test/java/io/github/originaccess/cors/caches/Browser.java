// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.io.IOException;

import io.github.originaccess.cors.caches.HttpCache.Mode;
import io.github.originaccess.cors.caches.Hop.Reply;
import io.github.originaccess.cors.caches.Hop.Request;

/**
 * A model of a user's browser. It adds headers to the requests of pages and decides which
 * responses they may read.
 *
 * @param user tells the user, and names the credentials
 * @param credentials what it holds for the application
 * @param doubleKeyed whether its cache has a part for each top-level site
 * @param cache its cache
 */
record Browser(String user, Credentials credentials, boolean doubleKeyed, HttpCache cache) {

	/** Load an image into a page. Such requests bring credentials and no origin. */
	Reply loadImage(Request request, String page) throws IOException {
		return this.cache.send(withCredentials(request), partition(page), Mode.DEFAULT);
	}

	/** Fetch for a page of another origin. */
	Reply fetch(Request request, String page, boolean include, Mode mode) throws IOException {
		Request sent = request.with("origin", page);
		return this.cache.send(include ? withCredentials(sent) : sent, partition(page), mode);
	}

	/**
	 * Whether a page may read what it has fetched.
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, CORS
	 * check</a>
	 */
	static boolean isReadable(Reply reply, String page, boolean include) {
		String allowed = reply.header("Access-Control-Allow-Origin");
		if (!include && "*".equals(allowed)) {
			return true;
		}
		return page.equals(allowed) && (!include || "true".equals(reply.header("Access-Control-Allow-Credentials")));
	}

	private Request withCredentials(Request request) {
		return switch (this.credentials) {
			case NONE -> request;
			case COOKIE -> request.with("cookie", "user=" + this.user);
			case AUTHENTICATION -> request.with("authorization", "Basic " + this.user);
		};
	}

	/**
	 * The site of the page is the last two labels of its host.
	 * @see <a href="https://fetch.spec.whatwg.org/#http-cache-partitions">Fetch, HTTP
	 * cache partitions</a>
	 */
	private String partition(String page) {
		String[] labels = page.split("\\.");
		return this.doubleKeyed ? labels[labels.length - 2] + "." + labels[labels.length - 1] : "";
	}

	enum Credentials {

		NONE, COOKIE, AUTHENTICATION

	}

}
