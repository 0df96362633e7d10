// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The page in a real browser, at an origin that is listed.
 */
abstract class OpenedPage {

	final SharedSample sample = SharedSample.of("default");

	final int port = this.sample.port();

	final Browser browser = Browser.start();

	@BeforeEach
	void openAtListedOrigin() {
		this.browser.open("http://localhost:" + this.port);
	}

	@AfterEach
	void closeBrowser() {
		this.browser.close();
	}

}
