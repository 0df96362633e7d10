// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.FetchResult;
import io.github.originaccess.cors.test.Page;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds in every kind of test, with the properties of application.yml: pages of the
 * shop can do everything.
 */
abstract class OrdersContract {

	static final String SHOP = "https://shop.example.com";

	@Autowired
	Browser browser;

	/** The address of the application. */
	abstract String address();

	@RepeatedTest(2)
	void eachTestHasAPreflightCacheOfItsOwn() {
		Page page = this.browser.page(SHOP);
		assertThat(put(page)).isReadable()
			.sentPreflight()
			.exposesHeader("ETag", "\"v2\"")
			.hasBody("7 = {} with cookies {}");
		assertThat(put(page)).isReadable().sentNoPreflight();
	}

	static FetchResult put(Page page) {
		return page.fetch("/api/orders/7",
				(with) -> with.method("PUT").json("{}").header("X-Trace-Id", "1").credentials());
	}

	@Test
	void foreignPageIsBlocked() {
		assertThat(this.browser.page("https://evil.example").fetch("/api/orders/7"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
		assertThat(this.browser.page("http://localhost").fetch("/api/orders/7"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
	}

	@Test
	void pageOfTheApplicationNeedsNoCors() {
		assertThat(put(this.browser.page(address()))).isReadable().sentNoPreflight();
	}

	@Test
	void relativeAddressIsOfTheApplication() {
		assertThat(this.browser.page(SHOP).fetch("/api/orders/7").exchanges()).singleElement()
			.satisfies((exchange) -> assertThat(exchange.request().uri()).hasToString(address() + "/api/orders/7"));
	}

}
