// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.originaccess.cors.test.FetchOptions;
import io.github.originaccess.cors.test.FetchResult;
import io.github.originaccess.cors.test.HeaderLines;
import io.github.originaccess.cors.test.WireRequest;
import io.github.originaccess.cors.test.WireResponse;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every lesson of every profile, sent by a real browser and by the browser for tests, and
 * the panel's answer about the same request. All three have to agree.
 */
class LessonsBrowserTests {

	/**
	 * Presses the button of each lesson and then asks the panel about it. Returns for
	 * each lesson its id, what went over the wire, what the panel says in the same words,
	 * whether the lesson gives the panel's reason, and the requests of the lesson. The
	 * panel decides on the last one.
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
				const { lessonsOf, targetOf } = await import('/lessons.js');
				const apiOrigin = document.querySelector('.api-origin').textContent;
				const sent = (requests) => requests.map((request) => ({ ...request,
					url: targetOf(request, apiOrigin) + request.path, headers: Object.entries(request.headers ?? {}) }));
				const results = [];
				for (const { id } of all('.lesson')) {
					byId(id).click();
					await until(byId('result'), () => byId('result').dataset.lesson === id);
					delete byId('decision').dataset.answered;
					byId('ask-about').click();
					await until(byId('decision'), () => byId('decision').dataset.answered);
					const { requests } = lessonsOf(byId('profile').textContent).find((lesson) => lesson.id === id);
					results.push([id, wire(), panel(), of('#script .status[data-class="error"]') ? reasonIsThePanels() : true,
						sent(requests)]);
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
			String origin = "http://%s:%d".formatted(host, port);
			browser.open(origin);
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
				FetchResult result = fetchAll(origin, (List<?>) lesson.get(4));
				softly.assertThat(result.isReadable()).as(result.toString()).isEqualTo(expected.contains(id));
			}
		}
		softly.assertAll();
	}

	/**
	 * Send the requests of a lesson, as the page does. Returns the result of the last.
	 */
	private static FetchResult fetchAll(String page, List<?> requests) {
		List<FetchResult> results = new ArrayList<>();
		for (Object each : requests) {
			Map<?, ?> request = (Map<?, ?>) each;
			URI url = URI.create(String.valueOf(request.get("url")));
			results.add(io.github.originaccess.cors.test.Browser.over(LessonsBrowserTests::send, url.resolve("/"))
				.page(page)
				.fetch(url.toString(), (with) -> options(request, with)));
		}
		return results.get(results.size() - 1);
	}

	/**
	 * Send a request to this computer, whatever its host is: browsers need no DNS either.
	 */
	private static WireResponse send(WireRequest request) {
		List<String> lines = new ArrayList<>(List.of("Host: " + request.uri().getAuthority()));
		request.headers().lines().forEach((line) -> lines.add(line.name() + ": " + line.value()));
		RawHttp.Response response = RawHttp.send(request.uri().getPort(),
				request.method() + " " + request.uri().getRawPath(), new String(request.body(), StandardCharsets.UTF_8),
				lines.toArray(String[]::new));
		List<HeaderLines.Line> headers = response.lines()
			.stream()
			.map((line) -> line.split(":", 2))
			.map((line) -> new HeaderLines.Line(line[0], line[1].strip()))
			.toList();
		return new WireResponse(response.status(), new HeaderLines(headers),
				response.body().getBytes(StandardCharsets.UTF_8));
	}

	private static FetchOptions options(Map<?, ?> request, FetchOptions defaults) {
		FetchOptions options = defaults.method(String.valueOf(request.get("method")));
		for (Object header : (List<?>) Objects.requireNonNull(request.get("headers"))) {
			List<?> line = (List<?>) header;
			options = options.header(String.valueOf(line.get(0)), String.valueOf(line.get(1)));
		}
		if (request.get("body") instanceof String body) {
			options = options.body(body);
		}
		return (request.get("credentials") == Boolean.TRUE) ? options.credentials() : options;
	}

}
