// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://fetch.spec.whatwg.org/#concept-request">request</a> at one step of
 * the algorithms.
 *
 * @param method the normalized method
 * @param headers the header list, without the headers that the network layer adds
 * @param body the body, or null
 * @param initiator who asks
 * @param mode the mode
 * @param credentials the credentials mode
 * @param redirect the redirect mode
 * @param tainting the response tainting: basic, CORS or opaque
 * @param urls the URL list: the first one, and the targets of redirects
 */
record FetchRequest(String method, HeaderLines headers, byte @Nullable [] body, Initiator initiator, RequestMode mode,
		CredentialsMode credentials, RedirectMode redirect, ResponseType tainting, List<Url> urls) {

	/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch. */
	static final int MAX_REDIRECTS = 20;

	/** https://fetch.spec.whatwg.org/#concept-request-current-url. */
	Url currentUrl() {
		return this.urls.get(this.urls.size() - 1);
	}

	int redirects() {
		return this.urls.size() - 1;
	}

	boolean isCredentialed() {
		return this.credentials == CredentialsMode.INCLUDE;
	}

	/**
	 * Return the origin as the server sees it: {@code null} after a redirect from one
	 * foreign origin to another. Except in mode cors, Chromium counts the page's own
	 * origin as a foreign one, so a server that needs the origin fails there.
	 * https://fetch.spec.whatwg.org/#serializing-a-request-origin
	 */
	String serializedOrigin() {
		WebOrigin origin = this.initiator.origin();
		for (int i = 1; i < this.urls.size(); i++) {
			WebOrigin last = this.urls.get(i - 1).origin();
			if (!last.isSameOrigin(this.urls.get(i).origin())
					&& (this.mode != RequestMode.CORS || !origin.isSameOrigin(last))) {
				return WebOrigin.OPAQUE.toString();
			}
		}
		return origin.toString();
	}

	List<String> unsafeHeaderNames() {
		return RequestHeaders.unsafeNames(this.headers);
	}

	FetchRequest withTainting(ResponseType changed) {
		return new FetchRequest(this.method, this.headers, this.body, this.initiator, this.mode, this.credentials,
				this.redirect, changed, this.urls);
	}

	FetchRequest redirectedTo(Url url) {
		List<Url> all = new ArrayList<>(this.urls);
		all.add(url);
		return new FetchRequest(this.method, this.headers, this.body, this.initiator, this.mode, this.credentials,
				this.redirect, this.tainting, List.copyOf(all));
	}

	FetchRequest with(String changedMethod, byte @Nullable [] changedBody, HeaderLines changedHeaders) {
		return new FetchRequest(changedMethod, changedHeaders, changedBody, this.initiator, this.mode, this.credentials,
				this.redirect, this.tainting, this.urls);
	}

	/**
	 * The page that asks, or the user who types an address.
	 *
	 * @param origin the origin of the page
	 * @param sendsReferrer false for a page with {@code Referrer-Policy: no-referrer}
	 * @param isUser whether no page asks
	 */
	record Initiator(WebOrigin origin, boolean sendsReferrer, boolean isUser) {

		static final Initiator USER = new Initiator(WebOrigin.OPAQUE, true, true);

	}

}
