// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The buttons of the page in a real browser, at an allowed origin and at another one.
 */
class SamplePageBrowserTests extends OpenedPage {

	private static final List<String> LESSONS = List.of("simple-get", "post-json", "put-json", "put-some-page",
			"delete", "custom-header", "cookie", "broken");

	private static final String TYPE_ERROR = "TypeError";

	private final ApiConnector api = this.sample.context().getBean(ApiConnector.class);

	@Test
	void everyButtonIsTested() {
		assertThat(this.browser.ids(".lesson")).isEqualTo(LESSONS);
	}

	@Test
	void simpleGetIsAllowedWithoutPreflight() {
		this.browser.press("simple-get");
		assertThat(this.browser.verdict()).isEqualTo("Allowed: A plain GET needs no preflight, and the response "
				+ "names your origin, so the script may read it.");
		assertThat(wire()).containsExactly("Actual request");
		assertThat(script()).contains("200 OK", "x-total-count").doesNotContain("x-not-exposed");
		assertThat(this.browser.text("#wire")).contains("X-Not-Exposed", "http://localhost:" + this.port);
	}

	@Test
	void preflightAllowsJsonMethodsAndHeaders() {
		assertAllowed("post-json", "POST with Content-Type", "201 Created");
		assertAllowed("put-json", "PUT with Content-Type", "200 OK");
		assertAllowed("delete", "DELETE", "204 No Content");
		assertAllowed("custom-header", "GET with X-Trace-Id", "a1b2c3");
	}

	private void assertAllowed(String lesson, String what, String answer) {
		this.browser.press(lesson);
		assertThat(this.browser.verdict()).isEqualTo("Allowed: The preflight permitted " + what
				+ ", and the response names your origin, so the script may read it.");
		assertThat(wire()).containsExactly("Preflight", "Actual request");
		assertThat(script()).contains(answer);
	}

	@Test
	void anotherPathHasAnotherPolicy() {
		this.browser.press("put-some-page");
		assertThat(this.browser.verdict())
			.startsWith("Blocked: The preflight was refused with 403, so the browser never sent the PUT. The origin "
					+ "http://localhost:" + this.port + " is not among the allowed origins.")
			.contains("cors.policies.some-page.allowed-origins");
		assertThat(script()).contains(TYPE_ERROR);
	}

	@Test
	void cookieComesBack() {
		this.browser.press("cookie");
		assertThat(this.browser.verdict()).startsWith("Allowed: The cookie that the first response set came back");
		assertThat(wire()).containsExactly("Actual request", "Actual request");
		assertThat(this.browser.texts("#wire .exchange:last-child .request dd")).contains("sample_visit=welcome-back");
		assertThat(script()).contains("welcome-back");
	}

	@Test
	void statusOfAServerErrorIsReadable() {
		this.browser.press("broken");
		assertThat(this.browser.verdict()).startsWith("Allowed: The server failed with 500, but even that");
		assertThat(script()).contains("500 Internal Server Error");
	}

	@Test
	void rememberedPreflightIsShownAsRemembered() {
		this.browser.press("put-json");
		this.browser.repeat("put-json");
		assertThat(this.browser.verdict()).startsWith("Allowed: No preflight this time: the browser remembered");
		assertThat(this.browser.texts(".ghost .badge")).containsExactly("Preflight");
		assertThat(this.browser.texts(".exchange:not(.ghost) .badge")).containsExactly("Actual request");
	}

	@Test
	void unlistedOriginIsBlocked() {
		String origin = "http://127.0.0.1:" + this.port;
		this.browser.open(origin);
		for (String lesson : List.of("simple-get", "put-some-page", "delete")) {
			this.browser.press(lesson);
			String policy = lesson.equals("put-some-page") ? "some-page" : "api";
			assertThat(this.browser.verdict()).startsWith("Blocked: ")
				.contains(origin + " is not among the allowed origins.",
						"cors.policies." + policy + ".allowed-origins");
			assertThat(script()).contains(TYPE_ERROR);
			boolean asksFirst = !lesson.equals("simple-get");
			assertThat(this.browser.texts(".exchange:not(.ghost) .badge"))
				.containsExactly(asksFirst ? "Preflight" : "Actual request");
			assertThat(this.browser.texts("[data-kind='missing'] dt")).containsExactly("Access-Control-Allow-Origin");
			assertThat(this.browser.texts(".ghost .badge")).hasSize(asksFirst ? 1 : 0);
		}
	}

	@Test
	void sameOriginRequestNeedsNoPolicy() {
		this.browser.open(this.api.origin());
		this.browser.press("put-json");
		assertThat(this.browser.verdict()).startsWith("Same origin: ");
		assertThat(script()).contains("200 OK");
		assertThat(wire()).containsExactly("Actual request");
	}

	@Test
	void pageNamesItsOriginsAndThePolicyInForce() {
		assertThat(this.browser.texts(".page-origin")).containsOnly("http://localhost:" + this.port);
		assertThat(this.browser.texts(".api-origin")).containsOnly(this.api.origin());
		assertThat(this.browser.text("#twin"))
			.isEqualTo("Open this page as http://127.0.0.1:" + this.port + ", another origin");
		assertThat(this.browser.text("#profile")).isEqualTo("default");
		assertThat(this.browser.texts(".way[aria-current] h3")).singleElement()
			.asString()
			.startsWith("Properties only");
		assertThat(this.browser.text("#settings")).contains("cors:", "allowed-methods: GET, POST, PUT, DELETE");
	}

	@Test
	void pageFitsEveryScreen() {
		assertThat(this.browser.screenshot("blank-light", 1280, "light")).isZero();
		this.browser.press("put-json");
		assertThat(this.browser.screenshot("allowed-light", 1280, "light")).isZero();
		assertThat(this.browser.screenshot("allowed-dark", 1280, "dark")).isZero();
		assertThat(this.browser.screenshot("allowed-tablet", 768, "light")).isZero();
		assertThat(this.browser.screenshot("allowed-phone", 375, "dark")).isZero();
		this.browser.repeat("put-json");
		assertThat(this.browser.screenshot("remembered-light", 1280, "light")).isZero();
		this.browser.open("http://127.0.0.1:" + this.port);
		this.browser.press("delete");
		assertThat(this.browser.screenshot("blocked-light", 1280, "light")).isZero();
		assertThat(this.browser.screenshot("blocked-dark", 1280, "dark")).isZero();
		assertThat(this.browser.screenshot("blocked-phone", 375, "light")).isZero();
		this.browser.press("broken");
		assertThat(this.browser.screenshot("broken-dark", 1280, "dark")).isZero();
	}

	private List<String> wire() {
		return this.browser.texts("#wire .badge");
	}

	private String script() {
		return this.browser.text("#script");
	}

}
