// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.concurrent.CountDownLatch;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The panel that posts a form from this page and from a foreign page, with and without
 * enforcement.
 */
class SendPanelBrowserTests extends OpenedPage {

	/** The arguments of a server for one test. */
	private static final String[] OWN = { "--server.port=0", "--cors.policies.api.allowed-origins=http://localhost:*" };

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			FROM             | ENFORCEMENT | LABEL   | STATUS
			this page        | browser     | Signed  | 200 OK
			this page        | server      | Signed  | 200 OK
			the foreign page | browser     | Signed  | 200 OK
			the foreign page | server      | Refused | 403 Forbidden
			""")
	void formArrivesAsTheChosenEnforcementSays(String from, String enforcement, String label, String status) {
		send(from, enforcement);
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo(label);
		assertThat(this.browser.text("#sent-wire .status")).isEqualTo(status);
		String page = from.equals("this page") ? "localhost" : "127.0.0.1";
		assertThat(this.browser.texts("#sent-wire .request dd")).contains("http://" + page + ":" + this.port);
	}

	@Test
	void enforcementCanBeSwitchedRepeatedly() {
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

	@ParameterizedTest
	@ValueSource(strings = { "this page", "the foreign page" })
	void stoppedServerIsShownAsNoAnswer(String from) {
		try (ConfigurableApplicationContext server = new SpringApplicationBuilder(SampleApplication.class).run(OWN)) {
			openPageOf(server);
		}
		send(from, "browser");
		assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("No answer");
		assertThat(this.browser.text("#sent-verdict .verdict-sentence"))
			.isEqualTo("It is unknown whether the form arrived, because this page’s own server cannot be reached. "
					+ "Press the button again when the server runs.");
	}

	@Test
	void silentServerIsShownAsNoAnswer() {
		try (ConfigurableApplicationContext server = new SpringApplicationBuilder(SampleApplication.class,
				SilentLog.class)
			.run(OWN)) {
			try {
				openPageOf(server);
				// Only the next timeout, a hundred times as fast.
				this.browser.run("const timeout = AbortSignal.timeout; AbortSignal.timeout = (given) => { "
						+ "AbortSignal.timeout = timeout; return AbortSignal.timeout(given / 100); }; arguments[0]()");
				send("this page", "server");
				assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("No answer");
				assertThat(this.browser.text("#sent-verdict .verdict-sentence"))
					.contains("this page’s own server has not responded for 10 seconds");
			}
			finally {
				server.getBean(SilentLog.class).end.countDown();
			}
			send("this page", "server");
			assertThat(this.browser.text("#sent-verdict .verdict-label")).isEqualTo("Signed");
		}
	}

	private void openPageOf(ConfigurableApplicationContext server) {
		this.browser.open("http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port"));
		// The page does not wait for its frame. The frame has to load before the server
		// stops.
		this.browser.awaitReady("#foreign");
	}

	@Test
	void panelFitsEveryScreen() {
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

	/** A log that answers no request until the test says so. */
	static class SilentLog {

		private final CountDownLatch end = new CountDownLatch(1);

		@Bean
		FilterRegistrationBean<Filter> silence() {
			FilterRegistrationBean<Filter> silence = new FilterRegistrationBean<>((request, response, chain) -> {
				try {
					this.end.await();
				}
				catch (InterruptedException ex) {
					throw new ServletException(ex);
				}
				chain.doFilter(request, response);
			});
			silence.addUrlPatterns("/wire/*");
			return silence;
		}

	}

}
