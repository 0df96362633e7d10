// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.FetchResult;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code cors.explain-denials}, a refused preflight names its cause to the browser.
 */
@WebMvcTest(properties = { "cors.explain-denials=true", "cors.allowed-headers=X-Ok" })
class ExplainedDenialTests {

	@Autowired
	Browser browser;

	private FetchResult fetch(String method, String header) {
		return this.browser.page(OrdersContract.SHOP)
			.fetch("/api/orders/7", (with) -> with.method(method).header(header, "1"));
	}

	@Test
	void reasonTellsWhatIsNotAllowed() {
		assertThat(fetch("DELETE", "X-Ok")).isBlocked(BlockedReason.METHOD_NOT_ALLOWED);
		assertThat(fetch("PUT", "X-No")).isBlocked(BlockedReason.HEADER_NOT_ALLOWED);
		assertThat(this.browser.page("https://evil.example").fetch("/api/orders/7"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
	}

	@Test
	void headerNamesTheCauseWithoutPreflight() {
		FetchResult result = this.browser.page(OrdersContract.SHOP)
			.fetch("/api/orders/7", (with) -> with.method("POST"));
		assertThat(result).isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED).sentNoPreflight();
		assertThat(result.toString()).contains("Cors-Denial: ");
	}

}
