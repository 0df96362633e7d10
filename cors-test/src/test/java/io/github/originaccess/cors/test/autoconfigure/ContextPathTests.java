// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.FetchResult;
import io.github.originaccess.cors.test.Page;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

/**
 * A servlet container on a port with a context path, which a test writes as a page does.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "server.servlet.context-path=/shop")
class ContextPathTests {

	@Autowired
	Browser browser;

	@Test
	void pathBeginsWithTheContextPath() {
		Page page = this.browser.page(OrdersContract.SHOP);
		FetchResult result = page.fetch("/shop/api/orders/7", (with) -> with.method("PUT").json("{}"));
		assertThat(result).isReadable().hasStatus(200).exposesHeader("ETag");
		assertThat(page.fetch("/api/orders/7")).isBlocked();
	}

}
