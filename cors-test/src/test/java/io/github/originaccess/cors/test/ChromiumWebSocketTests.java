// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of {@code websockets.csv} in a real Chromium.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumWebSocketTests {

	private static final String PAGE = """
			<!DOCTYPE html>
			<script>
			const rows = [
			%s
			];
			function run(row) {
				return new Promise((resolve) => {
					let socket;
					try {
						socket = new WebSocket('ws://' + location.host + '/' + row.id + '/a', row.protocols);
					}
					catch (error) {
						resolve(error.name);
						return;
					}
					socket.onopen = () => resolve(('open ' + socket.protocol).trim());
					socket.onclose = () => resolve('closed');
				});
			}
			onload = async () => {
				const lines = [];
				for (const row of rows) {
					lines.push(row.id + '\\t' + await run(row));
				}
				await fetch('/results', { method: 'POST', body: lines.join('\\n') });
			};
			</script>
			""";

	private final Map<Integer, String> chromium = new HashMap<>();

	static List<HandshakeRow> rows() {
		return HandshakeRow.rows();
	}

	@BeforeAll
	void runAllRows() throws Exception {
		try (ScriptedServer server = ScriptedServer.open()) {
			server.serve(
					PAGE.formatted(rows().stream().map(ChromiumWebSocketTests::row).collect(Collectors.joining(",\n"))),
					rows().stream().collect(Collectors.toMap(HandshakeRow::id, Function.identity())));
			String results = Chromium.run("http://localhost:" + server.port(), server.results());
			results.lines()
				.map((line) -> line.split("\t", -1))
				.forEach((cells) -> this.chromium.put(Integer.valueOf(cells[0]), cells[1]));
		}
	}

	private static String row(HandshakeRow row) {
		return "{ id: %d, protocols: [%s] }".formatted(row.id(),
				row.protocols().stream().map(TablePage::quoted).collect(Collectors.joining(", ")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void chromiumDoesTheSame(HandshakeRow row) {
		String expected = row.result().startsWith("open") ? row.result()
				: (row.result().equals("invalid-protocol") ? "SyntaxError" : "closed");
		assertThat(this.chromium.get(row.id())).isEqualTo(expected);
	}

}
