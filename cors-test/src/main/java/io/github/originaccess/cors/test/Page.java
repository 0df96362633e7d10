// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A page in a {@link Browser}, with the origin from which it was loaded. A page is
 * immutable, and safe for use by many threads.
 * <p>
 * A relative URL refers to the address of the <em>server</em>, not to that of the page:
 * {@code /api/orders/7} is the API under test, wherever the page comes from. An absolute
 * URL is taken as it is.
 */
public final class Page {

	private final Browser browser;

	private final FetchRequest.Initiator initiator;

	Page(Browser browser, WebOrigin origin, boolean sendsReferrer) {
		this.browser = browser;
		this.initiator = new FetchRequest.Initiator(origin, sendsReferrer, false);
	}

	/**
	 * Return the origin of this page, as {@code Origin} has it.
	 * @return the serialized origin, such as {@code https://shop.example.com}, or
	 * {@code null} as text for an opaque one
	 */
	public String origin() {
		return this.initiator.origin().toString();
	}

	/**
	 * Return this page with the header {@code Referrer-Policy: no-referrer}, which some
	 * frameworks set on all pages. Its forms send {@code Origin: null}.
	 * @return another page of the same browser
	 */
	public Page withoutReferrer() {
		return new Page(this.browser, this.initiator.origin(), false);
	}

	/**
	 * Call {@code fetch(url)}.
	 * @param url the URL, absolute or relative to the address of the server
	 * @return what the script sees
	 */
	public FetchResult fetch(String url) {
		return fetch(url, UnaryOperator.identity());
	}

	/**
	 * Call {@code fetch(url, { … })}.
	 * @param url the URL, absolute or relative to the address of the server
	 * @param with changes the defaults, as in
	 * {@code with -> with.method("PUT").credentials()}
	 * @return what the script sees
	 */
	public FetchResult fetch(String url, UnaryOperator<FetchOptions> with) {
		return this.browser.fetch(url, with.apply(FetchOptions.defaults()), this.initiator);
	}

	/**
	 * Submit a form of this page. No CORS check is made for forms: this is what any page
	 * can send to any server, with the user's cookies.
	 * @param action the URL, absolute or relative to the address of the server
	 * @param form fills the form, as in {@code form -> form.field("amount", "100")}; its
	 * method is POST by default
	 * @return what the user sees
	 */
	public NavigationResult submit(String action, UnaryOperator<FormOptions> form) {
		return this.browser.navigate(form.apply(FormOptions.empty()).toRequest(action), this.initiator);
	}

	/**
	 * Follow a link of this page.
	 * @param url the URL, absolute or relative to the address of the server
	 * @return what the user sees
	 */
	public NavigationResult navigate(String url) {
		return this.browser.navigate(new NavigationRequest("GET", url, HeaderLines.none(), null), this.initiator);
	}

	/**
	 * Call {@code new WebSocket(url, protocols)}. Only the handshake is made: no check of
	 * the browser protects the server, which must look at {@code Origin} itself.
	 * @param url the URL, absolute with scheme ws, wss, http or https, or relative to the
	 * address of the server
	 * @param protocols the subprotocols that the page offers
	 * @return what the script sees
	 */
	public WebSocketResult openWebSocket(String url, String... protocols) {
		return this.browser.handshake(url, List.of(protocols), this.initiator);
	}

	@Override
	public String toString() {
		return "page of " + origin();
	}

}
