// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.stream.Collectors;

/**
 * The page that runs all rows of the table, a few at a time, and sends one line for each
 * row: number, result, and names of headers.
 */
final class TablePage {

	private static final String PAGE = """
			<!DOCTYPE html>
			<iframe sandbox="allow-scripts" srcdoc="<script>
				addEventListener('message', async (event) => {
					event.ports[0].postMessage(await eval('(' + event.data.run + ')')(event.data.calls));
				});
			</script>"></iframe>
			<script>
			const rows = [
			%s
			];
			async function run(calls) {
				let outcome;
				for (const call of calls) {
					try {
						const response = await fetch(call.url, call.init);
						const readable = response.type === 'cors' || response.type === 'basic';
						outcome = response.type + (readable ? ' ' + response.status : '')
							+ '\\t' + [...response.headers.keys()].filter((name) => name !== 'connection').join(' ');
					}
					catch (error) {
						outcome = (error instanceof TypeError ? 'blocked' : String(error)) + '\\t';
					}
				}
				return outcome;
			}
			function runInFrame(calls) {
				return new Promise((resolve) => {
					const channel = new MessageChannel();
					channel.port1.onmessage = (event) => resolve(event.data);
					frames[0].postMessage({ run: run.toString(), calls: calls }, '*', [channel.port2]);
				});
			}
			onload = async () => {
				const lines = [];
				const waiting = rows.slice();
				const runner = async () => {
					for (let row = waiting.shift(); row; row = waiting.shift()) {
						lines.push(row.id + '\\t' + await (row.frame ? runInFrame : run)(row.calls));
					}
				};
				await Promise.all([runner(), runner(), runner(), runner()]);
				await fetch('/results', { method: 'POST', body: lines.join('\\n') });
			};
			</script>
			""";

	private TablePage() {
	}

	static String of(BrowserTable table) {
		return PAGE.formatted(table.rows().stream().map(TablePage::row).collect(Collectors.joining(",\n")));
	}

	private static String row(BrowserRow row) {
		return "{ id: %d, frame: %s, calls: [%s] }".formatted(row.id(), row.calls().get(0).page().equals("null"),
				row.calls().stream().map(TablePage::call).collect(Collectors.joining(", ")));
	}

	private static String call(BrowserRow.Call call) {
		String headers = call.headers()
			.lines()
			.stream()
			.map((line) -> "[" + quoted(line.name()) + ", " + quoted(line.value()) + "]")
			.collect(Collectors.joining(", "));
		String body = (call.body() != null) ? ", body: " + quoted(call.body()) : "";
		String referrer = call.referrer() ? "" : ", referrerPolicy: 'no-referrer'";
		return "{ url: %s, init: { method: %s, mode: %s, credentials: %s, redirect: %s, headers: [%s]%s%s } }"
			.formatted(quoted(call.url()), quoted(call.method()), quoted(call.mode()), quoted(call.credentials()),
					quoted(call.redirect()), headers, body, referrer);
	}

	static String quoted(String text) {
		StringBuilder quoted = new StringBuilder("'");
		text.chars().forEach((c) -> {
			boolean plain = c >= ' ' && c < 0x7F && c != '\'' && c != '\\' && c != '<';
			quoted.append(plain ? String.valueOf((char) c) : String.format("\\u%04X", c));
		});
		return quoted.append("'").toString();
	}

}
