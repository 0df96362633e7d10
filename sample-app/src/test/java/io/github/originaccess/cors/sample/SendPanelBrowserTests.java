// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Has this page and a foreign one post a form to a path of either enforcement.
 */
class SendPanelBrowserTests extends OpenedPage {

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			FROM             | ENFORCEMENT | LABEL   | STATUS
			this page        | browser     | Signed  | 200 OK
			this page        | server      | Signed  | 200 OK
			the foreign page | browser     | Signed  | 200 OK
			the foreign page | server      | Refused | 403 Forbidden
			""")
	void formGetsThroughAsTheSwitchSays(String from, String enforcement, String label, String status) {
		send(from, enforcement);
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo(label);
		assertThat(this.browser.text("#sent-wire .status")).isEqualTo(status);
		String page = from.equals("this page") ? "localhost" : "127.0.0.1";
		assertThat(this.browser.texts("#sent-wire .request dd")).contains("http://" + page + ":" + this.port);
	}

	@Test
	void switchCanBeTurnedAgainAndAgain() {
		send("the foreign page", "server");
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("Refused");
		send("the foreign page", "browser");
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("Signed");
		send("this page", "server");
		assertThat(this.browser.text("#sent-verdict .verdict-sentence"))
			.isEqualTo("The form of this page reached the application: a page may always send to its own origin.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?enforcement=//evil.test&id=x", "?enforcement=server%22%3E%3Cimg%20src=x%3E",
			"?id=%22%3E%3Cscript%3E", "" })
	void foreignPagePostsToTheGuestbookOnly(String query) {
		this.browser.open("http://127.0.0.1:" + this.port + "/foreign.html" + query);
		assertThat(this.browser.text("#target")).isEqualTo(
				"http://localhost:" + this.port + "/guestbook/" + (query.contains("=server\"") ? "server" : "browser"));
		assertThat(this.browser.texts("img, #form script")).isEmpty();
	}

	@Test
	void fitsEveryScreen() {
		send("the foreign page", "server");
		assertThat(this.browser.screenshot("send-light", 1280, "light")).isZero();
		assertThat(this.browser.screenshot("send-dark", 1280, "dark")).isZero();
		assertThat(this.browser.screenshot("send-phone", 375, "dark")).isZero();
	}

	private void send(String from, String enforcement) {
		this.browser.click("#enforcement [value='" + enforcement + "']");
		this.browser.awaitAnswer("#sent", () -> {
			if (from.equals("this page")) {
				this.browser.click("#own-form button");
			}
			else {
				this.browser.clickWithin("#foreign", "#form[action*='/" + enforcement + "?'] button");
			}
		});
	}

}
