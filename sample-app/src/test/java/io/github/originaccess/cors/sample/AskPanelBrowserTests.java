// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The panel of the page that asks the policies for their decision.
 */
class AskPanelBrowserTests extends OpenedPage {

	@Test
	void panelDescribesARequestOfThePageItselfByDefault() {
		ask();
		assertThat(this.browser.text("#decision-verdict .verdict-label")).isEqualTo("Allowed by the policy “api”");
		assertThat(this.browser.texts("#steps .badge")).containsExactly("Preflight", "Actual request");
		assertThat(this.browser.texts("#steps .exchange:first-child li")).containsExactly("one Origin, and well formed",
				"the origin is allowed", "one requested method, and well formed", "the method is allowed",
				"the headers are allowed");
		assertThat(this.browser.texts("#steps pre")).allMatch(
				(headers) -> headers.contains("Access-Control-Allow-Origin: http://localhost:" + this.port + "\n"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					ORIGIN              | METHOD | PATH               | HEADERS | LABEL                                     | FAILED
					https://evil.test   | GET    | /api/notes         |         | Denied by the policy “api”                | the origin is allowed origin-not-allowed
					http://localhost:1  | PATCH  | /api/notes         |         | Denied by the policy “api”                | the method is allowed method-not-allowed
					http://localhost:1  | GET    | /api/notes         | X-Other | Denied by the policy “api”                | the headers are allowed header-not-allowed
					http://localhost:1/ | GET    | /api/notes         |         | Denied by the policy “api”                | the origin is allowed origin-not-allowed
					https://evil.test   | POST   | /guestbook/server  |         | Denied by the policy “guarded-guestbook”  | the origin is allowed origin-not-allowed
					http://localhost:1  | GET    | /api/notes         |         | Allowed by the policy “api”               |
					                    | GET    | /api/notes         |         | Allowed by the policy “api”               |
					https://evil.test   | GET    | /about             |         | Not covered                               |
					""")
	void panelNamesTheFailedCheck(@Nullable String origin, String method, String path, @Nullable String headers,
			String label, @Nullable String failed) {
		this.browser.fill("[name='origin']", (origin != null) ? origin : "");
		this.browser.fill("[name='method']", method);
		this.browser.fill("[name='path']", path);
		this.browser.fill("[name='headers']", (headers != null) ? headers : "");
		ask();
		assertThat(this.browser.text("#decision-verdict .verdict-label")).isEqualTo(label);
		List<String> failures = this.browser.texts("#steps li[data-passed='false']");
		assertThat(failures.stream().distinct()).isEqualTo((failed != null) ? List.of(failed) : List.of());
	}

	@Test
	void typedTextIsNeverMarkup() {
		this.browser.fill("[name='origin']", "https://<img src=x onerror=document.title='hacked'>");
		this.browser.fill("[name='path']", "/api/<b>x");
		ask();
		assertThat(this.browser.text("#decision-verdict .verdict-label")).startsWith("Denied");
		assertThat(this.browser.texts("#decision img, #decision b")).isEmpty();
	}

	@Test
	void panelFitsEveryScreen() {
		ask();
		assertThat(this.browser.screenshot("ask-light", 1280, "light")).isZero();
		assertThat(this.browser.screenshot("ask-dark", 1280, "dark")).isZero();
		this.browser.fill("[name='origin']", "https://evil.test");
		ask();
		assertThat(this.browser.screenshot("ask-phone", 375, "light")).isZero();
	}

	private void ask() {
		this.browser.awaitAnswer("#decision", () -> this.browser.click("#question button"));
	}

}
