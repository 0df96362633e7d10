// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The panel of the page that asks the policies for their decision.
 */
class AskPanelBrowserTests {

	private static final int PORT = SharedSample.of("default").port();

	@SuppressWarnings("NullAway.Init")
	private static Browser browser;

	@BeforeAll
	static void openPage() {
		browser = Browser.start();
		browser.open("http://localhost:" + PORT);
	}

	@BeforeEach
	void resetForm() {
		browser.run("question.reset(); arguments[0]()");
	}

	@AfterAll
	static void closeBrowser() {
		// Null if the tests are skipped.
		if (browser != null) {
			browser.close();
		}
	}

	@Test
	void panelDescribesARequestOfThePageItselfByDefault() {
		ask();
		assertThat(browser.text("#decision-verdict .verdict-label")).isEqualTo("Allowed by the policy “api”");
		assertThat(browser.texts("#steps .badge")).containsExactly("Preflight", "Actual request");
		assertThat(browser.texts("#steps .exchange:first-child li")).containsExactly("there is one well-formed Origin",
				"the origin is allowed", "there is one well-formed requested method", "the method is allowed",
				"the headers are allowed");
		assertThat(browser.texts("#steps pre"))
			.allMatch((headers) -> headers.contains("Access-Control-Allow-Origin: http://localhost:" + PORT + "\n"));
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
					http://localhost:1  | PUT    | http://localhost:8081/api/notes/1?run=1 |  | Allowed by the policy “api” |
					""")
	void panelNamesTheFailedCheck(@Nullable String origin, String method, String path, @Nullable String headers,
			String label, @Nullable String failed) {
		browser.fill("[name='origin']", (origin != null) ? origin : "");
		browser.fill("[name='method']", method);
		browser.fill("[name='path']", path);
		browser.fill("[name='headers']", (headers != null) ? headers : "");
		ask();
		assertThat(browser.text("#decision-verdict .verdict-label")).isEqualTo(label);
		List<String> failures = browser.texts("#steps li[data-passed='false']");
		assertThat(failures.stream().distinct()).isEqualTo((failed != null) ? List.of(failed) : List.of());
	}

	@Test
	void hostSiteAndCookiesAreAskedAbout() {
		browser.fill("[name='path']", "/guestbook/server");
		browser.fill("[name='method']", "POST");
		browser.fill("[name='headers']", "");
		browser.run("question.elements.site.value = 'cross-site'; arguments[0]()");
		browser.fill("[name='origin']", "");
		ask();
		assertThat(browser.texts("#steps li[data-passed='false']")).last()
			.isEqualTo("no page of another site has sent it cross-site-request");
		browser.run("question.elements.site.value = ''; arguments[0]()");
		browser.fill("[name='host']", "localhost:8080");
		browser.fill("[name='origin']", "http://localhost:8080");
		ask();
		assertThat(browser.text("#decision-browser")).contains("shows the response to a page of the same origin");
		browser.fill("[name='host']", "");
		browser.fill("[name='path']", "/somePage");
		browser.fill("[name='method']", "GET");
		browser.fill("[name='origin']", "http://siteA.com");
		browser.click("[name='credentials']");
		ask();
		assertThat(browser.text("#decision-verdict .verdict-label"))
			.isEqualTo("Allowed without cookies by the policy “some-page”");
		assertThat(browser.text("#decision-verdict .verdict-sentence"))
			.contains("cors.policies.some-page.allow-credentials is false");
		assertThat(browser.text("#decision-browser"))
			.isEqualTo("A browser sends the request, and withholds the response from the page.");
	}

	@Test
	void settingsOfThePolicyHaveTheirPlaces() {
		ask();
		browser.run("document.querySelector('.policy-settings').open = true; arguments[0]()");
		assertThat(browser.texts(".policy-settings dl > div"))
			.anyMatch((setting) -> setting.startsWith("max-age\n600\ncors.policies.api.max-age in "))
			.anyMatch((setting) -> setting.startsWith("allowed-methods\nGET, POST, PUT, DELETE\n"))
			.contains("own-origins\nnot set\ndefault");
	}

	@Test
	void typedTextIsNeverMarkup() {
		browser.fill("[name='origin']", "https://<img src=x onerror=document.title='hacked'>");
		browser.fill("[name='path']", "/api/<b>x");
		ask();
		assertThat(browser.text("#decision-verdict .verdict-label")).startsWith("Denied");
		assertThat(browser.texts("#decision img, #decision b")).isEmpty();
	}

	@Test
	void panelFitsEveryScreen() {
		ask();
		assertThat(browser.screenshot("ask-light", 1280, "light")).isZero();
		assertThat(browser.screenshot("ask-dark", 1280, "dark")).isZero();
		browser.fill("[name='origin']", "https://evil.test");
		ask();
		assertThat(browser.screenshot("ask-phone", 375, "light")).isZero();
	}

	private void ask() {
		browser.awaitAnswer("#decision", () -> browser.click("#question button"));
	}

}
