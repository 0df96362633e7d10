// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The page in a real browser, at an origin that is listed.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"cors.policies.api.allowed-origins=http://localhost:*", "logging.level.org.openqa.selenium=error" })
abstract class OpenedPage {

	@LocalServerPort
	int port;

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
