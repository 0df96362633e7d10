// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.NavigationResult;
import io.github.originaccess.cors.test.Page;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "cors.enforcement=server")
class StrangersTests {

	@Autowired
	Browser browser;

	@Test
	void strangersSendNothingInTheUsersName() {
		Page page = this.browser.withCookie("SESSION", "42").page("https://evil.example");
		NavigationResult result = page.submit("/api/orders", (form) -> form.field("amount", "100"));
		assertThat(result.status()).as(result.toString()).isEqualTo(403);
		assertThat(page.openWebSocket("/updates").isOpen()).isFalse();
	}

}
