// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code browsers.csv}.
 *
 * @param id its number, which is the first segment of its paths
 * @param why why the row exists
 * @param calls the calls of {@code fetch()}, one after the other
 * @param preflights the answers to preflights, in order; the last one is repeated
 * @param answers the answers to other requests, in order; the last one is repeated
 * @param sent the methods of all requests
 * @param result the type and status of the last response, or the code of a reason
 * @param headers the names that the script sees in the last response
 * @param chromium how Chromium differs, empty if it does not
 */
record BrowserRow(int id, String why, List<Call> calls, List<WireResponse> preflights, List<WireResponse> answers,
		String sent, String result, String headers, String chromium) {

	@Override
	public String toString() {
		return this.id + ": " + this.why;
	}

	/**
	 * A call of {@code fetch()}, in the words of JavaScript.
	 */
	record Call(String page, String url, String method, HeaderLines headers, @Nullable String body, String mode,
			String credentials, String redirect, boolean referrer) {

		Call withHeader(String name, String value) {
			return new Call(this.page, this.url, this.method, this.headers.with(name, value), this.body, this.mode,
					this.credentials, this.redirect, this.referrer);
		}

		Call with(String key, String value) {
			return new Call(key.equals("from") ? value : this.page, key.equals("url") ? value : this.url,
					key.equals("method") ? value : this.method, this.headers, key.equals("body") ? value : this.body,
					key.equals("mode") ? value : this.mode, key.equals("credentials") ? value : this.credentials,
					key.equals("redirect") ? value : this.redirect, !key.equals("referrer") && this.referrer);
		}

		Page open(Browser browser) {
			Page opened = browser.page(this.page);
			return this.referrer ? opened : opened.withoutReferrer();
		}

		FetchOptions toOptions() {
			FetchOptions options = FetchOptions.defaults()
				.method(this.method)
				.mode(constant(RequestMode.values(), this.mode))
				.credentials(constant(CredentialsMode.values(), this.credentials))
				.redirect(constant(RedirectMode.values(), this.redirect));
			for (HeaderLines.Line line : this.headers.lines()) {
				options = options.header(line.name(), line.value());
			}
			return (this.body != null) ? options.body(this.body) : options;
		}

		private static <T> T constant(T[] constants, String text) {
			for (T constant : constants) {
				if (constant.toString().equals(text)) {
					return constant;
				}
			}
			throw new IllegalArgumentException(text);
		}

	}

}
