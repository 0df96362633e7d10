// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants in a real browser: their pages, their APIs, and the page's form that adds and
 * removes them.
 */
class TenantsBrowserTests {

	private final int port = SharedSample.of("tenants").port();

	private final Browser browser = Browser.start();

	@BeforeEach
	void open() {
		this.browser.open("http://localhost:" + this.port);
	}

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void tenantsCannotReadEachOthersAnswers() {
		assertThat(read("acme", "acme")).isEqualTo("reads");
		assertThat(read("acme", "globex")).isEqualTo("blocked");
		assertThat(read("globex", "globex")).isEqualTo("reads");
		assertThat(read("globex", "acme")).isEqualTo("blocked");
		assertThat(this.browser.texts("#matrix [data-page='http://localhost:" + this.port + "'] td"))
			.contains("blocked")
			.doesNotContain("reads");
		assertThat(this.browser.texts("#unreachable")).as("hidden").containsExactly("");
	}

	@Test
	void addedOriginIsAllowedAndRemovedOriginIsDenied() {
		String globex = "http://globex.localhost:" + this.port;
		add(globex);
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence()).matches("Scripts of \\Q" + globex
				+ "\\E may read http://acme.localhost:\\d+, [\\d.]+ s after \\Q" + globex + "\\E was added\\.");
		assertThat(read("globex", "acme")).isEqualTo("reads");
		assertThat(read("acme", "globex")).as("not the other way round").isEqualTo("blocked");
		assertThat(this.browser.screenshot("tenants-light", 1280, "light")).isZero();
		remove("[data-tenant='acme'][data-origin='" + globex + "']");
		assertThat(label()).isEqualTo("Denied");
		assertThat(read("globex", "acme")).isEqualTo("blocked");
	}

	@Test
	void removedTenantIsRefusedToItsOwnPage() {
		this.browser.fill("#tenant-form [name='tenant']", "Hooli");
		String hooli = "http://hooli.localhost:" + this.port;
		add(hooli);
		assertThat(read("hooli", "hooli")).isEqualTo("reads");
		remove(".tenant[data-tenant='hooli']");
		assertThat(label()).isEqualTo("Denied");
		assertThat(sentence()).startsWith("Scripts of " + hooli + " may no longer read http://hooli.localhost:");
		assertThat(this.browser.ids("[data-tenant='hooli']")).isEmpty();
	}

	@Test
	void patternIsTriedWithAnExampleOrigin() {
		add("https://*.initech.example");
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence()).startsWith("Scripts of https://any.initech.example may read");
	}

	@Test
	void invalidOriginIsRefusedWithARemedy() {
		add("https://app.initech.example/login");
		assertThat(label()).isEqualTo("Not added");
		assertThat(sentence()).isEqualTo("origin-with-path: \"https://app.initech.example/login\" is refused, "
				+ "because an origin has no path.");
		assertThat(this.browser.screenshot("tenants-refused-phone", 390, "dark")).isZero();
		this.browser.click("#tenant-instead button");
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.click("#tenant-form [type='submit']"));
		assertThat(label()).isEqualTo("Allowed");
		assertThat(sentence()).contains("https://app.initech.example was added");
	}

	@Test
	void typedTextIsNeverMarkup() {
		this.browser.fill("#tenant-form [name='tenant']", "<img src=x onerror=document.title='hacked'>");
		add("https://markup.example");
		assertThat(label()).isEqualTo("Not added");
		this.browser.fill("#tenant-form [name='tenant']", "acme");
		add("https://<b>x</b>.example");
		assertThat(label()).isEqualTo("Not added");
		assertThat(sentence()).contains("<b>x</b>");
		assertThat(this.browser.texts("#tenants img, #tenants b")).isEmpty();
	}

	/** What the page of a tenant learns of the API of a tenant, as the page shows it. */
	private String read(String page, String api) {
		List<String> cells = this.browser
			.texts("#matrix[aria-busy='false'] [data-page='http://%s.localhost:%d'] [data-tenant='%s']".formatted(page,
					this.port, api));
		assertThat(cells).hasSize(1);
		return cells.get(0);
	}

	private void add(String origin) {
		this.browser.fill("#tenant-form [name='origin']", origin);
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.click("#tenant-form [type='submit']"));
	}

	private void remove(String row) {
		this.browser.awaitAnswer("#tenant-result", () -> this.browser.click(row + " button"));
	}

	private String label() {
		return this.browser.text("#tenant-verdict .verdict-label");
	}

	private String sentence() {
		return this.browser.text("#tenant-verdict .verdict-sentence");
	}

}
