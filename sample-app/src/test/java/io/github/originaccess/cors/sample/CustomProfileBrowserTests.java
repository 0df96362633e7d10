// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the profile whose policies are built in code.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "logging.level.org.openqa.selenium=error")
@ActiveProfiles("custom")
class CustomProfileBrowserTests {

	@LocalServerPort
	private int port;

	@Test
	void verdictsNameTheClassOfTheRegistryBean() {
		try (Browser browser = Browser.start()) {
			browser.open("http://localhost:" + this.port);
			assertThat(browser.text("#profile")).isEqualTo("custom");
			assertThat(browser.text("#settings")).contains("class CustomPolicies {", "new CorsPolicyRegistry(");
			browser.press("simple-get");
			assertThat(browser.verdict()).startsWith("Allowed: ");
			browser.press("delete");
			assertThat(browser.verdict())
				.isEqualTo("Blocked: The preflight was refused with 403 because DELETE is not among the allowed "
						+ "methods of the policy “api” in CustomPolicies.java, so the browser never sent the DELETE.");
			assertThat(browser.screenshot("custom-light", 1280, "light")).isZero();
		}
	}

}
