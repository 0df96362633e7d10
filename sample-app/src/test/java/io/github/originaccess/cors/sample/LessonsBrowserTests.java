// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every lesson of every profile, sent by a real browser, and the panel's answer about the
 * same request. They have to agree.
 */
class LessonsBrowserTests {

	/**
	 * Returns what went over the wire and what the panel says, in the same words. The
	 * panel decides on the last request of a lesson.
	 */
	private static final String COMPARE = """
			const all = (selector, within = document) => [...within.querySelectorAll(selector)];
			const policyLines = (lines) => lines.filter((line) => /^access-control-/i.test(line)).sort().join('; ');
			const rows = (exchange) => policyLines(all('.response .headers > div:not([data-kind="missing"])', exchange)
				.map((row) => `${row.querySelector('dt').textContent}: ${row.querySelector('dd').textContent}`));
			const of = (selector) => all(selector).at(-1);
			const sent = of('#wire .exchange[data-kind="actual"]:not(.ghost)');
			const asked = of('#wire .exchange[data-kind="preflight"]:not(.ghost)');
			const wire = {
				preflight: asked ? `${asked.querySelector('.response .status').textContent} ${rows(asked)}` : 'none',
				request: sent ? rows(sent) : 'never sent',
				readable: !document.querySelector('#script .status[data-class="error"]'),
			};
			const lines = (card) => policyLines(card.querySelector('pre').textContent.split('\\n'));
			const first = of('#steps .exchange[data-kind="preflight"]');
			const second = of('#steps .exchange[data-kind="actual"]');
			const refused = first?.querySelector('[data-passed="false"]');
			const panel = {
				preflight: first ? `${first.querySelector('.status').textContent} ${lines(first)}` : 'none',
				request: refused ? 'never sent' : second ? lines(second) : '',
				readable: document.querySelector('#decision-verdict .verdict-label').textContent.startsWith('Allowed'),
			};
			const told = document.querySelector('#verdict .verdict-sentence').textContent;
			const summary = document.querySelector('#decision-verdict .verdict-sentence').textContent;
			const reason = summary.split(' The CorsPolicyResolver ')[0];
			arguments[0]([JSON.stringify(wire), JSON.stringify(panel), wire.readable || told.endsWith(reason)]);
			""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PROFILE  | HOST              | READABLE
			default  | localhost         | simple-get post-json put-json delete custom-header cookie broken
			default  | 127.0.0.1         |
			dev      | localhost         | simple-get post-json put-json delete custom-header cookie broken
			dev      | 127.0.0.1         | simple-get post-json put-json delete custom-header cookie broken
			prod     | localhost         |
			custom   | localhost         | simple-get custom-header cookie broken
			resolver | localhost         | simple-get post-json put-json delete custom-header cookie broken
			resolver | partner.localhost | partner-get
			tenants  | localhost         | simple-get post-json put-json delete custom-header cookie broken
			""")
	void panelAndWireAgreeOnEveryLesson(String profile, String host, @Nullable String readable) {
		int port = SharedSample.of(profile).port();
		List<String> expected = (readable != null) ? List.of(readable.split(" ")) : List.of();
		SoftAssertions softly = new SoftAssertions();
		try (Browser browser = Browser.start()) {
			browser.open("http://%s:%d".formatted(host, port));
			List<String> lessons = browser.ids(".lesson");
			softly.assertThat(lessons).hasSize(profile.equals("resolver") ? 10 : 8);
			for (String lesson : lessons) {
				browser.press(lesson);
				browser.awaitAnswer("#decision", () -> browser.click("#ask-about"));
				List<?> compared = (List<?>) browser.run(COMPARE);
				softly.assertThat(compared.get(1)).as(lesson).isEqualTo(compared.get(0));
				softly.assertThat(compared.get(2)).as("%s: the reason is the panel's", lesson).isEqualTo(true);
				softly.assertThat(compared.get(0).toString().contains("\"readable\":true"))
					.as("%s is readable", lesson)
					.isEqualTo(expected.contains(lesson));
			}
		}
		softly.assertAll();
	}

}
