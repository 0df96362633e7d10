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
	 * Presses the button of each lesson and then asks the panel about it. Returns for
	 * each lesson its id, what went over the wire, what the panel says in the same words,
	 * and whether the lesson gives the panel's reason. The panel decides on the last
	 * request of a lesson.
	 */
	private static final String SEND_AND_ASK_ALL = """
			const until = (element, ready) => new Promise((resolve) => {
				const observer = new MutationObserver(() => {
					if (ready() && element.getAttribute('aria-busy') === 'false') {
						observer.disconnect();
						resolve();
					}
				});
				observer.observe(element, { attributes: true });
			});
			const byId = (id) => document.getElementById(id);
			const all = (selector, within = document) => [...within.querySelectorAll(selector)];
			const of = (selector) => all(selector).at(-1);
			const policyLines = (lines) => lines.filter((line) => /^access-control-/i.test(line)).sort().join('; ');
			const rows = (exchange) => policyLines(all('.response .headers > div:not([data-kind="missing"])', exchange)
				.map((row) => `${row.querySelector('dt').textContent}: ${row.querySelector('dd').textContent}`));
			const lines = (card) => policyLines(card.querySelector('pre').textContent.split('\\n'));
			const wire = () => {
				const asked = of('#wire .exchange[data-kind="preflight"]:not(.ghost)');
				const sent = of('#wire .exchange[data-kind="actual"]:not(.ghost)');
				return JSON.stringify({
					preflight: asked ? `${asked.querySelector('.response .status').textContent} ${rows(asked)}` : 'none',
					request: sent ? rows(sent) : 'never sent',
					readable: !of('#script .status[data-class="error"]'),
				});
			};
			const panel = () => {
				const first = of('#steps .exchange[data-kind="preflight"]');
				const second = of('#steps .exchange[data-kind="actual"]');
				const refused = first?.querySelector('[data-passed="false"]');
				return JSON.stringify({
					preflight: first ? `${first.querySelector('.status').textContent} ${lines(first)}` : 'none',
					request: refused ? 'never sent' : second ? lines(second) : '',
					readable: of('#decision-verdict .verdict-label').textContent.startsWith('Allowed'),
				});
			};
			const reasonIsThePanels = () => of('#verdict .verdict-sentence').textContent
				.endsWith(all('#decision-verdict .verdict-sentence')[0].textContent.split(' The CorsPolicyResolver ')[0]);
			(async () => {
				const results = [];
				for (const { id } of all('.lesson')) {
					byId(id).click();
					await until(byId('result'), () => byId('result').dataset.lesson === id);
					delete byId('decision').dataset.answered;
					byId('ask-about').click();
					await until(byId('decision'), () => byId('decision').dataset.answered);
					results.push([id, wire(), panel(), of('#script .status[data-class="error"]') ? reasonIsThePanels() : true]);
				}
				return results;
			})().then(arguments[0]);
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
			List<?> lessons = (List<?>) browser.run(SEND_AND_ASK_ALL);
			softly.assertThat(lessons).hasSize(profile.equals("resolver") ? 10 : 8);
			for (Object each : lessons) {
				List<?> lesson = (List<?>) each;
				String id = lesson.get(0).toString();
				String wire = lesson.get(1).toString();
				softly.assertThat(lesson.get(2)).as(id).isEqualTo(wire);
				softly.assertThat(lesson.get(3)).as("%s gives the panel's reason", id).isEqualTo(true);
				softly.assertThat(wire.contains("\"readable\":true"))
					.as("%s is readable", id)
					.isEqualTo(expected.contains(id));
			}
		}
		softly.assertAll();
	}

}
