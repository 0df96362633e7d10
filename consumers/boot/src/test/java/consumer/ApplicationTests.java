// SPDX-License-Identifier: Apache-2.0

package consumer;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

/**
 * An application with the published jars, seen by a browser for tests.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "cors.allowed-origins=https://app.example.com", "cors.allowed-methods=GET,PUT",
				"management.endpoints.web.exposure.include=cors" })
class ApplicationTests {

	@Autowired
	private Browser browser;

	@Test
	void versionOfBootIsTheChosenOne() {
		Assertions.assertThat(SpringBootVersion.getVersion())
			.isEqualTo(System.getProperty("expected.boot"));
	}

	@Test
	void pageOfAnAllowedOriginReadsTheAnswer() {
		assertThat(this.browser.page("https://app.example.com").fetch("/greeting")).isReadable().hasStatus(200);
	}

	@Test
	void pageOfAnotherOriginDoesNot() {
		assertThat(this.browser.page("https://evil.example").fetch("/greeting"))
			.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
	}

	@Test
	void preflightIsAnswered() {
		assertThat(this.browser.page("https://app.example.com").fetch("/nothing", (with) -> with.method("PUT")))
			.isReadable()
			.hasStatus(404);
	}

	@Test
	void endpointAnswers() {
		assertThat(this.browser.open("/actuator/cors")).hasStatus(200);
	}

}
