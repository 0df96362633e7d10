// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.FetchResult;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

@WebMvcTest
class OrdersCorsTests {

	@Autowired
	Browser browser;

	@Test
	void shopReplacesOrders() {
		FetchResult result = this.browser.page("https://shop.example.com")
			.fetch("/api/orders/7", (with) -> with.method("PUT").json("{}").credentials());
		assertThat(result).isReadable().hasStatus(200).exposesHeader("ETag");
	}

	@Test
	void strangersReadNothing() {
		assertThat(this.browser.page("https://evil.example").fetch("/api/orders/7"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
	}

}
