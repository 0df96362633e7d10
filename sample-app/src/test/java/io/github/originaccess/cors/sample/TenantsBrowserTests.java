// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants that are added and removed with the page's form.
 */
@ActiveProfiles("tenants")
class TenantsBrowserTests extends OpenedPage {

	@Test
	void addedOriginIsAllowedAndRemovedOriginIsDenied() {
		String twin = "http://127.0.0.1:" + this.port;
		add(twin);
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence())
			.matches("Scripts of \\Q" + twin + "\\E may read the API, [\\d.]+ s after .* was added\\.");
		assertThat(this.browser.screenshot("tenants-light", 1280, "light")).isZero();
		this.browser.open(twin);
		this.browser.press("simple-get");
		assertThat(this.browser.text("#verdict .verdict-label")).isEqualTo("Allowed");
		this.browser.awaitAnswer("#tenant-result",
				() -> this.browser.click("[data-origin='%s'] button".formatted(twin)));
		assertThat(label()).isEqualTo("Denied");
		assertThat(this.browser.ids("[data-origin='%s']".formatted(twin))).isEmpty();
		this.browser.press("simple-get");
		assertThat(this.browser.text("#verdict .verdict-label")).isEqualTo("Blocked");
	}

	@Test
	void patternIsTriedWithAnExampleOrigin() {
		add("https://*.initech.example");
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence()).startsWith("Scripts of https://any.initech.example may read");
		add("HTTPS://Capitals.example:443/");
		assertThat(sentence()).startsWith("Scripts of https://capitals.example may read");
	}

	@Test
	void invalidOriginIsRefusedWithARemedy() {
		add("https://app.initech.example/login");
		assertThat(label()).isEqualTo("Not added");
		assertThat(sentence()).isEqualTo("origin-with-path: \"https://app.initech.example/login\" is refused, "
				+ "because an origin has no path.");
		assertThat(this.browser.screenshot("tenants-refused-phone", 375, "dark")).isZero();
		this.browser.click("#tenant-instead button");
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.click("#tenant-form [type='submit']"));
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence()).contains("https://app.initech.example was added");
	}

	@Test
	void typedTextIsNeverMarkup() {
		this.browser.fill("#tenant-form [name='tenant']", "<img src=x onerror=document.title='hacked'>");
		add("https://<b>x</b>.example");
		assertThat(label()).isEqualTo("Not added");
		add("https://markup.example");
		assertThat(this.browser.texts("[data-origin='https://markup.example'] .role"))
			.containsExactly("<img src=x onerror=document.title='hacked'>");
		assertThat(this.browser.texts("#tenants img, #tenants b")).isEmpty();
	}

	private void add(String origin) {
		this.browser.fill("#tenant-form [name='origin']", origin);
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.click("#tenant-form [type='submit']"));
	}

	private String label() {
		return this.browser.text("#tenant-verdict .verdict-label");
	}

	private String sentence() {
		return this.browser.text("#tenant-verdict .verdict-sentence");
	}

}
