// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the profile whose policies are built in code.
 */
class CustomProfileBrowserTests {

	@Test
	void pageShowsTheClassOfTheRegistryBean() {
		try (Browser browser = Browser.start()) {
			browser.open("http://localhost:" + SharedSample.of("custom").port());
			assertThat(browser.text("#profile")).isEqualTo("custom");
			assertThat(browser.text("#settings")).contains("class CustomPolicies {", "new CorsPolicyRegistry(");
			browser.press("simple-get");
			assertThat(browser.verdict()).startsWith("Allowed: ");
			browser.press("delete");
			assertThat(browser.verdict()).startsWith(
					"Blocked: The preflight was refused with 403, so the browser never sent the DELETE. The method "
							+ "DELETE is not among the allowed methods");
			assertThat(browser.screenshot("custom-light", 1280, "light")).isZero();
		}
	}

}
