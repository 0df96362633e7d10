// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.Page;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "cors.enforcement=server")
class StrangersTests {

	@Autowired
	Browser browser;

	@Test
	void strangersSendNothingInTheUsersName() {
		Page page = this.browser.withCookie("SESSION", "42").page("https://evil.example");
		assertThat(page.submit("/api/orders", (form) -> form.field("amount", "100"))).hasStatus(403);
		assertThat(page.openWebSocket("/updates")).isBlocked(BlockedReason.HANDSHAKE_STATUS).hasStatus(403);
	}

}
